package io.github.camelpan123.transcode.hls;

/** The purpose of a reference of a playlist. */
public enum Kind {
    /** A media segment or a part of one. */
    SEGMENT("segment", "ts"),
    /** A media segment with an initialization section. */
    FRAGMENT("segment", "m4s"),
    /** An initialization section. */
    MAP("map", "mp4"),
    /** A key of 16 bytes. ffmpeg opens a local file, even a key, only with an audio or video extension. */
    KEY("key", "ts"),
    /** A key or a reference to one in a format that HLS does not define. */
    LICENSE("key", "ts"),
    /** Another playlist. */
    PLAYLIST("playlist", "m3u8"),
    /** Anything else. */
    DATA("data", "json");

    private final String word;
    private final String extension;

    Kind(String word, String extension) {
        this.word = word;
        this.extension = extension;
    }

    String word() {
        return word;
    }

    String extension() {
        return extension;
    }
}
