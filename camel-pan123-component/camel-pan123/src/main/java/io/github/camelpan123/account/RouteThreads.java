package io.github.camelpan123.account;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Where routes go on. A route may hold its thread for as long as it likes, even waiting for another one that goes on
 * here, so there is always a thread for the next. But most go on for some microseconds only, and to wake a thread for
 * each of them costs more than they do. So one thread takes them in turn, and another one joins as soon as something
 * has waited for longer than {@link #PATIENCE}.
 */
final class RouteThreads implements Executor {

    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(2);

    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    /** Those that may be expected to take the next one soon. */
    private final Set<Turn> quick = new HashSet<>();

    private int taking;
    private boolean watched;
    private boolean closed;

    private record Waiting(Runnable task, long since) {}

    /** One thread's taking of what waits, until nothing does. */
    private final class Turn implements Runnable {
        private long since;

        @Override
        public void run() {
            boolean over = false;
            try {
                for (Runnable task = next(this); task != null; task = next(this)) {
                    task.run();
                }
                over = true;
            } finally {
                if (!over) {
                    left(this);
                }
            }
        }
    }

    /**
     * @param timer looks after what waits; when it has been shut down, {@link #close} has to follow
     * @param clock nanoseconds, never steps
     */
    RouteThreads(ThreadFactory factory, long idleSeconds, ScheduledExecutorService timer, LongSupplier clock) {
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, idleSeconds, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
        this.timer = timer;
        this.clock = clock;
    }

    /** Runs a task soon; on the caller's own thread once this is closed. */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (!closed) {
                long now = clock.getAsLong();
                queue.add(new Waiting(task, now));
                forgetSlow(now);
                if (quick.isEmpty()) {
                    join(now);
                } else {
                    watch();
                }
                return;
            }
        }
        task.run();
    }

    private synchronized Runnable next(Turn turn) {
        Waiting next = queue.poll();
        if (next == null) {
            left(turn);
            return null;
        }
        turn.since = clock.getAsLong();
        quick.add(turn);
        return next.task();
    }

    private synchronized void left(Turn turn) {
        quick.remove(turn);
        taking--;
    }

    private void forgetSlow(long now) {
        quick.removeIf(turn -> now - turn.since >= PATIENCE);
    }

    private void join(long now) {
        Turn turn = new Turn();
        turn.since = now;
        quick.add(turn);
        taking++;
        threads.execute(turn);
    }

    private void watch() {
        if (watched) {
            return;
        }
        try {
            timer.schedule(this::look, PATIENCE, TimeUnit.NANOSECONDS);
            watched = true;
        } catch (RejectedExecutionException closing) {
            // close() comes, and sees to what waits
        }
    }

    private synchronized void look() {
        watched = false;
        help();
        if (!queue.isEmpty()) {
            watch();
        }
    }

    /** As many join as are there already, so that a crowd is served soon and a hiccup does not make a crowd. */
    private void help() {
        long now = clock.getAsLong();
        long late = queue.stream()
                .takeWhile(waiting -> now - waiting.since() >= PATIENCE)
                .count();
        for (long more = Math.min(late, Math.max(1, taking)); more > 0; more--) {
            join(now);
        }
    }

    /** What waits goes on; since the timer may end, it is looked after by a thread until nothing waits any more. */
    synchronized void close() {
        closed = true;
        if (queue.isEmpty()) {
            threads.shutdown();
        } else {
            threads.execute(this::lookToTheEnd);
        }
    }

    private synchronized void lookToTheEnd() {
        boolean interrupted = false;
        while (!queue.isEmpty()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, PATIENCE);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            help();
        }
        threads.shutdown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
