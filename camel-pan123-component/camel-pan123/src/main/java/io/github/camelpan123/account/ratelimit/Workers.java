package io.github.camelpan123.account.ratelimit;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The maximum number of concurrent calls of one account, over all queues. A queue needs its limit multiplied by the
 * answer time, so with slow answers there may not be enough workers for all queues. Each queue then gets the same
 * fraction of its demand. A queue whose answers do not arrive leaves most workers to the others.
 */
public final class Workers {

    /** Over all queues. The queues of a free account need fewer while answers take less than a second. */
    public static final int MOST = 256;

    /**
     * The maximum for one queue. A queue of 20 calls a second needs more only when answers take more than three
     * seconds.
     */
    static final int MOST_OF_A_QUEUE = MOST / 4;

    /**
     * The seconds of its limit that a queue may hold per free worker. The fewer workers are free, the fewer it may
     * hold.
     */
    private static final double SECONDS_FOR_EACH_FREE = 0.25;

    private final Executor threads;
    private int free = MOST;

    /** @param threads provides a thread at once or rejects the task */
    public Workers(Executor threads) {
        this.threads = threads;
    }

    /** Returns the share of a new queue. */
    public Share share() {
        return new Share();
    }

    /** The workers of one queue. */
    final class Share {
        private int held;

        private Share() {}

        /**
         * Starts work now, unless the queue has to wait for the end of other work.
         *
         * @param perSecond the limit of the queue
         * @param most the maximum number of workers that the queue can use
         * @return whether the work has started
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
                // the pool was reduced or is being closed
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
