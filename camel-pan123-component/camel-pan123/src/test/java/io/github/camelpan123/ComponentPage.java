package io.github.camelpan123;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The component's page as text: its generated parts, its sections and the samples in them. */
final class ComponentPage {

    private static final Path FILE = Path.of("src/main/docs/pan123-component.adoc");
    private static final Pattern SAMPLE =
            Pattern.compile("^\\[source,(\\w+)]\\R----\\R(.*?)\\R----$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^={2,5} (.+)$", Pattern.MULTILINE);

    private String text;

    private ComponentPage(String text) {
        this.text = text;
    }

    static ComponentPage read() throws IOException {
        return read(FILE);
    }

    /** Another page, to look at. */
    static ComponentPage read(Path file) throws IOException {
        return new ComponentPage(Files.readString(file));
    }

    void write() throws IOException {
        Files.writeString(FILE, text);
    }

    /** What stands between {@code // name: generated} and {@code // name: end}. */
    String generated(String name) {
        return text.substring(begin(name), end(name)).strip();
    }

    void replaceGenerated(String name, String content) {
        text = text.substring(0, begin(name)) + "\n" + content + "\n" + text.substring(end(name));
    }

    private int begin(String name) {
        String mark = "// " + name + ": generated\n";
        int at = text.indexOf(mark);
        if (at < 0) {
            throw new IllegalArgumentException("The page has no part '" + name + "'");
        }
        return at + mark.length();
    }

    private int end(String name) {
        return text.indexOf("// " + name + ": end", begin(name));
    }

    /** The headings of the sections below {@code parent}, one level down. */
    List<String> sectionsOf(String parent) {
        List<String> found = new ArrayList<>();
        Matcher headings = Pattern.compile("^(={2,4}) (.+)$", Pattern.MULTILINE).matcher(text);
        int level = 0;
        while (headings.find()) {
            int its = headings.group(1).length();
            if (headings.group(2).equals(parent)) {
                level = its;
            } else if (level > 0 && its <= level) {
                break;
            } else if (level > 0 && its == level + 1) {
                found.add(headings.group(2));
            }
        }
        return found;
    }

    /** Everything that is set as a sample of a language, with the heading above it. */
    List<Sample> samples() {
        List<Sample> found = new ArrayList<>();
        Matcher samples = SAMPLE.matcher(text);
        while (samples.find()) {
            found.add(new Sample(headingBefore(samples.start()), samples.group(1), samples.group(2)));
        }
        return found;
    }

    private String headingBefore(int position) {
        String heading = "";
        Matcher headings = HEADING.matcher(text);
        while (headings.find() && headings.start() < position) {
            heading = headings.group(1);
        }
        return heading;
    }

    /**
     * A sample of the page.
     *
     * @param section the heading above it
     * @param language as the page says, such as java
     * @param code without the lines around it
     */
    record Sample(String section, String language, String code) {
        @Override
        public String toString() {
            return section + ", " + language;
        }
    }
}
