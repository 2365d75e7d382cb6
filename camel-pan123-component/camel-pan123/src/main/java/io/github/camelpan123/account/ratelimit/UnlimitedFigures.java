package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of an API without a queue. */
public final class UnlimitedFigures {

    private final Api api;
    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** Creates counters of zero for an API. */
    public UnlimitedFigures(Api api) {
        this.api = api;
    }

    /** Counts a sent call. */
    public void sent() {
        sent.increment();
    }

    /** Counts a refused call. */
    public void refused() {
        refused.increment();
    }

    /** Returns the current figures. */
    public QueueFigures figures() {
        return new QueueFigures(
                api.shortName(),
                api.path(),
                "-",
                false,
                0,
                0,
                sent.sum(),
                refused.sum(),
                0,
                Duration.ZERO,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                false);
    }
}
