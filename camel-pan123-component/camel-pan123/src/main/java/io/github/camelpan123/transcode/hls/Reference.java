package io.github.camelpan123.transcode.hls;

/**
 * A reference of a playlist.
 *
 * @param kind the purpose
 * @param address absolute, HTTP or HTTPS; may be signed and so is not printed
 * @param gap whether the playlist declares the content as missing
 */
public record Reference(Kind kind, String address, boolean gap) {

    @Override
    public String toString() {
        return "Reference[" + kind + "]";
    }
}
