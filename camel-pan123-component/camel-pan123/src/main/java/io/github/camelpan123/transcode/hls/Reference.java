package io.github.camelpan123.transcode.hls;

/**
 * Something that a playlist names.
 *
 * @param kind what for
 * @param address absolute, http or https; may be signed, so it is not shown
 * @param gap whether the playlist says that nothing is there
 */
public record Reference(Kind kind, String address, boolean gap) {

    @Override
    public String toString() {
        return "Reference[" + kind + "]";
    }
}
