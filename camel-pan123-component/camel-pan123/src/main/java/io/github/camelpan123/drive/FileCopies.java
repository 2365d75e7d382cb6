package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.CopyState;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.Pan123Exception;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Copies on the drive, which the platform makes without the content being sent. */
public final class FileCopies {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final AccountLease account;
    private final FolderListings listings;

    FileCopies(AccountLease account, FolderListings listings) {
        this.account = account;
        this.listings = listings;
    }

    /** Copies one file, not a folder, into a folder; the id of the copy. */
    public CompletableFuture<Long> copy(long fileId, long folder) {
        return account.call(FileCalls.copy(fileId, folder)).whenComplete((done, failure) -> listings.outdated(folder));
    }

    /**
     * Copies files and folders, and waits until the platform is done. It does not tell the ids of the copies.
     *
     * @param longest how long it may take
     */
    public CompletableFuture<Void> copyAll(List<Long> fileIds, long folder, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (int from = 0; from < fileIds.size(); from += FileCalls.COPY_BATCH) {
            List<Long> ids = fileIds.subList(from, Math.min(fileIds.size(), from + FileCalls.COPY_BATCH));
            // one after another: nothing tells how many tasks the platform takes at a time
            all = all.thenCompose(done -> account.call(FileCalls.copyAll(ids, folder)))
                    .thenCompose(task -> later(task, end, FIRST_PAUSE));
        }
        return all.whenComplete((done, failure) -> listings.outdated(folder));
    }

    private CompletableFuture<Void> later(long task, long end, Duration pause) {
        return account.delay(pause).thenCompose(over -> ask(task, end, pause));
    }

    private CompletableFuture<Void> ask(long task, long end, Duration pause) {
        return account.call(FileCalls.copyState(task)).thenCompose(state -> {
            if (state == CopyState.DONE) {
                return CompletableFuture.completedFuture(null);
            }
            if (state == CopyState.FAILED) {
                return CompletableFuture.failedFuture(
                        unfinished("The platform failed to copy (task " + task + "); some files may have been copied"));
            }
            if (System.nanoTime() - end > 0) {
                return CompletableFuture.failedFuture(unfinished(
                        "The platform did not end the copying in time (jobTimeout); task " + task + " goes on"));
            }
            Duration twice = pause.multipliedBy(2);
            return later(task, end, twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice);
        });
    }

    /** Not retriable: the same call again would copy again what has been copied. */
    private static Pan123Exception unfinished(String message) {
        return new Pan123Exception(Api.FILE_ASYNC_COPY_PROCESS, message, false, null);
    }
}
