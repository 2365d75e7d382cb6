package io.github.camelpan123.api;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * One resolution of one video in the transcode space, with its products (platform/calls.md, "Transcode result").
 *
 * @param fileId the ID of the video in the transcode space
 * @param fileName the name of the video; empty if the caller did not look it up
 * @param resolution in upper case, such as {@code 720P}
 * @param jobId the platform's ID of the job; changes if the same resolution is transcoded again; 0 if the answer has
 *     none
 * @param status the platform's number
 * @param files playlist and segments; empty until done
 * @param updatedAt may be null
 */
public record TranscodeResult(
        long fileId,
        String fileName,
        String resolution,
        long jobId,
        int status,
        List<TranscodeFile> files,
        Instant updatedAt)
        implements Serializable {

    /** Returns the meaning of the number. */
    public TranscodeState state() {
        return TranscodeState.of(status);
    }

    /** Returns a direct link to the playlist; empty until done. */
    public String playUrl() {
        return files.stream()
                .filter(TranscodeFile::playlist)
                .map(TranscodeFile::url)
                .findFirst()
                .orElse("");
    }

    /** Returns this result with the name of its video. */
    public TranscodeResult withFileName(String name) {
        return new TranscodeResult(
                fileId,
                name,
                resolution,
                jobId,
                status,
                files.stream().map(file -> file.withVideoName(name)).toList(),
                updatedAt);
    }
}
