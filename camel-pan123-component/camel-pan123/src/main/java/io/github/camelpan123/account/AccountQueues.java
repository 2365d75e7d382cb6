package io.github.camelpan123.account;

import io.github.camelpan123.account.ratelimit.LimitTable;
import io.github.camelpan123.account.ratelimit.PermitGate;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.account.ratelimit.RateLimitedQueue;
import io.github.camelpan123.account.ratelimit.UnlimitedFigures;
import io.github.camelpan123.account.ratelimit.WaitBounds;
import io.github.camelpan123.api.Api;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The limits of an account that are in force, and a queue for each call that has one. A queue is opened at its first
 * call.
 */
final class AccountQueues {

    private final LimitTable limits;
    private final AccountThreads threads;
    private final WaitBounds bounds;
    private final BiFunction<Api, Rate, PermitGate> gates;
    private final Map<Api, RateLimitedQueue> queues = new EnumMap<>(Api.class);
    private final Map<Api, UnlimitedFigures> unlimited = new ConcurrentHashMap<>();
    private volatile boolean vip;

    /**
     * @param vip whether the limits of members apply from the beginning
     * @param gates creates the gate of a call with its limit
     */
    AccountQueues(
            LimitTable limits,
            boolean vip,
            AccountThreads threads,
            WaitBounds bounds,
            BiFunction<Api, Rate, PermitGate> gates) {
        this.limits = limits;
        this.vip = vip;
        this.threads = threads;
        this.bounds = bounds;
        this.gates = gates;
    }

    /** Returns the queue of a call that has a limit. */
    synchronized RateLimitedQueue queue(Api api) {
        return queues.computeIfAbsent(api, this::open);
    }

    private RateLimitedQueue open(Api api) {
        return new RateLimitedQueue(
                api,
                limits.rate(api, vip).orElseThrow(() -> new IllegalStateException(api + " has no queue")),
                threads.workers().share(),
                threads.routes(),
                threads.timer(),
                bounds,
                System::nanoTime,
                limit -> gates.apply(api, limit));
    }

    private synchronized List<RateLimitedQueue> opened() {
        return List.copyOf(queues.values());
    }

    private synchronized Optional<RateLimitedQueue> opened(Api api) {
        return Optional.ofNullable(queues.get(api));
    }

    /** Returns the counters of a call that has no limit. */
    UnlimitedFigures unlimited(Api api) {
        return unlimited.computeIfAbsent(api, UnlimitedFigures::new);
    }

    /** Changes the limit of a call from now on. */
    synchronized void limit(Api api, Rate rate) {
        limits.override(api, rate);
        opened(api).ifPresent(queue -> queue.change(rate));
    }

    /**
     * Applies limits of a further user, where they are stricter.
     *
     * @return the limits that changed
     */
    synchronized Map<Api, Rate> restrict(LimitTable later) {
        Map<Api, Rate> stricter = limits.restrict(later);
        stricter.forEach(this::limit);
        return stricter;
    }

    /** Applies the limits of members from now on. */
    synchronized void becomeVip() {
        vip = true;
        queues.forEach((api, queue) -> limits.rate(api, true).ifPresent(queue::change));
    }

    /** Whether the limits of members are in force. */
    boolean vip() {
        return vip;
    }

    /** Returns the limit of a call for members or for free accounts; empty if it has none. */
    Optional<Rate> rate(Api api, boolean member) {
        return limits.rate(api, member);
    }

    /** Returns how long a call made now would wait for other calls; zero if none waits, or if that is unknown. */
    Duration expectedWait(Api api) {
        return opened(api).map(RateLimitedQueue::expectedWait).orElse(Duration.ZERO);
    }

    /** Returns how long the answer to a call takes: as seen of that call, or else of others; zero before any. */
    Duration answerTime(Api api) {
        Duration own = opened(api).map(RateLimitedQueue::usualAnswer).orElse(Duration.ZERO);
        return !own.isZero()
                ? own
                : Duration.ofNanos((long) opened().stream()
                        .map(RateLimitedQueue::usualAnswer)
                        .filter(answer -> !answer.isZero())
                        .mapToLong(Duration::toNanos)
                        .average()
                        .orElse(0));
    }

    /** Pauses or resumes a queue. */
    void pause(Api api, boolean paused) {
        if (paused) {
            queue(api).pause();
        } else {
            queue(api).resume();
        }
    }

    /** Returns the figures of all calls that were made or wait, sorted by path. */
    List<QueueFigures> figures() {
        return Stream.concat(
                        opened().stream()
                                .map(RateLimitedQueue::figures)
                                .filter(queue -> queue.sent() + queue.waiting() > 0),
                        unlimited.values().stream().map(UnlimitedFigures::figures))
                .sorted(Comparator.comparing(QueueFigures::path))
                .toList();
    }

    /** Ends the waits of stopping owners that would last longer than they. Returns the number of ended calls. */
    int endLate() {
        return opened().stream().mapToInt(RateLimitedQueue::endLate).sum();
    }

    void abandon(AccountLease owner) {
        opened().forEach(queue -> queue.abandon(owner));
    }

    void close() {
        opened().forEach(RateLimitedQueue::close);
    }
}
