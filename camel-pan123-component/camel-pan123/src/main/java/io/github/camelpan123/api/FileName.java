package io.github.camelpan123.api;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The rules for names on the platform (platform/calls.md, "Names and sizes"). */
public final class FileName {

    /** The maximum length. The documents say both "less than 256" and "less than 255"; this value satisfies both. */
    public static final int LONGEST = 254;

    private static final String FORBIDDEN = "\"\\/:*?|><";

    private FileName() {}

    /**
     * Rejects a name that the platform would refuse.
     *
     * @param what the origin of the name, for the message
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
                throw new IllegalArgumentException(what + " '" + name + "' has a character that the platform refuses, "
                        + described(c) + " at position " + (i + 1) + ". Names must not contain any of " + FORBIDDEN
                        + " or control characters: replace it before the call");
            }
        }
        if (name.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException(
                    what + " '" + name + "' has half a surrogate pair, which cannot be sent as"
                            + " UTF-8; the text was cut or decoded wrongly");
        }
        return name;
    }

    private static String described(char c) {
        return c < ' ' ? String.format("U+%04X", (int) c) : "'" + c + "'";
    }

    /**
     * Makes a relative path safe as a local path by applying {@link #safe} to each name.
     *
     * @param path slash-separated names; empty names and dots are ignored
     */
    public static String safePath(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .map(FileName::safe)
                .collect(Collectors.joining("/"));
    }

    /**
     * Makes a remote name safe as the name of a local file, also on Windows: it cannot refer to another folder, drive
     * or stream. Names that are valid on the platform remain unchanged.
     *
     * @return the name with underscores in place of unsafe characters, never empty
     */
    public static String safe(String name) {
        if (name.isEmpty() || name.chars().allMatch(c -> c == '.' || c == ' ')) {
            // Windows removes trailing dots and spaces, so any number of them may mean the parent folder
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
