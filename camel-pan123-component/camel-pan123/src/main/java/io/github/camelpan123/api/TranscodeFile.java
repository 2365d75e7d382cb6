package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * One product of a transcode job (platform/calls.md, "Transcode result"). It contains the ID of its video, so that it
 * can be downloaded alone.
 *
 * @param fileId the ID of the video in the transcode space
 * @param videoName the name of the video; empty if the caller did not look it up
 * @param resolution in upper case, such as {@code 720P}
 * @param name such as {@code stream.m3u8} or {@code 000.ts}
 * @param size as the platform writes it, with a unit
 * @param url a direct link for the playlist, empty for segments; never shown by {@link #toString()}
 */
public record TranscodeFile(long fileId, String videoName, String resolution, String name, String size, String url)
        implements Serializable {

    /** Whether this is the playlist. */
    public boolean playlist() {
        return name.endsWith(".m3u8");
    }

    /** Returns the name without its extension, as the download call expects it for segments. */
    public String segmentName() {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    TranscodeFile withVideoName(String video) {
        return new TranscodeFile(fileId, video, resolution, name, size, url);
    }

    @Override
    public String toString() {
        return "TranscodeFile[fileId=" + fileId + ", videoName=" + videoName + ", resolution=" + resolution + ", name="
                + name + ", size=" + size + "]";
    }
}
