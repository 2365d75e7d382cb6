package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123WriteBannedException;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.BoundedMap;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** The folder of the transcode space, which has a list call of its own. Its ID is queried on demand. */
final class SpaceFolder {

    /** How long a refusal holds. The account may get a space later. */
    private static final long REFUSAL_HOLDS = Duration.ofMinutes(10).toNanos();

    private static final int MOST_FOLDERS = 10_000;

    private final LongSupplier clock;
    private final Map<Long, Boolean> otherFolders = BoundedMap.byUse(MOST_FOLDERS);
    private final AtomicReference<CompletableFuture<Long>> asking = new AtomicReference<>();
    private volatile Long known;
    private volatile Long refusedAt;

    /** @param clock nanoseconds, monotonic */
    SpaceFolder(LongSupplier clock) {
        this.clock = clock;
    }

    static SpaceFolder of(AccountLease account) {
        return account.shared(SpaceFolder.class, () -> new SpaceFolder(System::nanoTime));
    }

    /** Queries the ID and caches it. After a failure, the cached ID remains. */
    CompletableFuture<Long> ask(AccountLease account) {
        CompletableFuture<Long> answer = Futures.pending();
        asking.compareAndSet(null, answer);
        return ask(account, answer);
    }

    private CompletableFuture<Long> ask(AccountLease account, CompletableFuture<Long> answer) {
        Futures.begin(() -> account.call(TranscodeCalls.folderInfo())).whenComplete((id, failure) -> {
            if (failure == null) {
                known = id;
            } else if (refused(Futures.unwrap(failure))) {
                refusedAt = clock.getAsLong();
            }
            asking.compareAndSet(answer, null);
            if (failure == null) {
                answer.complete(id);
            } else {
                answer.completeExceptionally(Futures.unwrap(failure));
            }
        });
        return answer;
    }

    /** Returns the ID. It is queried once. */
    CompletableFuture<Long> id(AccountLease account) {
        Long id = known;
        if (id != null) {
            return Futures.completed(id);
        }
        CompletableFuture<Long> answer = Futures.pending();
        CompletableFuture<Long> others = asking.compareAndExchange(null, answer);
        return others == null
                ? ask(account, answer)
                // the context that asked may have been stopped, unless it is this context
                : Futures.recover(
                        others,
                        failure -> failure instanceof Pan123ShutdownException && !account.ending()
                                ? id(account)
                                : Futures.failed(failure));
    }

    /** Whether a folder is known to be the transcode space. */
    boolean is(long folder) {
        Long id = known;
        return folder != Drive.ROOT_ID && id != null && id == folder;
    }

    /**
     * Whether a folder is the transcode space. False if the platform refuses to name the space, as for an account
     * without one. Fails if the platform cannot be asked.
     */
    CompletableFuture<Boolean> find(AccountLease account, long folder) {
        if (folder == Drive.ROOT_ID || known == null && (isOther(folder) || refusedLately())) {
            return Futures.completed(false);
        }
        return Futures.recover(
                id(account).thenApply(space -> space == folder),
                failure -> refused(failure) ? Futures.completed(false) : Futures.failed(failure));
    }

    private boolean refusedLately() {
        Long since = refusedAt;
        return since != null && clock.getAsLong() - since < REFUSAL_HOLDS;
    }

    private boolean isOther(long folder) {
        synchronized (otherFolders) {
            return otherFolders.containsKey(folder);
        }
    }

    /** Records a folder that a path of the drive leads to. The space is not in the drive's lists. */
    void isOnDrive(long folder) {
        synchronized (otherFolders) {
            otherFolders.put(folder, true);
        }
    }

    /** Whether the platform has answered that it names no space. */
    private static boolean refused(Throwable failure) {
        return failure instanceof Pan123Exception refusal
                && Api.TRANSCODE_FOLDER_INFO.path().equals(refusal.getApi())
                && refusal.getCode() != 0
                && !LostAnswers.passing(refusal)
                && !(refusal instanceof Pan123WriteBannedException);
    }
}
