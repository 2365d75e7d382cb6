package io.github.camelpan123.account.ratelimit;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The calls of one account that may be under way at once, over all queues. A queue needs its limit times the time that
 * answers take, so where answers take long there may be too few for all. Then each queue has the same part of what its
 * limit asks for, and one whose answers do not come leaves most of them to the others.
 */
public final class Workers {

    /** Over all queues: those of a free account need fewer while answers take less than a second. */
    public static final int MOST = 256;

    /** A queue of 20 calls a second needs that many when answers take more than three seconds. */
    static final int MOST_OF_A_QUEUE = MOST / 4;

    /** The fewer are free, the fewer seconds of its limit a queue may hold: as many as a quarter of those. */
    private static final double SECONDS_FOR_EACH_FREE = 0.25;

    private final Executor threads;
    private int free = MOST;

    /** @param threads gives a thread at once, or refuses */
    public Workers(Executor threads) {
        this.threads = threads;
    }

    /** For one more queue. */
    public Share share() {
        return new Share();
    }

    /** What one queue holds. */
    final class Share {
        private int held;

        private Share() {}

        /**
         * Has some work done now, unless the queue has to wait until other work has ended.
         *
         * @param perSecond the limit of the queue
         * @param most how many it has a use for
         * @return whether it has begun
         */
        boolean begin(double perSecond, int most, Runnable work) {
            if (!take(perSecond, most)) {
                return false;
            }
            boolean begun = false;
            try {
                threads.execute(() -> {
                    try {
                        work.run();
                    } finally {
                        giveBack();
                    }
                });
                begun = true;
            } catch (RejectedExecutionException noThread) {
                // of a pool that has been made smaller, or is being closed
            } finally {
                if (!begun) {
                    giveBack();
                }
            }
            return begun;
        }

        private boolean take(double perSecond, int most) {
            synchronized (Workers.this) {
                boolean fair = held == 0 || held < perSecond * free * SECONDS_FOR_EACH_FREE;
                if (free == 0 || held >= Math.min(most, MOST_OF_A_QUEUE) || !fair) {
                    return false;
                }
                held++;
                free--;
                return true;
            }
        }

        private void giveBack() {
            synchronized (Workers.this) {
                held--;
                free++;
            }
        }
    }
}
