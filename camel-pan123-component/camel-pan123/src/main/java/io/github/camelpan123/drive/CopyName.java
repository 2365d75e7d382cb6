package io.github.camelpan123.drive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name that the platform gives a file when it keeps both. What it looks like is not documented
 * (platform/calls.md, "Create an upload"), but for a number: one in brackets, before an extension or at the end, is
 * believed. A bare one is not, for people number their files like that.
 */
final class CopyName {

    private static final Pattern NUMBER = Pattern.compile(" ?[(\uFF08]\\d{1,3}[)\uFF09](?=\\.|$)");

    private CopyName() {}

    /** Whether a name may be that of a file that was to have another one. */
    static boolean of(String name, String wanted) {
        Matcher number = NUMBER.matcher(name);
        while (number.find()) {
            if (wanted.equals(name.substring(0, number.start()) + name.substring(number.end()))) {
                return true;
            }
        }
        return false;
    }
}
