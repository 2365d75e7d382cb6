package io.github.camelpan123.consumer;

import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.MoveDuplicate;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.drive.NameFilter;
import java.util.function.Function;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Which folder is consumed, and how.
 *
 * @param folderId the folder; only when there is no path
 * @param folder where it is; null when the id was named
 * @param listing how it is listed; shows folders as well
 * @param names which files are wanted
 * @param afterwards what happens to files when their exchanges are over
 * @param repository remembers what was read; null for memory only
 * @param eager whether the repository holds the claims
 * @param content finds what a file holds
 */
public record FileConsumerOptions(
        long folderId,
        DrivePath folder,
        ListOptions listing,
        NameFilter names,
        Afterwards afterwards,
        IdempotentRepository repository,
        boolean eager,
        Function<FileEntry, Downloadable> content) {

    /**
     * What happens to files when their exchanges are over.
     *
     * @param afterRead to those that were read
     * @param moveTo the folder that they go to; only with {@link AfterRead#move}
     * @param moveDuplicate what happens where the name is taken
     * @param deleteUnread whether {@link AfterRead#delete} deletes for good what nobody has read
     * @param maxAttempts how many exchanges of a file may fail; 0 for any number
     * @param moveFailed the folder that files go to which failed that often; null to let them stay
     */
    public record Afterwards(
            AfterRead afterRead,
            DrivePath moveTo,
            MoveDuplicate moveDuplicate,
            boolean deleteUnread,
            int maxAttempts,
            DrivePath moveFailed) {

        /** @throws IllegalArgumentException naming the options that do not go together */
        public Afterwards {
            if (afterRead == AfterRead.move && moveTo == null) {
                throw new IllegalArgumentException("afterRead=move needs the option moveTo");
            }
            if (afterRead != AfterRead.move && moveTo != null) {
                throw new IllegalArgumentException("moveTo=" + moveTo + " needs afterRead=move");
            }
            if (afterRead != AfterRead.delete && deleteUnread) {
                throw new IllegalArgumentException("deleteUnread=true needs afterRead=delete");
            }
            if (moveFailed != null && maxAttempts == 0) {
                maxAttempts = 1;
            }
        }
    }

    /** @throws IllegalArgumentException naming the options that do not go together */
    public FileConsumerOptions {
        if (eager && repository == null) {
            throw new IllegalArgumentException("idempotentEager=true needs the option idempotentRepository");
        }
    }
}
