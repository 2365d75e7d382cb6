package io.github.camelpan123.springboot;

import java.util.Locale;

/** One spelling for all of a name's: its letters and digits, in lower case. */
final class PlainName {

    private PlainName() {}

    static String of(String written) {
        return written.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
