package io.github.camelpan123.upload;

import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.NewFile;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out whether an upload has landed whose answer got lost, and remembers such uploads, so that a redelivery does
 * not send them blindly again.
 */
final class Landings {

    private static final int MOST_REMEMBERED = 10_000;
    /** By how much the clocks of this machine and of the platform may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final Drive drive;
    private final Repetition repetition;
    private final Map<Wanted, Instant> doubts = new Recent<>();
    private final Map<Long, Boolean> told = new Recent<>();

    /** What was to be uploaded, whatever was to be done about a taken name. */
    private record Wanted(long parent, String name, Content content) {

        static Wanted of(NewFile file) {
            return new Wanted(file.parentFileId(), file.name(), new Content(file.etag(), file.size()));
        }
    }

    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    Landings(Drive drive, Repetition repetition) {
        this.drive = drive;
        this.repetition = repetition;
    }

    /**
     * An answer got lost.
     *
     * @param since when the upload began
     */
    synchronized void doubt(NewFile file, Instant since) {
        doubts.putIfAbsent(Wanted.of(file), since);
    }

    /** When the upload began of which nobody knows whether it landed. */
    synchronized Optional<Instant> doubted(NewFile file) {
        return Optional.ofNullable(doubts.get(Wanted.of(file)));
    }

    /** The upload has landed, and somebody gets this entry for it. */
    synchronized void landed(NewFile file, long fileId) {
        doubts.remove(Wanted.of(file));
        told.put(fileId, true);
    }

    private synchronized boolean told(FileEntry entry) {
        return told.containsKey(entry.fileId());
    }

    /** Looks for what an upload has made since it began. What was there before is no proof of anything. */
    CompletableFuture<Optional<FileEntry>> find(NewFile file, Instant since) {
        return repetition.of(() -> file.duplicate() == Duplicate.keepBoth
                ? drive.children(file.parentFileId(), entry -> named(entry, file) && made(entry, file, since))
                        .thenApply(found -> found.stream().findFirst())
                : child(file)
                        .thenApply(found ->
                                found.filter(entry -> file.duplicate() != Duplicate.fail || made(entry, file, since))));
    }

    /** The entry in the place of the file, if it is the same. */
    CompletableFuture<Optional<FileEntry>> same(NewFile file) {
        return repetition.of(() -> child(file));
    }

    private CompletableFuture<Optional<FileEntry>> child(NewFile file) {
        return drive.child(file.parentFileId(), file.name())
                .thenApply(found -> found.filter(entry -> same(entry, file)));
    }

    static boolean same(FileEntry entry, NewFile file) {
        return !entry.directory() && entry.size() == file.size() && entry.etag().equalsIgnoreCase(file.etag());
    }

    private boolean made(FileEntry entry, NewFile file, Instant since) {
        boolean older = entry.createdAt() != null && entry.createdAt().isBefore(since.minus(CLOCKS_DIFFER));
        return same(entry, file) && !older && !told(entry);
    }

    /** The platform puts a suffix somewhere behind the name when it keeps both; where is not documented. */
    private static boolean named(FileEntry entry, NewFile file) {
        int dot = file.name().lastIndexOf('.');
        return entry.name().startsWith(dot > 0 ? file.name().substring(0, dot) : file.name());
    }
}
