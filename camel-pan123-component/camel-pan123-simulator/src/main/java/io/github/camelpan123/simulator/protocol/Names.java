package io.github.camelpan123.simulator.protocol;

import java.util.Locale;

/**
 * The rules for file names, and the category that a name implies (platform/calls.md, "Names and sizes" and "Values").
 */
public final class Names {
    private Names() {}

    /**
     * Checks one name, not a path.
     *
     * @param name the name, not null
     * @return the same name
     * @throws Refusal if it is blank, too long or contains a forbidden character
     */
    public static String check(String name) {
        boolean blank = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Documented.FORBIDDEN_CHARACTERS.indexOf(c) >= 0) {
                throw Refusal.failed(Invented.BAD_NAME_TEXT);
            }
            blank &= c == ' ';
        }
        if (blank || name.codePointCount(0, name.length()) > Documented.NAME_LIMIT) {
            throw Refusal.failed(Invented.BAD_NAME_TEXT);
        }
        return name;
    }

    /**
     * Returns the category of a file; a sample shows 10 for an archive (platform/calls.md, "Values").
     *
     * @param name the file's name
     * @return 1 audio, 2 video, 3 image, 10 archive, 0 all others
     */
    public static int category(String name) {
        String extension = extension(name);
        if (Invented.VIDEO_EXTENSIONS.contains(extension)) {
            return Documented.VIDEO;
        }
        if (Invented.AUDIO_EXTENSIONS.contains(extension)) {
            return 1;
        }
        if (Invented.IMAGE_EXTENSIONS.contains(extension)) {
            return 3;
        }
        return Invented.ARCHIVE_EXTENSIONS.contains(extension) ? 10 : 0;
    }

    /**
     * Returns the part after the last dot.
     *
     * @param name the file's name
     * @return in lower case, empty if there is none
     */
    public static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the part before the last dot.
     *
     * @param name the file's name
     * @return the whole name if there is no dot
     */
    public static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
