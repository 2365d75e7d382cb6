package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Share;
import io.github.camelpan123.api.ShareCalls;
import io.github.camelpan123.api.SharePage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;

/** Lists the share links of an account page by page. A page is requested when the previous one is used up. */
public final class ShareIterator implements Iterator<Share> {

    private static final long FIRST = 0;

    private final AccountLease account;
    private final int pageSize;
    private final Deque<Share> ready = new ArrayDeque<>();
    private final PageGuard guard = new PageGuard(Api.SHARE_LIST);
    private long cursor = FIRST;
    private boolean done;

    private ShareIterator(AccountLease account, int pageSize) {
        this.account = account;
        this.pageSize = pageSize;
    }

    /**
     * Requests the first page without blocking. Later pages block; the iterator is for threads that may wait.
     *
     * @param pageSize links per call, 1 to 100
     */
    public static CompletableFuture<ShareIterator> begin(AccountLease account, int pageSize) {
        ShareIterator shares = new ShareIterator(account, pageSize);
        return account.call(ShareCalls.list(FIRST, pageSize)).thenApply(page -> {
            shares.take(page);
            return shares;
        });
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !done) {
            take(account.await(ShareCalls.list(cursor, pageSize)));
        }
        return !ready.isEmpty();
    }

    private void take(SharePage page) {
        ready.addAll(page.shares());
        done = page.last();
        if (!done) {
            guard.requireProgress(
                    cursor,
                    page.next(),
                    page.shares().stream().map(Share::shareId).toList());
            cursor = page.next();
        }
    }

    @Override
    public Share next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.poll();
    }
}
