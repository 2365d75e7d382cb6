package io.github.camelpan123.transcode;

import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.Grouping;
import io.github.camelpan123.api.TranscodeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.spi.IdempotentRepository;

/**
 * What a transcode consumer tracks, and how.
 *
 * @param source which videos
 * @param fileIds those of {@link TranscodeSource#ids}, else empty
 * @param grouping what an exchange is about
 * @param jobTimeout after how long a job that does not end is given up; null for never
 * @param afterRead what happens to a video when all of it was read
 * @param maxAttempts how many exchanges of a result may fail; 0 for any number
 * @param watchListDirectory where the jobs that were started here are written down; null for memory only
 * @param repository remembers what was read; null for memory only
 * @param eager whether the repository holds the claims
 */
public record TranscodeConsumerOptions(
        TranscodeSource source,
        List<Long> fileIds,
        Grouping grouping,
        Duration jobTimeout,
        AfterRead afterRead,
        int maxAttempts,
        Path watchListDirectory,
        IdempotentRepository repository,
        boolean eager) {

    /** @throws IllegalArgumentException naming the options that do not go together */
    public TranscodeConsumerOptions {
        fileIds = List.copyOf(fileIds);
        if (source == TranscodeSource.ids && fileIds.isEmpty()) {
            throw new IllegalArgumentException("source=ids needs the option fileId or fileIds");
        }
        if (source != TranscodeSource.ids && !fileIds.isEmpty()) {
            throw new IllegalArgumentException(
                    "source=" + source + " does not go together with fileId or fileIds; leave source out or say ids");
        }
        if (eager && repository == null) {
            throw new IllegalArgumentException("idempotentEager=true needs the option idempotentRepository");
        }
        if (afterRead == AfterRead.move) {
            throw new IllegalArgumentException(
                    "afterRead=move is not possible in the transcode space; known are none, trash (the original goes) and"
                            + " delete (the products too)");
        }
    }
}
