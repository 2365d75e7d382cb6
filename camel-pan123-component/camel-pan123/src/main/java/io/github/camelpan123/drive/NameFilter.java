package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileEntry;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The names that a list includes, as case-insensitive regular expressions. The options have the same names and meaning
 * in Camel's file component.
 *
 * @param include must match the whole name; null for any name
 * @param exclude must not match the whole name; null for none
 */
public record NameFilter(Pattern include, Pattern exclude) {

    /** Includes every name. */
    public static final NameFilter ALL = new NameFilter(null, null);

    /**
     * Parses the two options.
     *
     * @param include may be null
     * @param exclude may be null
     * @throws IllegalArgumentException naming option, value and error
     */
    public static NameFilter of(String include, String exclude) {
        return new NameFilter(pattern("include", include), pattern("exclude", exclude));
    }

    private static Pattern pattern(String option, String regex) {
        try {
            return regex == null ? null : Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    option + "=" + regex + " is not a regular expression: " + e.getDescription(), e);
        }
    }

    /** Whether the name of an entry is included. */
    public boolean shows(FileEntry entry) {
        return (include == null || include.matcher(entry.name()).matches())
                && (exclude == null || !exclude.matcher(entry.name()).matches());
    }
}
