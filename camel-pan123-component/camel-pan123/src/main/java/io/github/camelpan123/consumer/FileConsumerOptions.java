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
 * The folder that is consumed, and how.
 *
 * @param folderId the ID of the folder; only used without a path
 * @param folder the path of the folder; null if the ID is given
 * @param listing how the folder is listed; includes folders
 * @param names selects the files
 * @param afterwards what happens to files after their exchanges
 * @param repository records what was read; null for memory only
 * @param eager whether the repository holds the claims
 * @param content reads the content of a file
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
     * What happens to files after their exchanges.
     *
     * @param afterRead the action for files that were read
     * @param moveTo the target folder; only with {@link AfterRead#move}
     * @param moveDuplicate what happens if the target name is taken
     * @param deleteUnread whether {@link AfterRead#delete} permanently deletes files whose content was not read
     * @param maxAttempts the number of exchanges of a file that may fail; 0 for no limit
     * @param moveFailed the target folder of files that reached this limit; null to leave them in place
     */
    public record Afterwards(
            AfterRead afterRead,
            DrivePath moveTo,
            MoveDuplicate moveDuplicate,
            boolean deleteUnread,
            int maxAttempts,
            DrivePath moveFailed) {

        /** @throws IllegalArgumentException if options contradict each other; the message names them */
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

    /** @throws IllegalArgumentException if options contradict each other; the message names them */
    public FileConsumerOptions {
        if (eager && repository == null) {
            throw new IllegalArgumentException("idempotentEager=true needs the option idempotentRepository");
        }
    }
}
