package io.github.camelpan123.transcode.hls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attribute of a tag.
 *
 * @param name as written
 * @param value without quotation marks
 * @param from the index of the value in the tag, including its quotation mark
 * @param to the index after the value
 */
record TagAttribute(String name, String value, int from, int to) {

    /**
     * Parses the attributes of a tag.
     *
     * @throws IllegalArgumentException if a quotation mark is missing
     */
    static List<TagAttribute> of(String tag) {
        List<TagAttribute> attributes = new ArrayList<>();
        int at = tag.indexOf(':') + 1;
        while (at > 0 && at < tag.length()) {
            int equals = tag.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = tag.substring(at, equals).strip();
            int from = equals + 1;
            while (from < tag.length() && tag.charAt(from) == ' ') {
                from++;
            }
            boolean quoted = from < tag.length() && tag.charAt(from) == '"';
            int end = tag.indexOf(quoted ? '"' : ',', quoted ? from + 1 : from);
            if (end < 0 && quoted) {
                throw new IllegalArgumentException("has a quotation mark without another");
            }
            int to = end < 0 ? tag.length() : quoted ? end + 1 : end;
            String value = quoted
                    ? tag.substring(from + 1, to - 1)
                    : tag.substring(from, to).strip();
            attributes.add(new TagAttribute(name, value, from, to));
            int comma = tag.indexOf(',', to);
            at = comma < 0 ? 0 : comma + 1;
        }
        return attributes;
    }

    static Optional<String> value(List<TagAttribute> attributes, String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(TagAttribute::value)
                .findFirst();
    }

    /** Omits the value, which may be a URL. */
    @Override
    public String toString() {
        return "TagAttribute[" + name + "]";
    }
}
