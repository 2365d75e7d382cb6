package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.CopyState;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123OutcomeUnknownException;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Copies entries on the drive without sending their content. A second copy would get another name. If an answer was
 * lost, the copy is therefore looked for before the call is repeated, also by a later request for the same copy.
 */
public final class FileCopies {

    private static final int MOST_CALLS = 3;
    /** The interval of progress queries. */
    private static final RetryPolicy POLL = RetryPolicy.unlimited(Duration.ofMillis(500), Duration.ofSeconds(5));

    /** The lookups in a list that may lag behind. */
    private static final RetryPolicy LOOKS = new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(2));

    private final AccountLease account;
    private final Drive drive;
    private final FolderListings listings;
    private final UncertainWrites<Copy> uncertain = new UncertainWrites<>();

    private record Copy(long fileId, long folder) {}

    FileCopies(AccountLease account, Drive drive, FolderListings listings) {
        this.account = account;
        this.drive = drive;
        this.listings = listings;
    }

    /**
     * Copies one file, not a folder, into a folder.
     *
     * @return completes with the ID of the copy; fails with {@link Pan123OutcomeUnknownException} if the answer was
     *     lost and the copy cannot be identified
     */
    public CompletableFuture<Long> copy(FileEntry file, long folder) {
        Copy copy = new Copy(file.fileId(), folder);
        return drive.fileCreations()
                .take(folder, file.name(), () -> madeBefore(file, copy)
                        .thenCompose(found -> found.map(Futures::completed).orElseGet(() -> attempt(file, copy, 1)))
                        .thenApply(copied -> {
                            uncertain.resolve(copy);
                            drive.recent().returnedToCaller(copied);
                            account.made(copied);
                            return copied;
                        }))
                .whenComplete((done, failure) -> listings.outdated(folder));
    }

    private CompletableFuture<Long> attempt(FileEntry file, Copy copy, int number) {
        Instant sent = Clock.systemUTC().instant();
        return Futures.recover(account.call(FileCalls.copy(copy.fileId(), copy.folder())), failure -> {
            if (!LostAnswers.lost(failure)) {
                return Futures.failed(failure);
            }
            uncertain.add(copy, sent, 0);
            return account.delay(LOOKS.delayAfter(number))
                    .thenCompose(over -> madeBefore(file, copy))
                    .thenCompose(found -> found.map(Futures::completed)
                            .orElseGet(() ->
                                    number < MOST_CALLS ? attempt(file, copy, number + 1) : Futures.failed(failure)));
        });
    }

    private CompletableFuture<Optional<Long>> madeBefore(FileEntry file, Copy copy) {
        return uncertain
                .find(copy)
                .map(earlier -> LOOKS.untilPresent(account::delay, () -> look(file, copy, earlier)))
                .orElseGet(() -> Futures.completed(Optional.empty()));
    }

    private CompletableFuture<Optional<Long>> look(FileEntry file, Copy copy, UncertainWrites.Uncertain earlier) {
        return drive.children(copy.folder(), entry -> isCopy(entry, file) && !leftToOthers(entry, file))
                .thenApply(shown -> made(shown, file, copy, earlier));
    }

    private Optional<Long> made(List<FileEntry> shown, FileEntry file, Copy copy, UncertainWrites.Uncertain earlier) {
        List<FileEntry> likely = shown.stream()
                .filter(entry -> drive.recent().origin(entry, earlier.since()) == RecentFiles.Origin.LIKELY)
                .toList();
        boolean unknown = likely.size() > earlier.calls()
                || likely.isEmpty()
                        && shown.stream()
                                .anyMatch(entry ->
                                        drive.recent().origin(entry, earlier.since()) == RecentFiles.Origin.UNKNOWN);
        if (unknown) {
            // a later request is for a new copy
            uncertain.resolve(copy);
            throw new Pan123OutcomeUnknownException(
                    Api.FILE_COPY,
                    "The answer to the copy of file " + file.fileId() + " into folder " + copy.folder()
                            + " was lost. It is not known which of these files is the copy, if any: "
                            + Stream.concat(likely.stream(), shown.stream())
                                    .map(FileEntry::fileId)
                                    .distinct()
                                    .limit(10)
                                    .toList()
                            + ". Check them before copying again",
                    null);
        }
        return likely.stream().findFirst().map(FileEntry::fileId);
    }

    /**
     * Whether an entry may belong to another caller of this process that creates a file at this place and does not have
     * its ID yet.
     */
    private boolean leftToOthers(FileEntry entry, FileEntry file) {
        return !entry.name().equals(file.name()) && drive.fileCreations().busy(entry.parentFileId(), entry.name());
    }

    private static boolean isCopy(FileEntry entry, FileEntry file) {
        return entry.fileId() != file.fileId()
                && !entry.directory()
                && entry.size() == file.size()
                && entry.etag().equalsIgnoreCase(file.etag())
                && (RecentFiles.named(entry.name(), file.name()));
    }

    /**
     * Copies files and folders and waits until the platform has finished. The platform does not return the IDs of the
     * copies. Once it has accepted a part, no failure is retriable, because a repetition would copy that part again.
     *
     * @param longest the maximum time to wait
     * @return fails with {@link Pan123OutcomeUnknownException} if an answer was lost, unless all entries are files and
     *     all copies are found
     */
    public CompletableFuture<Void> copyAll(List<Long> fileIds, long folder, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        CompletableFuture<Void> all = Futures.completed(null);
        for (int from = 0; from < fileIds.size(); from += FileCalls.COPY_BATCH) {
            int before = from;
            List<Long> ids = fileIds.subList(from, Math.min(fileIds.size(), from + FileCalls.COPY_BATCH));
            // sequential, because the number of concurrent tasks that the platform accepts is not documented
            all = all.thenCompose(done -> copyPart(before, ids, folder))
                    .thenCompose(task -> task.isPresent() ? awaitEnd(task.get(), end) : Futures.completed(null));
        }
        return all.whenComplete((done, failure) -> listings.outdated(folder));
    }

    /**
     * Starts to copy a part.
     *
     * @param before the number of entries that were copied before
     * @return the task; empty if its number was lost, but all copies are there
     */
    private CompletableFuture<Optional<Long>> copyPart(int before, List<Long> ids, long folder) {
        Instant sent = Clock.systemUTC().instant();
        return Futures.recover(account.call(FileCalls.copyAll(ids, folder)).thenApply(Optional::of), failure -> {
            if (failure instanceof Pan123OutcomeUnknownException) {
                return copied(ids, folder, sent)
                        .thenCompose(copied -> copied ? Futures.completed(Optional.empty()) : Futures.failed(failure));
            }
            return Futures.failed(
                    before == 0
                            ? failure
                            : unfinished(
                                    Api.FILE_ASYNC_COPY,
                                    "The first " + before
                                            + " entries were copied, and the others were not. Copy only"
                                            + " the others again: "
                                            + failure.getMessage(),
                                    failure));
        });
    }

    /**
     * Whether all copies are found. For a folder this is unknown, because nothing shows whether all its content was
     * copied. It is also unknown if the lookups fail.
     */
    private CompletableFuture<Boolean> copied(List<Long> ids, long folder, Instant sent) {
        return Futures.recover(
                LOOKS.retry(account::delay, LostAnswers::passing, () -> drive.infos(ids))
                        .thenCompose(sources -> copied(ids, sources, folder, sent)),
                failure -> Futures.completed(false));
    }

    private CompletableFuture<Boolean> copied(List<Long> ids, List<FileEntry> sources, long folder, Instant sent) {
        if (sources.size() < Set.copyOf(ids).size() || sources.stream().anyMatch(FileEntry::directory)) {
            return Futures.completed(false);
        }
        return account.delay(LOOKS.firstDelay())
                .thenCompose(over -> LOOKS.untilPresent(account::delay, LostAnswers::passing, () -> drive.children(
                                folder, entry -> drive.recent().origin(entry, sent) == RecentFiles.Origin.LIKELY)
                        .thenApply(shown -> eachHasOne(sources, shown) ? Optional.of(shown) : Optional.empty())))
                .thenApply(Optional::isPresent);
    }

    private static boolean eachHasOne(List<FileEntry> sources, List<FileEntry> shown) {
        Set<FileEntry> taken = new HashSet<>();
        return sources.stream()
                .allMatch(source -> shown.stream().anyMatch(entry -> isCopy(entry, source) && taken.add(entry)));
    }

    private CompletableFuture<Void> awaitEnd(long task, long end) {
        return Futures.recover(
                        account.delay(POLL.firstDelay())
                                .thenCompose(over -> POLL.untilPresent(
                                        account::delay,
                                        Duration.ofNanos(end - System.nanoTime()),
                                        LostAnswers::passing,
                                        () -> ended(task))),
                        failure -> Futures.failed(unfinished(
                                Api.FILE_ASYNC_COPY_PROCESS,
                                "The outcome of the copy is not known (task " + task
                                        + "). Check the target folder before copying again: " + failure.getMessage(),
                                failure)))
                .thenApply(state -> {
                    if (state.isEmpty()) {
                        throw unfinished(
                                Api.FILE_ASYNC_COPY_PROCESS,
                                "The platform did not finish the copy in time (jobTimeout). Task " + task
                                        + " continues",
                                null);
                    }
                    if (state.get() == CopyState.FAILED) {
                        throw unfinished(
                                Api.FILE_ASYNC_COPY_PROCESS,
                                "The platform failed to copy (task " + task + "); some files may have been copied",
                                null);
                    }
                    return null;
                });
    }

    private CompletableFuture<Optional<CopyState>> ended(long task) {
        return account.call(FileCalls.copyState(task))
                .thenApply(state -> Optional.of(state).filter(ended -> ended != CopyState.RUNNING));
    }

    /** Returns a failure that is not retriable, because a repeated call would copy the finished part again. */
    private static Pan123Exception unfinished(Api api, String message, Throwable cause) {
        return new Pan123Exception(api, message, false, cause);
    }
}
