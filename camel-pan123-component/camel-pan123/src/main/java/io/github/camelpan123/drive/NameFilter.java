package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileEntry;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which names a list shows, by regular expressions in any letter case, as the options of the same names of Camel's
 * file component.
 *
 * @param include what the whole name must match; null for anything
 * @param exclude what the whole name must not match; null for nothing
 */
public record NameFilter(Pattern include, Pattern exclude) {

    /** Shows everything. */
    public static final NameFilter ALL = new NameFilter(null, null);

    /**
     * Reads the two options.
     *
     * @param include may be null
     * @param exclude may be null
     * @throws IllegalArgumentException naming option, value and what is wrong with it
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

    /** Whether an entry's name passes. */
    public boolean shows(FileEntry entry) {
        return (include == null || include.matcher(entry.name()).matches())
                && (exclude == null || !exclude.matcher(entry.name()).matches());
    }
}
