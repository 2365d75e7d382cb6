package io.github.camelpan123.transcode.hls;

import io.github.camelpan123.api.Pan123PlaylistException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Checks whether downloaded content can be what the playlist references, before it is saved. */
public final class PageCheck {

    private static final int KEY = 16;
    private static final int BEGINNING = 512;
    private static final Pattern PAGE = Pattern.compile(
            "(\u00EF\u00BB\u00BF)?\\s*(<!doctype html|<html|<\\?xml).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private PageCheck() {}

    /**
     * Checks the beginning of a content.
     *
     * @param name the name for the message
     * @return the content from its beginning
     * @throws Pan123PlaylistException if the content is a web page, or a key of the wrong length
     */
    public static InputStream require(Kind kind, String name, InputStream content) throws IOException {
        byte[] beginning = content.readNBytes(BEGINNING);
        if (kind == Kind.KEY && beginning.length != KEY) {
            throw new Pan123PlaylistException(
                    "The server sent something other than a key of " + KEY + " bytes as " + name + " of the playlist");
        }
        if (PAGE.matcher(new String(beginning, StandardCharsets.ISO_8859_1)).matches()) {
            throw new Pan123PlaylistException("The server sent a web page as " + name + " of the playlist");
        }
        return new SequenceInputStream(new ByteArrayInputStream(beginning), content);
    }
}
