package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileEntry;
import java.util.List;
import java.util.stream.Stream;

/**
 * The entries on the way from the root to a place.
 *
 * @param entries the last one is at the place; none for the root
 */
record Way(List<FileEntry> entries) {

    static final Way ROOT = new Way(List.of());

    Way then(FileEntry next) {
        return new Way(Stream.concat(entries.stream(), Stream.of(next)).toList());
    }

    /** The id of what is at the place. */
    long id() {
        return entries.isEmpty() ? Drive.ROOT_ID : last().fileId();
    }

    FileEntry last() {
        return entries.get(entries.size() - 1);
    }

    /** Whether all that is on the way is there under the same name in the same folder. */
    boolean confirmedBy(List<FileEntry> now) {
        return entries.stream().allMatch(entry -> now.stream()
                .anyMatch(shown -> shown.fileId() == entry.fileId()
                        && shown.name().equals(entry.name())
                        && shown.parentFileId() == entry.parentFileId()
                        && shown.directory() == entry.directory()
                        && !shown.trashed()));
    }

    /** The same with its last entry as it is now. */
    FileEntry last(List<FileEntry> now) {
        return now.stream().filter(shown -> shown.fileId() == id()).findFirst().orElseGet(this::last);
    }
}
