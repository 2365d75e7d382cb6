package io.github.camelpan123;

import io.github.camelpan123.api.Pan123WaitExceededException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * For what the component has to do within a few seconds of real time, which a machine that stands still for longer takes
 * away. A case that fails while the machine stood still tells nothing: that is said, and it is run again. One that fails on
 * a running machine has failed.
 */
public final class RunningMachine {

    private static final long TICK = Duration.ofMillis(20).toNanos();
    /** A machine whose threads run that late stands still, for most cases. */
    private static final Duration LATE = Duration.ofMillis(500);
    /** A failure that comes each time is none of the machine. */
    private static final int MOST_RUNS = 5;

    /** The longest standstill of each case that runs. */
    private static final Set<AtomicLong> WATCHES = ConcurrentHashMap.newKeySet();

    private static final AtomicLong LAST = new AtomicLong(System.nanoTime());

    static {
        ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "running machine");
            thread.setDaemon(true);
            return thread;
        });
        ticks.scheduleWithFixedDelay(RunningMachine::tick, 0, TICK, TimeUnit.NANOSECONDS);
    }

    /** What is run. */
    @FunctionalInterface
    public interface Case {
        void run() throws Exception;
    }

    /** Of a case that sees itself that the machine was too busy for it. */
    static final class TooBusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooBusyException(Throwable cause) {
            super(cause);
        }
    }

    private RunningMachine() {}

    private static void tick() {
        long now = System.nanoTime();
        long since = now - LAST.getAndSet(now);
        WATCHES.forEach(longest -> longest.accumulateAndGet(since, Math::max));
    }

    /** Runs a case that has everything of its own. */
    public static void run(Case one) throws Exception {
        run(one, () -> {});
    }

    /** @param anew makes what the case uses once more */
    static void run(Case one, Case anew) throws Exception {
        run(LATE, one, anew);
    }

    /**
     * Runs a case that has everything of its own, and that a shorter standstill spoils.
     *
     * @param late the shortest one that does
     */
    public static void run(Duration late, Case one) throws Exception {
        run(late, one, () -> {});
    }

    private static void run(Duration late, Case one, Case anew) throws Exception {
        for (int run = 1; ; run++) {
            AtomicLong longest = new AtomicLong();
            WATCHES.add(longest);
            try {
                one.run();
                return;
            } catch (AssertionError | Exception e) {
                // the thread that ticks may not have run since
                long standstill = Math.max(longest.get(), System.nanoTime() - LAST.get());
                if (run == MOST_RUNS || !(e instanceof TooBusyException) && standstill <= late.toNanos()) {
                    throw e;
                }
                System.out.println("Run again, because the machine was too busy: " + e);
            } finally {
                WATCHES.remove(longest);
            }
            anew.run();
        }
    }

    /**
     * For a call that had to wait for longer than its account allows, although nothing in the case makes it wait.
     *
     * @throws TooBusyException if that is the failure, or its cause
     */
    static void requireInTime(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof Pan123WaitExceededException) {
                throw new TooBusyException(failure);
            }
        }
    }
}
