package io.github.camelpan123.account;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.hc.core5.http.HttpEntity;

/** The calls of one lease. They are tracked, repeated while new IDs are denied, and recorded if they fail for good. */
final class LeaseCalls {

    private final AccountLease owner;
    private final Account account;
    private final PendingWork work;
    private final CallListeners listeners;

    /**
     * @param owner who may end the waiting
     * @param work tells whether the lease was closed
     * @param listeners told of what happens to the calls
     */
    LeaseCalls(AccountLease owner, Account account, PendingWork work, CallListeners listeners) {
        this.owner = owner;
        this.account = account;
        this.work = work;
        this.listeners = listeners;
    }

    /** @param beforeSend called each time before the call is sent; what it throws fails the call instead */
    <R> CompletableFuture<R> call(ApiCall<R> call, Runnable beforeSend) {
        return call(call.api(), () -> call, beforeSend, false);
    }

    /**
     * Queues a call whose content is created when it is sent. If the platform refuses a call with new and other IDs, it
     * is not repeated; the caller has to separate them.
     */
    <R> CompletableFuture<R> call(Api api, Supplier<ApiCall<R>> content) {
        AtomicReference<ApiCall<R>> settled = new AtomicReference<>();
        return call(
                api,
                () -> {
                    if (settled.get() == null) {
                        settled.set(content.get());
                    }
                    return settled.get();
                },
                () -> {},
                true);
    }

    private <R> CompletableFuture<R> call(Api api, Supplier<ApiCall<R>> content, Runnable beforeSend, boolean all) {
        return track(api, 0)
                .make(tracked -> recorded(
                        api,
                        new NewIdRetry<>(
                                        account.newIds().backOff(),
                                        all,
                                        content,
                                        () -> once(tracked, content, beforeSend),
                                        work::delay)
                                .call()));
    }

    private <R> CompletableFuture<R> once(TrackedCall tracked, Supplier<ApiCall<R>> content, Runnable beforeSend) {
        return Futures.recover(
                account.queuedCalls().call(owner, tracked, content, beforeSend),
                failure -> Futures.failed(work.whenClosed(failure, tracked.api())));
    }

    /**
     * Sends a form to an upload server.
     *
     * @param bytes the length of the content in the form
     * @param form creates a body of known length when the request is sent
     */
    <R> CompletableFuture<R> upload(ApiCall<R> call, String server, long bytes, Callable<HttpEntity> form) {
        return recorded(call.api(), track(call.api(), bytes).make(tracked -> account.uploadServerCalls()
                .send(owner, tracked, call, server, form)));
    }

    /** Starts to track a call that the account itself needs. */
    TrackedCall trackForAccount(Api api) {
        return Caller.NOBODY.run(() -> track(api, 0));
    }

    private TrackedCall track(Api api, long bytes) {
        return new TrackedCall(api, bytes, listeners);
    }

    /** Records the failure of a call, which is not repeated any more. */
    private <R> CompletableFuture<R> recorded(Api api, CompletableFuture<R> outcome) {
        return Futures.recover(outcome, failure -> {
            account.activity().failed(api, failure);
            return Futures.failed(failure);
        });
    }
}
