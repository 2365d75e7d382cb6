package io.github.camelpan123.upload;

import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.NewFile;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Finds out whether an upload has landed whose answer got lost, and remembers such uploads, so that a redelivery does
 * not send them blindly again.
 */
final class Landings {

    private static final int MOST_REMEMBERED = 10_000;
    /** How often a list is looked at that may lag behind. */
    private static final int LOOKS = 4;

    private final Drive drive;
    private final Repetition repetition;
    private final Predicate<UploadTools.Place> underWay;
    private final ClockDifference clocks = new ClockDifference();
    private final Map<Wanted, Doubt> doubts = new Recent<>();
    private final Map<Long, Boolean> told = new Recent<>();

    /**
     * An upload of which nobody knows whether it landed.
     *
     * @param since when it began
     * @param fileId what the platform called it; 0 when it did not say
     */
    record Doubt(Instant since, long fileId) {}

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

    /** @param underWay whether something is being uploaded to a place */
    Landings(Drive drive, Repetition repetition, Predicate<UploadTools.Place> underWay) {
        this.drive = drive;
        this.repetition = repetition;
        this.underWay = underWay;
    }

    /**
     * An answer got lost.
     *
     * @param since when the upload began
     */
    void doubt(NewFile file, Instant since) {
        drive.perhapsUploaded(file.parentFileId(), file.name());
        synchronized (this) {
            doubts.putIfAbsent(Wanted.of(file), new Doubt(since, 0));
        }
    }

    /** The platform has told an id, and nobody gets the entry now; so it is for the one who asks for the same again. */
    void doubt(NewFile file, Instant since, long fileId) {
        drive.perhapsUploaded(file.parentFileId(), file.name());
        synchronized (this) {
            doubts.merge(
                    Wanted.of(file),
                    new Doubt(since, fileId),
                    (before, now) -> new Doubt(before.since(), now.fileId()));
        }
    }

    /** The upload to that place of which nobody knows whether it landed. */
    synchronized Optional<Doubt> doubted(NewFile file) {
        return Optional.ofNullable(doubts.get(Wanted.of(file)));
    }

    /** The upload has landed, and somebody gets this entry for it. */
    void landed(NewFile file, FileEntry entry) {
        synchronized (this) {
            doubts.remove(Wanted.of(file));
            told.put(entry.fileId(), true);
        }
        if (entry.createdAt() != null) {
            clocks.shown(entry.createdAt(), Clock.systemUTC().instant());
        }
    }

    private synchronized boolean told(FileEntry entry) {
        return told.containsKey(entry.fileId());
    }

    /**
     * Looks for what an upload has made since it began. What was there before is no proof of anything. Where both are
     * kept it looks several times: there, to send again what only has not shown up yet would make a second file.
     */
    CompletableFuture<Optional<FileEntry>> find(NewFile file, Instant since) {
        return file.duplicate() == Duplicate.keepBoth ? findInTime(file, since) : look(file, since);
    }

    /** Looks for what must be there, in a list that may not show it yet. */
    CompletableFuture<Optional<FileEntry>> findInTime(NewFile file, Instant since) {
        return repetition.untilFound(LOOKS, () -> look(file, since));
    }

    private CompletableFuture<Optional<FileEntry>> look(NewFile file, Instant since) {
        return repetition.of(() -> file.duplicate() == Duplicate.keepBoth
                ? drive.children(file.parentFileId(), entry -> named(entry, file) && made(entry, file, since))
                        .thenApply(found -> found.stream().findFirst())
                : child(file)
                        .thenApply(found ->
                                found.filter(entry -> file.duplicate() != Duplicate.fail || made(entry, file, since))));
    }

    /** The entry in the place of the file, if it is the same; others may have changed it a moment ago. */
    CompletableFuture<Optional<FileEntry>> same(NewFile file) {
        return repetition.of(() -> drive.listedFile(file.parentFileId(), file.name())
                .thenApply(found -> found.filter(entry -> same(entry, file))));
    }

    private CompletableFuture<Optional<FileEntry>> child(NewFile file) {
        return drive.file(file.parentFileId(), file.name())
                .thenApply(found -> found.filter(entry -> same(entry, file)));
    }

    static boolean same(FileEntry entry, NewFile file) {
        return !entry.directory() && entry.size() == file.size() && entry.etag().equalsIgnoreCase(file.etag());
    }

    private boolean made(FileEntry entry, NewFile file, Instant since) {
        boolean older = entry.createdAt() != null && entry.createdAt().isBefore(clocks.earliest(since));
        return same(entry, file) && !older && !told(entry);
    }

    /** A file in a place that somebody here uploads to right now is left to him until he is told its id. */
    private boolean named(FileEntry entry, NewFile file) {
        return entry.name().equals(file.name())
                || CopyName.of(entry.name(), file.name())
                        && !underWay.test(new UploadTools.Place(file.parentFileId(), entry.name()));
    }
}
