package io.github.camelpan123.api;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * One resolution of one video in the transcode space, with its products (platform/calls.md, "Transcode result").
 *
 * @param fileId the video's id in the transcode space
 * @param fileName the video's name; empty where the caller did not look it up
 * @param resolution in upper case, such as {@code 720P}
 * @param jobId the platform's number of the job, another one when the same resolution is transcoded again; 0 where the
 *     answer has none
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

    /** What the number means. */
    public TranscodeState state() {
        return TranscodeState.of(status);
    }

    /** A direct link to the playlist; empty until done. */
    public String playUrl() {
        return files.stream()
                .filter(TranscodeFile::playlist)
                .map(TranscodeFile::url)
                .findFirst()
                .orElse("");
    }

    /** The same result with the name of its video. */
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
