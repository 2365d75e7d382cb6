package io.github.camelpan123.simulator;

import io.github.camelpan123.simulator.limits.Limit;
import io.github.camelpan123.simulator.limits.LimitTable;

/** The limits of calls per second; changes hold from the next call on, for every account. */
public final class Limits {
    private final LimitTable table;

    Limits(LimitTable table) {
        this.table = table;
    }

    /**
     * Sets a limit, for a path of the notice's table or any other.
     *
     * @param path with a leading slash, for example {@code /api/v1/user/info}
     * @param perSecond more than 0; 0.2 means one call in five seconds
     * @return this
     */
    public Limits set(String path, double perSecond) {
        table.set(path, Limit.perSecond(perSecond));
        return this;
    }

    /**
     * Lifts a limit.
     *
     * @param path with a leading slash
     * @return this
     */
    public Limits unlimited(String path) {
        table.set(path, Limit.NONE);
        return this;
    }

    /**
     * Turns all limits on or off.
     *
     * @param on false to let every call through; figures are kept all the same
     * @return this
     */
    public Limits enforce(boolean on) {
        table.enforce(on);
        return this;
    }
}
