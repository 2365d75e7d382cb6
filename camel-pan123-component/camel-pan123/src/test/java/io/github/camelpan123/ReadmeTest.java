package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the README, in both languages, say what the code says. */
class ReadmeTest {

    private static final Pattern LIMIT = Pattern.compile("\\| `(\\S+)` \\| `(\\S+)` \\| (\\S+) \\| (\\S+) \\|");

    static List<Path> readmes() {
        return List.of(Path.of("..", "..", "README.md"), Path.of("..", "README.zh-CN.md"));
    }

    @ParameterizedTest
    @MethodSource("readmes")
    void listsEveryOperationAndNoOther(Path readme) throws IOException {
        assertThat(section(readme, "operations", "\\| `(\\w+)` \\|"))
                .containsExactlyElementsOf(
                        Arrays.stream(Pan123Operation.values()).map(Enum::name).toList());
    }

    @ParameterizedTest
    @MethodSource("readmes")
    void listsTheShippedLimits(Path readme) throws IOException {
        String shipped;
        try (InputStream in = Pan123Component.class.getResourceAsStream("account/limits.csv")) {
            shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> documented = shipped.lines()
                .filter(line -> line.endsWith(",documented"))
                .sorted()
                .toList();
        List<String> inReadme = Files.readString(readme)
                .lines()
                .map(LIMIT::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(2) + "," + row.group(3) + "," + row.group(4) + ",documented")
                .sorted()
                .toList();
        assertThat(inReadme).isEqualTo(documented).hasSize(17);
    }

    private static List<String> section(Path readme, String name, String cell) throws IOException {
        String text = Files.readString(readme);
        String from = text.substring(text.indexOf("<!-- " + name));
        return from.lines()
                .skip(3)
                .takeWhile(line -> line.startsWith("|"))
                .map(Pattern.compile(cell)::matcher)
                .filter(Matcher::lookingAt)
                .map(row -> row.group(1))
                .toList();
    }
}
