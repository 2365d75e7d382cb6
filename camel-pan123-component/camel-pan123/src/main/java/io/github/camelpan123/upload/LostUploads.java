package io.github.camelpan123.upload;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123OutcomeUnknownException;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.RecentFiles;
import io.github.camelpan123.support.BoundedMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Finds out whether an upload has landed whose answer got lost, and remembers such uploads, so that a redelivery does
 * not send them blindly again.
 */
final class LostUploads {

    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration LATELY = Duration.ofSeconds(10);
    private final Drive drive;
    private final RecentFiles recent;
    private final ReadRetry retry;
    private final Map<Wanted, Doubt> doubts = BoundedMap.byInsertion(MOST_REMEMBERED);
    private final Map<Place, Long> givenUp = BoundedMap.byInsertion(MOST_REMEMBERED);

    private record Place(long parent, String name) {

        static Place of(NewFile file) {
            return new Place(file.parentFileId(), file.name());
        }
    }

    /**
     * Uploads of one content to one place of which nobody knows whether they landed.
     *
     * @param since when the first of them was sent
     * @param fileId what the platform called one; 0 when it did not say
     * @param calls how many
     */
    record Doubt(Instant since, long fileId, int calls) {

        static Doubt since(Instant sent) {
            return new Doubt(sent, 0, 1);
        }

        private Doubt and(Doubt later) {
            return new Doubt(since, later.fileId == 0 ? fileId : later.fileId, calls + later.calls);
        }
    }

    /**
     * What a look for a file shows.
     *
     * @param own the file; empty when it is not there
     * @param taken whether it cannot be there, because another file has its name
     */
    record Found(Optional<FileEntry> own, boolean taken) {

        private static final Found NOTHING = new Found(Optional.empty(), false);
        private static final Found ANOTHER = new Found(Optional.empty(), true);

        private static Found of(Optional<FileEntry> own) {
            return new Found(own, false);
        }
    }

    /** What was to be uploaded, whatever was to be done about a taken name. */
    private record Wanted(long parent, String name, Content content) {

        static Wanted of(NewFile file) {
            return new Wanted(file.parentFileId(), file.name(), new Content(file.etag(), file.size()));
        }
    }

    LostUploads(Drive drive, ReadRetry retry) {
        this.drive = drive;
        this.recent = drive.recent();
        this.retry = retry;
    }

    /**
     * An answer got lost.
     *
     * @param since when the call was made
     */
    void doubt(NewFile file, Instant since) {
        doubt(file, Doubt.since(since));
    }

    /** The platform has told an id, and nobody gets the entry now; so it is for the one who asks for the same again. */
    void doubt(NewFile file, Instant since, long fileId) {
        doubt(file, new Doubt(since, fileId, 1));
    }

    private void doubt(NewFile file, Doubt doubt) {
        drive.perhapsUploaded(file.parentFileId(), file.name());
        synchronized (doubts) {
            doubts.merge(Wanted.of(file), doubt, Doubt::and);
        }
    }

    /** The upload to that place of which nobody knows whether it landed. */
    Optional<Doubt> doubted(NewFile file) {
        synchronized (doubts) {
            return Optional.ofNullable(doubts.get(Wanted.of(file)));
        }
    }

    /** An upload to a place was given up because its answers got lost again and again. */
    void givenUp(NewFile file) {
        synchronized (doubts) {
            givenUp.put(Place.of(file), System.nanoTime());
        }
    }

    /** Whether that has happened a short while ago; who comes next is not kept waiting as long. */
    boolean givenUpLately(NewFile file) {
        synchronized (doubts) {
            Long when = givenUp.get(Place.of(file));
            return when != null && System.nanoTime() - when < LATELY.toNanos();
        }
    }

    /** There is nothing to look for any more. */
    void settled(NewFile file) {
        synchronized (doubts) {
            doubts.remove(Wanted.of(file));
        }
    }

    /** The upload has landed, and somebody gets this entry for it. */
    void landed(NewFile file, FileEntry entry) {
        settled(file);
        synchronized (doubts) {
            givenUp.remove(Place.of(file));
        }
        recent.told(entry);
    }

    /** The upload has landed, and is not there any more. */
    void landed(NewFile file, long fileId) {
        settled(file);
        recent.told(fileId);
    }

    /**
     * Looks for what an upload has made since it was sent. What was there before is no proof of anything. Where both are
     * kept it looks several times: there, to send again what only has not shown up yet would make a second file.
     *
     * @return fails with {@link Pan123OutcomeUnknownException} when nothing tells which file it is
     */
    CompletableFuture<Found> find(NewFile file, Doubt doubt) {
        return file.duplicate() == Duplicate.keepBoth ? findInTime(file, doubt) : look(file, doubt);
    }

