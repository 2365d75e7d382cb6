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
 * @param source selects the videos
 * @param fileIds the IDs for {@link TranscodeSource#ids}, else empty
 * @param grouping what one exchange contains
 * @param jobTimeout the time after which a running job is given up; null for never
 * @param afterRead what happens to a video when all its results were read
 * @param maxAttempts the number of exchanges of a result that may fail; 0 for no limit
 * @param watchListDirectory the directory of the file that lists the jobs started here; null for memory only
 * @param repository records what was read; null for memory only
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

    /** @throws IllegalArgumentException if options contradict each other; the message names them */
    public TranscodeConsumerOptions {
        fileIds = List.copyOf(fileIds);
        if (source == TranscodeSource.ids && fileIds.isEmpty()) {
            throw new IllegalArgumentException("source=ids needs the option fileId or fileIds");
        }
        if (source != TranscodeSource.ids && !fileIds.isEmpty()) {
            throw new IllegalArgumentException(
                    "source=" + source + " cannot be combined with fileId or fileIds. Remove source, or set it to ids");
        }
        if (eager && repository == null) {
            throw new IllegalArgumentException("idempotentEager=true needs the option idempotentRepository");
        }
        if (afterRead == AfterRead.move) {
            throw new IllegalArgumentException(
                    "afterRead=move is not possible in the transcode space; known are none, trash (the"
                            + " original goes) and"
                            + " delete (the products too)");
        }
    }
}
