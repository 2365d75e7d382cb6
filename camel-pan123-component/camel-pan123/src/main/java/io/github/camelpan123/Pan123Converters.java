package io.github.camelpan123;

import io.github.camelpan123.account.auth.FileTokenStore;
import io.github.camelpan123.account.auth.TokenStore;
import java.nio.file.Path;
import org.apache.camel.Converter;

/** Converts text to option values. */
@Converter(generateLoader = true)
public final class Pan123Converters {

    private static final String FILE = "file:";

    private Pan123Converters() {}

    /**
     * Returns a token store for text such as {@code file:/var/lib/app/tokens}.
     *
     * @throws IllegalArgumentException for any other text
     */
    @Converter
    public static TokenStore toTokenStore(String text) {
        if (text.startsWith(FILE) && text.length() > FILE.length()) {
            return new FileTokenStore(Path.of(text.substring(FILE.length())));
        }
        throw new IllegalArgumentException(
                "tokenStore=" + text + " is unknown; use file: and a folder, or the name of a bean such as #myStore");
    }
}
