package io.github.camelpan123.simulator;

import io.github.camelpan123.simulator.limits.Limit;
import io.github.camelpan123.simulator.limits.LimitTable;

/** The limits in calls per second. A change applies to all accounts from the next call on. */
public final class Limits {
    private final LimitTable table;

    Limits(LimitTable table) {
        this.table = table;
    }

    /**
     * Sets a limit, for any path, whether the notice lists it or not.
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
     * Removes a limit.
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
     * @param on false to let every call pass; the figures are counted in any case
     * @return this
     */
    public Limits enforce(boolean on) {
        table.enforce(on);
        return this;
    }
}
