package io.github.camelpan123.http;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123MalformedAnswerException;
import io.github.camelpan123.api.Pan123OutcomeUnknownException;
import io.github.camelpan123.api.Pan123UnreachableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is done when the answer to a call is lost, as shipped ({@code lost-answers.csv}). Where a look tells whether a call
 * was carried out, the look is in the class that makes the call: {@code upload.LookBeforeRetry}, {@code drive.Drive} for
 * folders, {@code drive.FileCopies}.
 */
public final class LostAnswers {

    private static final int SERVER_ERROR = 500;
    private static final Map<Api, Row> ROWS = load();

    /** What is done. */
    enum Kind {
        /** Nothing: the call changes nothing. */
        reads,
        /** The same call again leads to the same. */
        repeatable,
        /** A look tells whether it was carried out, before it is made again. */
        lookedFor,
        /** It is never made again, for nothing tells whether it was carried out. */
        unknown
    }

    private record Row(Kind kind, String text) {}

    private LostAnswers() {}

    /** Whether nobody can tell from a failure if the call was carried out. */
    public static boolean lost(Throwable failure) {
        return failure instanceof Pan123UnreachableException
                || failure instanceof Pan123MalformedAnswerException
                || failure instanceof Pan123Exception e && e.getHttpResponseCode() >= SERVER_ERROR;
    }

    static Kind kind(Api api) {
        return ROWS.get(api).kind();
    }

    /**
     * What a call that went out ends with.
     *
     * @return the failure, or another one when it leaves unknown what must not be repeated
     */
    static Pan123Exception of(Api api, Pan123Exception failure) {
        return lost(failure) && kind(api) == Kind.unknown ? unknown(api, failure) : failure;
    }

    private static Pan123OutcomeUnknownException unknown(Api api, Pan123Exception failure) {
        return new Pan123OutcomeUnknownException(
                api,
                "The answer of " + api.path() + " was lost, so it is not known whether the call was carried out. "
                        + ROWS.get(api).text() + " (" + failure.getMessage() + ")",
                failure);
    }

    private static Map<Api, Row> load() {
        Map<Api, Row> rows = new EnumMap<>(Api.class);
        try (InputStream in = LostAnswers.class.getResourceAsStream("lost-answers.csv");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        String[] cells = line.split(",", 3);
                        Api api = Api.find(cells[0])
                                .orElseThrow(() -> new IllegalStateException("lost-answers.csv: " + line));
                        rows.put(api, new Row(Kind.valueOf(cells[1]), cells[2]));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
