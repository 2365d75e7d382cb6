package io.github.camelpan123.cluster;

/** The time that calls of this node usually take from their permit to the connection: a moving average. */
final class SendDelay {

    /** The weight of the latest measurement is one part in so many. */
    private static final int MEMORY = 4;
    /** A call that takes longer, in times of the tolerance, was held up by something else. */
    private static final long LONGEST = 4;

    private final long longest;
    private long usual;

    /** @param tolerance the nanoseconds from the due time of a permit to its end */
    SendDelay(long tolerance) {
        this.longest = LONGEST * tolerance;
    }

    /** Returns the usual delay in nanoseconds. */
    long nanos() {
        return usual;
    }

    /** Adds a measurement in nanoseconds. */
    void measured(long delay) {
        usual += (Math.min(delay, longest) - usual) / MEMORY;
    }

    /** Reduces it a little, so that a node that was held up only for some time tries again. */
    void reduce() {
        usual -= usual / (MEMORY * MEMORY);
    }
}
