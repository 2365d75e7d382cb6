package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comments, pages and tests say of the platform stands in the folder {@code platform}, and nowhere else. */
class PlatformPagesTest {

    private static final Path TOP = Path.of("..", "..");
    private static final Path COMPONENT = TOP.resolve("camel-pan123-component");
    private static final Path PAGES = COMPONENT.resolve("platform");
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
    private static final String THIS = PlatformPagesTest.class.getSimpleName() + ".java";

    /** A numbered part of a document that is not here; RFCs may be cited so. */
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(?<!RFC \\d{3,5},? )\\bsections? \\d"
                    + "|\\bnotice,? (?:section|part|rule)s? \\w"
                    + "|\\breference,? (?:section|chapter|row)?s? ?\\d"
                    + "|\\b(?:API|platform) reference\\b"
                    + "|\\b(?:of|in|by) the reference\\b"
                    + "|\\bthe reference (?:documents|lists|names|records|says|shows|tells)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CITATION = Pattern.compile("\\bplatform/(\\w+\\.md)((?:(?:,| and| to) \"[^\"]+\")*)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");
    private static final Set<String> OTHERS = Set.of(
            "FileIdempotentRepository",
            "FileStateRepository",
            "IdempotentRepository",
            "NullPointerException",
            "ObjectMapper",
            "PropertyConfigurerSupport",
            "SSLContextParameters",
            "StateRepository",
            "TotalRequestsThrottler");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");

    @Test
    void nothingCitesANumberedPartOfADocumentElsewhere() throws IOException {
        List<String> found = new ArrayList<>();
        texts().forEach((file, text) -> {
            if (!file.startsWith(PAGES) && !file.endsWith("LICENSE")) {
                ELSEWHERE
                        .matcher(lines(text))
                        .results()
                        .forEach(cited -> found.add(TOP.relativize(file) + ": " + around(cited, lines(text))));
            }
        });
        assertThat(found)
                .as("write down the fact in camel-pan123-component/platform and refer to its heading")
                .isEmpty();
    }

    @Test
    void everyCitationNamesAPageAndItsHeadings() throws IOException {
        Map<String, Set<String>> headings = headings();
        List<String> citations = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        texts().forEach((file, text) -> CITATION.matcher(lines(text)).results().forEach(cited -> {
            citations.add(cited.group());
            Set<String> known = headings.getOrDefault(cited.group(1), Set.of());
            boolean right = headings.containsKey(cited.group(1))
                    && QUOTED.matcher(cited.group(2)).results().allMatch(name -> known.contains(name.group(1)));
            if (!right) {
                wrong.add(TOP.relativize(file) + ": " + cited.group());
            }
        }));
        assertThat(wrong).isEmpty();
        assertThat(citations).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void everyCallHasItsFacts(Api api) throws IOException {
        assertThat(Files.readString(PAGES.resolve("calls.md")))
                .containsPattern("`" + api.method() + " (\\{\\w+})?" + Pattern.quote(api.path()) + "`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONTRIBUTING.md",
                "DECISIONS.md",
                "platform/README.md",
                "platform/notice.md",
                "platform/calls.md"
            })
    void linksLeadToFiles(String page) throws IOException {
        Path file = COMPONENT.resolve(page);
        for (MatchResult link : LINK.matcher(Files.readString(file)).results().toList()) {
            assertThat(file.resolveSibling(link.group(1))).exists();
        }
    }

    @Test
    void decisionsNameClassesThatExist() throws IOException {
        Set<String> ours = texts().keySet().stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        List<String> named = CLASS.matcher(Files.readString(COMPONENT.resolve("DECISIONS.md")))
                .results()
                .map(name -> name.group(1))
                .filter(name -> !OTHERS.contains(name))
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(5).allSatisfy(name -> assertThat(ours)
                .contains(name + ".java"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/** Makes a folder, section 9.1. */",
                "/** Section 22: never null. */",
                " * this order (section 20 rule\n * 2), then",
                "/** Token and account (reference sections 3 and 6). */",
                "// older answers called it so (reference 17, row 1)",
                "/** Uploads in one request (notice, part two). */",
                "/** Notice part 7. */",
                "# documented: the developer notice, section 7",
                "/** By chapter of the API\n * reference. */",
                "/** compared with the samples of\n * the reference */"
            })
    void citationsOfDocumentsElsewhereAreFound(String comment) {
        assertThat(lines(comment)).containsPattern(ELSEWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// a range that cannot be met (RFC 9110, section 14.2)",
                "everyOperationHasASection()",
                "the notice's table of limits",
                "names.get(reference.address())",
                "(platform/notice.md, \"Limits\")"
            })
    void otherWordsAreNot(String text) {
        assertThat(lines(text)).doesNotContainPattern(ELSEWHERE);
    }

    private static Map<String, Set<String>> headings() throws IOException {
        Map<String, Set<String>> headings = new TreeMap<>();
        for (String page : List.of("README.md", "notice.md", "calls.md")) {
            headings.put(
                    page,
                    HEADING.matcher(Files.readString(PAGES.resolve(page)))
                            .results()
                            .map(heading -> heading.group(1).strip())
                            .collect(Collectors.toSet()));
        }
        return headings;
    }

    /** In one line, without what makes a comment of it. */
    private static String lines(String text) {
        return text.replaceAll("\\R\\s*(?:\\*|//|#)?\\s*", " ").replace("\\\"", "\"");
    }

    private static String around(MatchResult found, String text) {
        return text.substring(Math.max(0, found.start() - 50), Math.min(text.length(), found.end() + 50));
    }

    /** All texts of the repository but this one. */
    private static Map<Path, String> texts() throws IOException {
        Map<Path, String> texts = new TreeMap<>();
        Files.walkFileTree(TOP, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                boolean binary = text.indexOf('\0') >= 0;
                if (!binary && !file.endsWith(THIS)) {
                    texts.put(file, new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return texts;
    }
}
