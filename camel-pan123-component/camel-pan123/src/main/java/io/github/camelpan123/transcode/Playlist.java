package io.github.camelpan123.transcode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** An m3u8 playlist whose entries are made to point at files beside it. */
public final class Playlist {

    /** Days of video; whatever is longer is no playlist. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private Playlist() {}

    /**
     * As {@link #withLocalNames(byte[])}, of what is still to be read.
     *
     * @param playlist UTF-8; is closed
     */
    public static byte[] withLocalNames(InputStream playlist) throws IOException {
        try (playlist) {
            byte[] content = playlist.readNBytes(LONGEST + 1);
            if (content.length > LONGEST) {
                throw new IOException("The playlist is longer than " + LONGEST + " bytes");
            }
            return withLocalNames(content);
        }
    }

    /**
     * Rewrites each entry to the last name of its address, without query, so that the downloaded files play.
     *
     * @param playlist UTF-8
     */
    public static byte[] withLocalNames(byte[] playlist) {
        StringBuilder out = new StringBuilder(playlist.length);
        new String(playlist, StandardCharsets.UTF_8).lines().forEach(line -> out.append(
                        line.isBlank() || line.startsWith("#") ? line : localName(line.strip()))
                .append('\n'));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String localName(String address) {
        int end = address.length();
        for (int i = 0; i < address.length(); i++) {
            if (address.charAt(i) == '?' || address.charAt(i) == '#') {
                end = i;
                break;
            }
        }
        return address.substring(address.lastIndexOf('/', end - 1) + 1, end);
    }
}
