package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Chinese page of the component has the sections of the English one, and each of them the same samples, generated
 * tables, rows, list items, code words and links. With {@code -Dpan123.write-page=true} samples and generated tables are
 * copied; what is said in words has to be translated.
 */
class ChinesePageTest {

    private static final Path ENGLISH = Path.of("src/main/docs/pan123-component.adoc");
    private static final Path CHINESE = Path.of("src/main/docs/pan123-component.zh-CN.adoc");

    /** Text that is the same in both languages: samples, and what is generated. */
    private static final Pattern COPIED = Pattern.compile(
            "^\\[source[^\\n]*\\n----\\n(?:.*?\\n)?----$|^// ([a-z ]+): generated\\n.*?^// \\1: end$",
            Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern SECTION = Pattern.compile(
            "^(?:\\[#(\\w+)]\\n)?(={1,4}) ([^\\n]+)\\n(.*?)(?=^(?:\\[#\\w+]\\n)?={1,4} |\\z)",
            Pattern.MULTILINE | Pattern.DOTALL);

    private static List<Section> english;
    private static List<Section> chinese;

    /** A section, with the anchor that links use. */
    private record Section(String level, String anchor, String text) {

        List<String> copied() {
            return found(COPIED, text, 0);
        }

        String words() {
            return COPIED.matcher(text).replaceAll("");
        }
    }

    private static List<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(one -> one.group(group)).toList();
    }

    private static List<Section> sections(String page) {
        List<Section> found = new ArrayList<>();
        Matcher sections = SECTION.matcher(page);
        while (sections.find()) {
            String anchor = sections.group(1) == null
                    ? "_" + sections.group(3).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_")
                    : sections.group(1);
            found.add(new Section(sections.group(2), anchor, sections.group(4)));
        }
        return found;
    }

    @BeforeAll
    static void read() throws IOException {
        String original = Files.readString(ENGLISH);
        if (Boolean.getBoolean("pan123.write-page")) {
            copy(original);
        }
        english = sections(original);
        chinese = sections(Files.readString(CHINESE));
    }

    private static void copy(String original) throws IOException {
        String translated = Files.readString(CHINESE);
        Iterator<String> samples = found(COPIED, original, 0).iterator();
        assertThat(found(COPIED, translated, 0))
                .as("samples and generated tables; new ones have to be put into place by hand")
                .hasSameSizeAs(found(COPIED, original, 0));
        Files.writeString(
                CHINESE, COPIED.matcher(translated).replaceAll(old -> Matcher.quoteReplacement(samples.next())));
    }

    /** What has to be equal in each section. */
    private enum Part {
        LEVEL(Section::level),
        ANCHOR(section -> section.level().equals("=") ? "" : section.anchor()),
        SAMPLES_AND_GENERATED_TABLES(Section::copied),
        ROWS(section -> found(Pattern.compile("^\\| ", Pattern.MULTILINE), section.words(), 0)
                .size()),
        COLUMNS(section -> found(Pattern.compile("^\\[width=.*]$", Pattern.MULTILINE), section.words(), 0)),
        ITEMS(section -> found(Pattern.compile("^[*.] ", Pattern.MULTILINE), section.words(), 0)),
        CODE_WORDS(section -> sorted(found(Pattern.compile("`([^`]+)`"), section.words(), 1))),
        LINKS(section -> sorted(found(Pattern.compile("<<(\\w+),"), section.words(), 1)));

        private final Function<Section, Object> of;

        Part(Function<Section, Object> of) {
            this.of = of;
        }

        private static Set<String> sorted(List<String> all) {
            Set<String> sorted = new TreeSet<>();
            all.forEach(one -> sorted.add(one.replaceAll("\\s+", " ")));
            return sorted;
        }
    }

    static Stream<Part> parts() {
        return Arrays.stream(Part.values());
    }

    @ParameterizedTest
    @MethodSource("parts")
    void bothPagesHaveTheSame(Part part) {
        assertThat(english).hasSizeGreaterThan(60);
        assertThat(chinese.stream().map(part.of).toList())
                .isEqualTo(english.stream().map(part.of).toList());
    }

    @Test
    void theTranslationIsChinese() {
        assertThat(chinese)
                .filteredOn(section ->
                        !section.words().replaceAll("\\[\\w+]|=+", "").isBlank())
                .allSatisfy(section ->
                        assertThat(section.words()).as(section.anchor()).containsPattern("\\p{IsHan}{2}"));
    }
}
