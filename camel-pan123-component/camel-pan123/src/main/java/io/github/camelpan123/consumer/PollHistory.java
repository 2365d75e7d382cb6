package io.github.camelpan123.consumer;

import io.github.camelpan123.support.ShortText;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers the polls and exchanges of one consumer, for those who look at it. */
final class PollHistory {

    private static final int LONGEST_FAILURE = 500;

    private final Clock clock;
    private final AtomicInteger inProgress = new AtomicInteger();
    private volatile Polls polls;

    private record Polls(Instant startedAt, Instant good, Instant failed, String why, long count) {}

    PollHistory(Clock clock) {
        this.clock = clock;
        started();
    }

    void started() {
        polls = new Polls(clock.instant(), null, null, null, 0);
    }

    synchronized void succeeded() {
        Polls before = polls;
        polls = new Polls(before.startedAt, clock.instant(), before.failed, before.why, before.count + 1);
    }

    synchronized void failed(Throwable failure) {
        Polls before = polls;
        String why = ShortText.of(failure, LONGEST_FAILURE);
        polls = new Polls(before.startedAt, before.good, clock.instant(), why, before.count + 1);
    }

    void exchangeBegan() {
        inProgress.incrementAndGet();
    }

    void exchangeEnded() {
        inProgress.decrementAndGet();
    }

    ConsumerState state(String routeId, String subject, boolean running, Tracker<?> tracker) {
        Polls now = polls;
        return new ConsumerState(
                routeId,
                subject,
                running,
                now.startedAt,
                now.good,
                now.failed,
                now.why,
                now.count,
                inProgress.get(),
                tracker == null ? 0 : tracker.backlog(),
                tracker == null ? 0 : tracker.givenUp());
    }
}
