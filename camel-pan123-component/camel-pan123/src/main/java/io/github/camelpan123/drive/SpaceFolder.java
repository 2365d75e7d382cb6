package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123WriteBannedException;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** The folder of the transcode space, which has a list call of its own. Its ID is queried on demand. */
final class SpaceFolder {

    private final AtomicReference<CompletableFuture<Long>> asking = new AtomicReference<>();
    private volatile Long known;

    static SpaceFolder of(AccountLease account) {
        return account.shared(SpaceFolder.class, SpaceFolder::new);
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
        if (folder == Drive.ROOT_ID) {
            return Futures.completed(false);
        }
        return Futures.recover(
                id(account).thenApply(space -> space == folder),
                failure -> refused(failure) ? Futures.completed(false) : Futures.failed(failure));
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
