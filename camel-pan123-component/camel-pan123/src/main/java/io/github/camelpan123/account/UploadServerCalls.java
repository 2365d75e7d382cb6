package io.github.camelpan123.account;

import io.github.camelpan123.account.auth.TokenManager;
import io.github.camelpan123.account.cluster.UploadSlots;
import io.github.camelpan123.account.ratelimit.UnlimitedFigures;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123RateLimitedException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.http.UploadServers;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hc.core5.http.HttpEntity;

/**
 * The requests to upload servers. They have no rate limit. The number of concurrent requests is bounded instead, and
 * with a cluster the number of those of all nodes. A refusal as too frequent is counted here and repeated by the upload.
 */
final class UploadServerCalls {

    private final UploadServers servers;
    private final AccountThreads threads;
    private final UploadSlots slots;
    private final int maxInFlight;
    private final Duration maxWait;
    private final Function<Api, UnlimitedFigures> figures;
    private final TokenManager tokens;
    private final BiConsumer<Api, Object> answered;

    /**
     * @param slots the requests that all nodes together may have; null if no nodes share the account
     * @param maxInFlight the number of slots
     * @param maxWait how long a request may wait for a slot; zero for no bound
     * @param figures the counters of a call
     * @param answered told of each answer
     */
    UploadServerCalls(
            UploadServers servers,
            AccountThreads threads,
            UploadSlots slots,
            int maxInFlight,
            Duration maxWait,
            Function<Api, UnlimitedFigures> figures,
            TokenManager tokens,
            BiConsumer<Api, Object> answered) {
        this.servers = servers;
        this.threads = threads;
        this.slots = slots;
        this.maxInFlight = maxInFlight;
        this.maxWait = maxWait;
        this.figures = figures;
        this.tokens = tokens;
        this.answered = answered;
    }

    /**
     * Sends a form as soon as fewer requests than allowed are in progress.
     *
     * @param server as returned by the platform
     * @param form called when the request is sent
     */
    <R> CompletableFuture<R> send(
            AccountLease owner, TrackedCall tracked, ApiCall<R> call, String server, Callable<HttpEntity> form) {
        TokenRetry retry = new TokenRetry(tokens, owner, call.api(), System.nanoTime());
        AtomicReference<HttpEntity> made = new AtomicReference<>();
        return retry.whenTokenIsThere(() -> inSlot(owner, call.api(), () -> {
            URI base = servers.address(call.api(), server);
            if (made.get() == null) {
                made.set(form.call());
            }
            R answer = retry.send(token -> tracked.request(false, events -> {
                // it needs no permit
                events.onSend(() -> {});
                return counted(owner, call, base, made.get(), token, events::traceId);
            }));
            answered.accept(call.api(), answer);
            return answer;
        }));
    }

    private <R> CompletableFuture<R> inSlot(AccountLease owner, Api api, Callable<R> work) {
        if (slots == null) {
            return owner.run(threads.uploads(), api, work);
        }
        CompletableFuture<Runnable> slot = slot(api);
        Executor inSlot =
                task -> slot.whenComplete((end, tooLate) -> threads.uploads().execute(() -> {
                    try {
                        task.run();
                    } finally {
                        if (end != null) {
                            end.run();
                        }
                    }
                }));
        return owner.run(inSlot, api, () -> {
            requireGranted(slot);
            return work.call();
        });
    }

    private static void requireGranted(CompletableFuture<Runnable> slot) throws Exception {
        try {
            slot.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Waits until all nodes together have one upload in flight less, but no longer than a call may wait. */
    private CompletableFuture<Runnable> slot(Api api) {
        CompletableFuture<Runnable> slot = slots.acquire();
        if (maxWait.isZero() || slot.isDone()) {
            return slot;
        }
        long millis = maxWait.toMillis();
        ScheduledFuture<?> end = threads.timer()
                .schedule(
                        () -> slot.completeExceptionally(new Pan123WaitExceededException(
                                api,
                                "A call of " + api.path() + " waited too long for one of the " + maxInFlight
                                        + " uploads in flight that all nodes share (maxWait=" + millis + " ms)",
                                maxWait)),
                        millis,
                        TimeUnit.MILLISECONDS);
        slot.whenComplete((granted, failure) -> end.cancel(false));
        return slot;
    }

    private <R> R counted(
            AccountLease owner,
            ApiCall<R> call,
            URI base,
            HttpEntity form,
            AccessToken token,
            Consumer<String> traceId) {
        UnlimitedFigures counters = figures.apply(call.api());
        counters.sent();
        try {
            return owner.client().send(call, base, form, token, traceId);
        } catch (Pan123RateLimitedException e) {
            counters.refused();
            throw e;
        }
    }
}
