package io.github.camelpan123;

import io.github.camelpan123.api.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rows of what is done when an answer is lost, as shipped. */
final class LostAnswerRows {

    private LostAnswerRows() {}

    /** Short name, kind and text of each call. */
    static List<String[]> all() {
        try (BufferedReader rows = new BufferedReader(new InputStreamReader(
                Pan123Component.class.getResourceAsStream("http/lost-answers.csv"), StandardCharsets.UTF_8))) {
            return rows.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(",", 3))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String kind(Api api) {
        return all().stream()
                .filter(row -> row[0].equals(api.shortName()))
                .map(row -> row[1])
                .findFirst()
                .orElseThrow(() -> new AssertionError("lost-answers.csv has no row for " + api.shortName()));
    }
}
