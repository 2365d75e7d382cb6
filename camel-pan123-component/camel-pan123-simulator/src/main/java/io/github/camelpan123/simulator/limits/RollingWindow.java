package io.github.camelpan123.simulator.limits;

/** At most N calls in any period: a call passes if the N-th last passed call is at least one period old. */
final class RollingWindow implements RateGate {
    private final long[] passed;
    private final long period;
    private int next;
    private int count;

    RollingWindow(Limit limit) {
        passed = new long[limit.calls()];
        period = limit.periodNanos();
    }

    @Override
    public boolean pass(long now) {
        if (count == passed.length && now - passed[next] < period) {
            return false;
        }
        passed[next] = now;
        next = next + 1 == passed.length ? 0 : next + 1;
        count = Math.min(count + 1, passed.length);
        return true;
    }
}