    /** Looks for what must be there, in a list that may not show it yet. */
    CompletableFuture<Found> findInTime(NewFile file, Doubt doubt) {
        return retry.untilFound(() -> look(file, doubt)
                        .thenApply(found -> found.equals(Found.NOTHING) ? Optional.empty() : Optional.of(found)))
                .thenApply(found -> found.orElse(Found.NOTHING));
    }

    private CompletableFuture<Found> look(NewFile file, Doubt doubt) {
        return inItsList(file, () -> switch (file.duplicate()) {
            case keepBoth ->
                drive.children(file.parentFileId(), entry -> same(entry, file) && named(entry, file), retry::of)
                        .thenApply(shown -> Found.of(own(file, shown, doubt)));
            case fail -> retry.of(() -> failing(file, doubt));
            case overwrite, skipIfSame ->
                retry.of(() -> drive.file(file.parentFileId(), file.name()))
                        .thenApply(found -> Found.of(found.filter(entry -> same(entry, file))));
        });
    }

    /** The transcode space has a list of its own, so whether it is asked has to be known first. */
    private <T> CompletableFuture<T> inItsList(NewFile file, Supplier<CompletableFuture<T>> look) {
        return drive.isSpace(file.parentFileId()).thenCompose(known -> look.get());
    }

    private Optional<FileEntry> own(NewFile file, List<FileEntry> shown, Doubt doubt) {
        List<FileEntry> likely = with(RecentFiles.Origin.LIKELY, shown, doubt);
        List<FileEntry> unknown = likely.isEmpty() ? with(RecentFiles.Origin.UNKNOWN, shown, doubt) : List.of();
        if (likely.size() > doubt.calls() || !unknown.isEmpty()) {
            // whoever sends it again after that wants another one
            settled(file);
            throw new Pan123OutcomeUnknownException(
                    null,
                    "The answer to the upload of " + file.name() + " into folder " + file.parentFileId()
                            + " was lost, and nothing tells which of the files there it is, or whether it is none of"
                            + " them: "
                            + (likely.isEmpty() ? unknown : likely)
                                    .stream().map(FileEntry::fileId).limit(10).toList()
                            + ". Check them before uploading again",
                    null);
        }
        return likely.stream().findFirst();
    }

    private List<FileEntry> with(RecentFiles.Origin origin, List<FileEntry> shown, Doubt doubt) {
        return shown.stream()
                .filter(entry -> recent.origin(entry, doubt.since()) == origin)
                .toList();
    }

    /** The platform refuses a taken name, so another file that has it says that nothing has landed. */
    private CompletableFuture<Found> failing(NewFile file, Doubt doubt) {
        return known(file)
                .thenCompose(known -> known
                        ? CompletableFuture.completedFuture(Found.ANOTHER)
                        : drive.file(file.parentFileId(), file.name()).thenApply(found -> found.map(
                                        entry -> same(entry, file) && recent.mayBeMadeSince(entry, doubt.since())
                                                ? Found.of(found)
                                                : Found.ANOTHER)
                                .orElse(Found.NOTHING)));
    }

    /** Whether a file is still there that somebody here was told to have made in that place; lists may not show it yet. */
    private CompletableFuture<Boolean> known(NewFile file) {
        return recent.at(file.parentFileId(), file.name())
                .map(id -> drive.infos(List.of(id)).thenApply(shown -> shown.stream()
                        .anyMatch(entry -> entry.name().equals(file.name())
                                && entry.parentFileId() == file.parentFileId()
                                && !entry.trashed())))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    /**
     * Whether somebody has put another file in the place of one that landed.
     *
     * @param since when that one was sent
     */
    CompletableFuture<Boolean> overwritten(long fileId, NewFile file, Instant since) {
        boolean overwrites = file.duplicate() == Duplicate.overwrite || file.duplicate() == Duplicate.skipIfSame;
        return !overwrites
                ? CompletableFuture.completedFuture(false)
                : inItsList(file, () -> retry.of(() -> drive.file(file.parentFileId(), file.name())))
                        .thenApply(found -> found.filter(
                                        entry -> entry.fileId() != fileId && recent.isMadeSince(entry, since))
                                .isPresent());
    }

    /** The entry in the place of the file, if it is the same; others may have changed it a moment ago. */
    CompletableFuture<Optional<FileEntry>> same(NewFile file) {
        return retry.of(() -> drive.listedFile(file.parentFileId(), file.name())
                .thenApply(found -> found.filter(entry -> same(entry, file))));
    }

    static boolean same(FileEntry entry, NewFile file) {
        return !entry.directory() && entry.size() == file.size() && entry.etag().equalsIgnoreCase(file.etag());
    }

    /** A file in a place where somebody here makes one right now is left to him until he is told its id. */
    private boolean named(FileEntry entry, NewFile file) {
        return entry.name().equals(file.name())
                || RecentFiles.named(entry.name(), file.name())
                        && !drive.places().busy(file.parentFileId(), entry.name());
    }
}
