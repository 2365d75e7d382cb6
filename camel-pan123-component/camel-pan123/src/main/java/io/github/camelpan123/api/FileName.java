package io.github.camelpan123.api;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What the platform allows as a name (platform/calls.md, "Names and sizes"). */
public final class FileName {

    /** The documents say both "less than 256" and "less than 255"; this is the safe reading. */
    public static final int LONGEST = 254;

    private static final String FORBIDDEN = "\"\\/:*?|><";

    private FileName() {}

    /**
     * Refuses a name that the platform would refuse.
     *
     * @param what where the name comes from, for the message
     * @param name the name without a path
     * @return the name
     * @throws IllegalArgumentException naming origin, value and rule
     */
    public static String require(String what, String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(what + " is empty or only spaces; the platform needs a name");
        }
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException(what + " has " + name.length() + " characters; the platform takes "
                    + LONGEST + " at most: " + Pan123Exception.shorten(name));
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (FORBIDDEN.indexOf(c) >= 0 || c < ' ') {
                throw new IllegalArgumentException(what + " '" + name + "' has a character that the platform refuses ("
                        + FORBIDDEN + " and control characters)");
            }
        }
        if (name.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException(
                    what + " '" + name + "' has half a surrogate pair, which cannot be sent as"
                            + " UTF-8; the text was cut or decoded wrongly");
        }
        return name;
    }

    /**
     * Makes a relative path safe to be a local one: as {@link #safe}, name by name.
     *
     * @param path names with a slash between them; those that are empty or a dot do not count
     */
    public static String safePath(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .map(FileName::safe)
                .collect(Collectors.joining("/"));
    }

    /**
     * Makes the name of something remote safe to be the name of a local file, on Windows too: it leads to no other
     * folder, drive or stream. What the platform allows as a name stays as it is.
     *
     * @return the name with underscores for what is not safe, never empty
     */
    public static String safe(String name) {
        if (name.isEmpty() || name.chars().allMatch(c -> c == '.' || c == ' ')) {
            // Windows takes dots and spaces off the end, so that any number of them may mean the folder above
            return "_".repeat(Math.max(1, name.length()));
        }
        StringBuilder safe = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            safe.appendCodePoint(lone || c < ' ' || FORBIDDEN.indexOf(c) >= 0 ? '_' : c);
        });
        return safe.toString();
    }
}
