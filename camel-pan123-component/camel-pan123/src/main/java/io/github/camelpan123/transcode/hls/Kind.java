package io.github.camelpan123.transcode.hls;

/** What a playlist names something for. */
public enum Kind {
    /** A media segment, or a part of one. */
    SEGMENT("segment", "ts"),
    /** A media segment that an initialization section belongs to. */
    FRAGMENT("segment", "m4s"),
    /** An initialization section. */
    MAP("map", "mp4"),
    /** 16 bytes of key. ffmpeg opens no local file, not even a key, whose extension is none of audio or video. */
    KEY("key", "ts"),
    /** What leads to a key in a form that is not HLS's own. */
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
