package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.ratelimit.Rate;
import java.time.Duration;

/**
 * The figures of a gate.
 *
 * @param interval the nanoseconds between two calls: (period + slack) / number, so that no period has more calls than
 *     the limit even if one call goes out up to a slack later than it was due
 * @param tolerance how many nanoseconds after its due time a call may go out. The rest of the slack is for its way to
 *     the platform
 * @param batch the most calls that one operation takes for, for a node of weight 1
 * @param weight how many times as many calls this node takes for
 * @param nodes the most nodes, each counted as often as its weight; 0 if not known
 * @param share the nanoseconds between two calls while the engine does not answer, so that all nodes together keep to
 *     the limit if it has a call for each; 0 if none are made then
 */
record Pace(long interval, long tolerance, int batch, int weight, int nodes, long share) {

    /** One operation takes for as many calls as this time has, so that high limits need few operations. */
    private static final long WORTH_AN_OPERATION = Duration.ofMillis(25).toNanos();

    private static final int UNKNOWN_NODES = 8;

    static Pace of(Rate rate, ClusterSettings settings) {
        long slack = settings.slack().toNanos();
        // whole microseconds, rounded up
        long permits = rate.permits() * 1000L;
        long interval = (rate.period().toNanos() + slack + permits - 1) / permits * 1000L;
        int batch = (int) Math.max(1, WORTH_AN_OPERATION / interval);
        long share = settings.onStoreLost() == OnStoreLost.share ? share(rate, interval, slack, settings.nodes()) : 0;
        return new Pace(interval, slack / 2, batch, settings.weight(), settings.nodes(), share);
    }

    /** Nobody keeps the calls of the nodes apart, so each has a whole number of them in a period. */
    private static long share(Rate rate, long interval, long slack, int nodes) {
        int each = rate.permits() / Math.max(1, nodes);
        return each == 0 ? interval * nodes : (rate.period().toNanos() + slack + each - 1) / each;
    }

    /** Whether calls are made while the engine does not answer. */
    boolean shares() {
        return share > 0;
    }

    /** Returns the most calls that one operation of this node takes for. */
    int most() {
        return batch * weight;
    }

    /** Returns for how many calls one operation may take if others have taken for one before. At least 1. */
    int within(long horizon, int calls) {
        return (int) Math.max(1, Math.min(calls, horizon / interval - 1));
    }

    /** Returns how many calls this time has, rounded up; 0 if it is negative. */
    int calls(long nanos) {
        return (int) Math.max(0, (nanos + interval - 1) / interval);
    }

    /**
     * Returns how many nanoseconds ahead a call may be due. If the engine loses its state, as much is not granted
     * again, because it may have been taken.
     *
     * @param counted the nodes that the engine counts; 0 if it does not
     */
    long horizon(int counted) {
        int most = nodes > 0 ? nodes : counted > 0 ? counted + 1 : UNKNOWN_NODES;
        // two more, because a node asks again before its last call is due, and with others at the same moment
        return (Math.max(2, most) + 2L) * batch * interval;
    }
}
