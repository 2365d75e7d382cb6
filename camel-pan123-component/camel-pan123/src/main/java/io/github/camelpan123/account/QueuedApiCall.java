package io.github.camelpan123.account;

import io.github.camelpan123.account.ratelimit.QueuedCall;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123RateLimitedException;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A typed call in a queue. Its content is created when it is sent for the first time. */
final class QueuedApiCall<R> implements QueuedCall {

    /** Sends a call and decodes its answer. */
    @FunctionalInterface
    interface Sender<R> {
        R send(ApiCall<R> call, Runnable onSend);
    }

    private final AccountLease owner;
    private final Supplier<ApiCall<R>> content;
    private final Sender<R> sender;
    private final long enqueuedAt;
    private final CompletableFuture<R> answer = Futures.pending();
    private ApiCall<R> call;
    private R value;
    private Throwable failure;
    private int refusals;

    /**
     * @param owner who may end the waiting; null for nobody
     * @param since when the call was made, in nanoseconds
     * @param content called once, when the call is sent for the first time
     * @param sender sends the call and decodes the answer
     */
    QueuedApiCall(AccountLease owner, long since, Supplier<ApiCall<R>> content, Sender<R> sender) {
        this.owner = owner;
        this.enqueuedAt = since;
        this.content = content;
        this.sender = sender;
    }

    CompletableFuture<R> answer() {
        return answer;
    }

    @Override
    public AccountLease owner() {
        return owner;
    }

    @Override
    public boolean ownerClosed() {
        return owner != null && owner.closed();
    }

    @Override
    public long nanosLeft() {
        return owner == null ? Long.MAX_VALUE : owner.nanosLeft();
    }

    @Override
    public long enqueuedAt() {
        return enqueuedAt;
    }

    @Override
    public Pan123Exception send(Runnable onSend) {
        failure = null;
        try {
            if (call == null) {
                call = content.get();
            }
            value = sender.send(call, onSend);
        } catch (Pan123RateLimitedException e) {
            return e;
        } catch (RuntimeException | Error e) {
            // errors too, so that no caller waits forever
            failure = e;
        }
        return null;
    }

    @Override
    public void deliver() {
        if (failure == null) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(Futures.wrap(failure));
        }
    }

    @Override
    public void fail(Pan123Exception why) {
        answer.completeExceptionally(Futures.wrap(why));
    }

    @Override
    public int refusedAgain() {
        return ++refusals;
    }
}
