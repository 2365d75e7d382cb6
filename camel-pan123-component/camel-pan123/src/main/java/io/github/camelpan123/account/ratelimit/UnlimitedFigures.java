package io.github.camelpan123.account.ratelimit;

import io.github.camelpan123.api.Api;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of an API that has no queue. */
public final class UnlimitedFigures {

    private final Api api;
    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();

    public UnlimitedFigures(Api api) {
        this.api = api;
    }

    public void sent() {
        sent.increment();
    }

    public void refused() {
        refused.increment();
    }

    public QueueFigures figures() {
        return new QueueFigures(api.shortName(), api.path(), "-", false, 0, sent.sum(), refused.sum());
    }
}
