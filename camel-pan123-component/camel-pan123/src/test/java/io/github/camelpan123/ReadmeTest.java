package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the README, in both languages, say what the code says. */
class ReadmeTest {

    private static final Pattern LIMIT = Pattern.compile("\\| `(\\S+)` \\| `(\\S+)` \\| (\\S+) \\| (\\S+) \\|");

    private static final Path TOP = Path.of("..", "..");

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

    static List<Path> pagesWithLimits() {
        List<Path> pages = new ArrayList<>(readmes());
        pages.add(Path.of("..", "platform", "notice.md"));
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pagesWithLimits")
    void listsTheShippedLimits(Path readme) throws IOException {
        String shipped;
        try (InputStream in = Pan123Component.class.getResourceAsStream("account/ratelimit/limits.csv")) {
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

    @ParameterizedTest
    @MethodSource("readmes")
    void whereItRunsNamesWhatThereIs(Path readme) throws IOException {
        List<Row> runtimes = runtimes(readme);
        assertThat(runtimes).hasSizeGreaterThan(15);
        String versions = Files.readString(TOP.resolve(".ci/versions"));
        for (Row runtime : runtimes) {
            assertThat(runtime.where()).as("%s", runtime).matches("(CI|profile|not tested)\\b.*");
            assertThat(runtime.commands().isEmpty())
                    .as("no command for %s", runtime)
                    .isEqualTo(runtime.where().startsWith("not tested"));
            for (String link : runtime.links()) {
                assertThat(readme.resolveSibling(link)).isDirectory();
            }
            for (String command : runtime.commands()) {
                exists(command);
                if (command.equals(".ci/versions")) {
                    assertThat(versions)
                            .contains(runtime.versions().stream()
                                    .map(version -> version + ".0")
                                    .toList())
                            .contains(runtime.name().contains("JDK 25") ? "-Djvm=" : "JDK $java");
                }
            }
        }
    }

    @Test
    void bothLanguagesNameTheSameRuntimes() throws IOException {
        List<List<String>> english =
                runtimes(readmes().get(0)).stream().map(Row::withoutWords).toList();
        List<List<String>> chinese =
                runtimes(readmes().get(1)).stream().map(Row::withoutWords).toList();
        assertThat(chinese).isEqualTo(english);
    }

    @Test
    void ciRunsWhatTheReadmeSaysThatItRuns() throws IOException {
        assertThat(Files.readString(TOP.resolve(".ci/run")))
                .contains("verify verify", ".ci/versions", ".ci/quickstart");
    }

    /** The command's script, or its Maven profile and modules. */
    private static void exists(String command) throws IOException {
        List<String> words = List.of(command.split(" "));
        if (words.get(0).startsWith(".ci/")) {
            assertThat(TOP.resolve(words.get(0))).isExecutable();
            return;
        }
        assertThat(command).startsWith("mvn verify");
        Path module = TOP;
        if (words.contains("-pl")) {
            module = TOP.resolve(words.get(words.indexOf("-pl") + 1));
            assertThat(module).isDirectory();
        }
        for (String word : words) {
            if (word.startsWith("-P")) {
                assertThat(module.resolve("pom.xml")).content().contains("<id>" + word.substring(2) + "</id>");
            }
        }
    }

    private static List<Row> runtimes(Path readme) throws IOException {
        String text = Files.readString(readme);
        return text.substring(text.indexOf("<!-- runtimes"))
                .lines()
                .skip(3)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[1].strip(), cells[3], cells[4].strip()))
                .toList();
    }

    private record Row(String name, String command, String where) {

        private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

        List<String> links() {
            return LINK.matcher(name).results().map(found -> found.group(1)).toList();
        }

        List<String> commands() {
            return Pattern.compile("`([^`]+)`")
                    .matcher(command)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }

        /** Of Camel. */
        List<String> versions() {
            return Pattern.compile("Camel (4\\.\\d+)")
                    .matcher(name)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }

        /** What is the same in all languages. */
        List<String> withoutWords() {
            List<String> all = new ArrayList<>(commands());
            all.addAll(versions());
            links().forEach(link -> all.add(link.replaceFirst("^\\.\\./", "")));
            for (String word : List.of("CI", "profile", "not tested")) {
                if (where.contains(word)) {
                    all.add(word);
                }
            }
            return all;
        }
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
