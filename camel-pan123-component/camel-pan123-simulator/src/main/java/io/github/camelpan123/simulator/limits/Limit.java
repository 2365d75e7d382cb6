package io.github.camelpan123.simulator.limits;

/**
 * A maximum number of calls in a period.
 *
 * @param calls at least 1; {@link Integer#MAX_VALUE} for no limit
 * @param periodNanos the window in nanoseconds
 */
public record Limit(int calls, long periodNanos) {
    /** No limit. Figures are still kept per second. */
    public static final Limit NONE = new Limit(Integer.MAX_VALUE, 1_000_000_000L);

    private static final int LONGEST_PERIOD_SECONDS = 60;

    /**
     * Creates a limit as the notice states it: 0.2 is one call per five seconds, 2.5 is five calls per two seconds.
     *
     * @param perSecond calls per second, more than 0
     * @return the limit over the shortest period of whole seconds with a whole number of calls
     */
    public static Limit perSecond(double perSecond) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("calls per second must be more than 0, not " + perSecond);
        }
        for (int seconds = 1; seconds <= LONGEST_PERIOD_SECONDS; seconds++) {
            double calls = perSecond * seconds;
            long whole = Math.round(calls);
            if (whole >= 1 && whole < Integer.MAX_VALUE && Math.abs(calls - whole) < 1e-9 * seconds) {
                return new Limit((int) whole, seconds * 1_000_000_000L);
            }
        }
        int calls = (int) Math.max(1, Math.min(Integer.MAX_VALUE - 1, Math.floor(perSecond)));
        return new Limit(calls, Math.round(calls / perSecond * 1e9));
    }

    boolean limited() {
        return calls != Integer.MAX_VALUE;
    }
}
