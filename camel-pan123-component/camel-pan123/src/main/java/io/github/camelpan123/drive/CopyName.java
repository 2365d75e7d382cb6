package io.github.camelpan123.drive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name that the platform gives a file under the policy "keep both". The documents do not define its format
 * (platform/calls.md, "Create an upload") except that it contains a number. Only a number in brackets, before the
 * extension or at the end, is accepted. A bare number is not, because users number their files in that way.
 */
final class CopyName {

    private static final Pattern NUMBER = Pattern.compile(" ?[(\uFF08]\\d{1,3}[)\uFF09](?=\\.|$)");

    private CopyName() {}

    /** Whether a name may have been derived from a wanted name by the platform. */
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
