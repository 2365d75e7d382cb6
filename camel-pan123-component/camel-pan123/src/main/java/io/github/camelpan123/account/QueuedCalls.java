package io.github.camelpan123.account;

import io.github.camelpan123.account.auth.TokenManager;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes the calls that have a rate limit. Each waits for a token, and then in its queue for a permit. */
final class QueuedCalls {

    private final TokenManager tokens;
    private final DownloadPause downloadPause;
    private final AccountTier tier;
    private final AccountQueues queues;
    private final BiConsumer<Api, Object> answered;

    /** @param answered told of each answer */
    QueuedCalls(
            TokenManager tokens,
            DownloadPause downloadPause,
            AccountTier tier,
            AccountQueues queues,
            BiConsumer<Api, Object> answered) {
        this.tokens = tokens;
        this.downloadPause = downloadPause;
        this.tier = tier;
        this.queues = queues;
        this.answered = answered;
    }

    /**
     * Queues a call.
     *
     * @param content creates the call when it is sent for the first time
     * @param beforeSend called each time before the call is sent
     */
    <R> CompletableFuture<R> call(
            AccountLease owner, TrackedCall tracked, Supplier<ApiCall<R>> content, Runnable beforeSend) {
        Api api = tracked.api();
        TokenRetry retry = new TokenRetry(tokens, owner, api, System.nanoTime());
        AtomicReference<ApiCall<R>> settled = new AtomicReference<>();
        return Futures.recover(
                retry.whenTokenIsThere(() -> {
                    downloadPause.require(api);
                    tier.ask(owner);
                    tracked.waits();
                    return inQueue(
                            owner,
                            tracked,
                            retry,
                            () -> settled.get() == null ? content.get() : settled.get(),
                            call -> {
                                settled.set(call);
                                // the pause may have begun while the call waited
                                downloadPause.require(api);
                                beforeSend.run();
                            });
                }),
                failure -> Futures.failed(downloadPause.noticed(failure)));
    }

    private <R> CompletableFuture<R> inQueue(
            AccountLease owner,
            TrackedCall tracked,
            TokenRetry retry,
            Supplier<ApiCall<R>> content,
            Consumer<ApiCall<R>> beforeSend) {
        if (owner.closed()) {
            return Futures.failed(new Pan123ShutdownException(retry.api()));
        }
        QueuedApiCall<R> queued = new QueuedApiCall<>(owner, retry.since(), content, (call, onSend) -> {
            beforeSend.accept(call);
            // the current lease, because the first one may have been replaced while the call waited
            R answer = retry.send(token -> tracked.request(
                    true, events -> owner.client().send(call, token, () -> events.onSend(onSend), events::traceId)));
            answered.accept(call.api(), answer);
            return answer;
        });
        queues.queue(retry.api()).submit(queued);
        return queued.answer();
    }
}
