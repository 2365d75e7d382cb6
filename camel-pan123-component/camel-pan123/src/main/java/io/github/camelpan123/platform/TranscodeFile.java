package io.github.camelpan123.platform;

/**
 * One product of a transcode job (reference 10.9).
 *
 * @param name such as {@code stream.m3u8} or {@code 000.ts}
 * @param size as the platform writes it, with a unit
 * @param url a direct link for the playlist, empty for segments; who has it can read, so it is not shown
 */
public record TranscodeFile(String name, String size, String url) {

    /** Whether this is the playlist. */
    public boolean playlist() {
        return name.endsWith(".m3u8");
    }

    /** The name without its ending, as the download call wants it for segments. */
    public String segmentName() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    @Override
    public String toString() {
        return "TranscodeFile[name=" + name + ", size=" + size + "]";
    }
}
