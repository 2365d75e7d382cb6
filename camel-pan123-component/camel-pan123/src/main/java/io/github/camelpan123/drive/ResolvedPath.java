package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileEntry;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * The entries of a path from the root.
 *
 * @param entries the last one is the target; empty for the root
 */
record ResolvedPath(List<FileEntry> entries) {

    static final ResolvedPath ROOT = new ResolvedPath(List.of());

    ResolvedPath then(FileEntry next) {
        return new ResolvedPath(Stream.concat(entries.stream(), Stream.of(next)).toList());
    }

    /** Returns the ID of the target. */
    long id() {
        return entries.isEmpty() ? Drive.ROOT_ID : last().fileId();
    }

    /** Returns only the last entry. */
    ResolvedPath end() {
        return new ResolvedPath(List.of(last()));
    }

    FileEntry last() {
        return entries.get(entries.size() - 1);
    }

    /**
     * Whether all entries still have the same names and parents.
     *
     * @param now what the platform answered
     * @param madeRecently whether an ID is so new that the platform may leave it out
     */
    boolean matches(List<FileEntry> now, LongPredicate madeRecently) {
        return entries.stream().allMatch(entry -> now.stream()
                .filter(shown -> shown.fileId() == entry.fileId())
                .findFirst()
                .map(shown -> shown.name().equals(entry.name())
                        && shown.parentFileId() == entry.parentFileId()
                        && shown.directory() == entry.directory()
                        && !shown.trashed())
                .orElseGet(() -> madeRecently.test(entry.fileId())));
    }

    /** Returns the current state of the last entry. */
    FileEntry last(List<FileEntry> now) {
        return now.stream().filter(shown -> shown.fileId() == id()).findFirst().orElseGet(this::last);
    }
}
