package io.github.camelpan123.file;

import io.github.camelpan123.api.Downloadable;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.drive.NameFilter;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.poll.AfterRead;
import java.util.function.Function;
import org.apache.camel.spi.IdempotentRepository;

/**
 * Which folder is watched, and how.
 *
 * @param folderId the folder; only when there is no path
 * @param folder where it is; null when the id was named
 * @param listing how it is listed; shows folders as well
 * @param names which files are wanted
 * @param afterRead what happens to a file that was read
 * @param moveTo the folder that read files go to; only with {@link AfterRead#move}
 * @param repository remembers what was read; null for memory only
 * @param content finds what a file holds
 */
public record FileWatchOptions(
        long folderId,
        DrivePath folder,
        ListOptions listing,
        NameFilter names,
        AfterRead afterRead,
        DrivePath moveTo,
        IdempotentRepository repository,
        Function<FileEntry, Downloadable> content) {

    /** @throws IllegalArgumentException naming the options that do not go together */
    public FileWatchOptions {
        if (afterRead == AfterRead.move && moveTo == null) {
            throw new IllegalArgumentException("afterRead=move needs the option moveTo");
        }
        if (afterRead != AfterRead.move && moveTo != null) {
            throw new IllegalArgumentException("moveTo=" + moveTo + " needs afterRead=move");
        }
    }
}
