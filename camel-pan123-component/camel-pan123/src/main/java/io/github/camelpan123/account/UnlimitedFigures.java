package io.github.camelpan123.account;

import io.github.camelpan123.platform.Api;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of an API that has no lane. */
final class UnlimitedFigures {

    private final Api api;
    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();

    UnlimitedFigures(Api api) {
        this.api = api;
    }

    void sent() {
        sent.increment();
    }

    void refused() {
        refused.increment();
    }

    LaneFigures figures() {
        return new LaneFigures(api.shortName(), api.path(), "-", false, 0, sent.sum(), refused.sum());
    }
}
