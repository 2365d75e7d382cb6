package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;

/** The folder of the transcode space, which has a list call of its own. Its ID is queried on demand. */
final class SpaceFolder {

    private volatile CompletableFuture<Long> id;

    static SpaceFolder of(AccountLease account) {
        return account.shared(SpaceFolder.class, SpaceFolder::new);
    }

    /** Queries the ID and caches it. */
    CompletableFuture<Long> ask(AccountLease account) {
        CompletableFuture<Long> asked = account.call(TranscodeCalls.folderInfo());
        id = asked;
        return asked;
    }

    /** Returns the ID. It is queried once. */
    CompletableFuture<Long> id(AccountLease account) {
        CompletableFuture<Long> known = id;
        return known == null || known.isCompletedExceptionally() ? ask(account) : known;
    }

    /** Whether a folder is known to be the transcode space. */
    boolean is(long folder) {
        CompletableFuture<Long> known = id;
        return folder != Drive.ROOT_ID
                && known != null
                && known.isDone()
                && !known.isCompletedExceptionally()
                && known.join() == folder;
    }

    /** Whether a folder is the transcode space. False for an account without a transcode space. */
    CompletableFuture<Boolean> find(AccountLease account, long folder) {
        return folder == Drive.ROOT_ID
                ? Futures.completed(false)
                : id(account).handle((space, failure) -> failure == null && space == folder);
    }
}
