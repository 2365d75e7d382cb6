package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.DaemonThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine whose operations end in time, whatever the engine itself promises, and which says once when it does not
 * answer and once when it does again. Results are completed on the timer's thread, and those that are left at the close on
 * another one.
 */
final class SharedEngine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedEngine.class);
    private static final Duration REFRESH = Duration.ofMinutes(1);
    private static final Duration WHILE_LOST = Duration.ofSeconds(1);
    /** An engine of which a part does not answer is not back with each answer of the others. */
    private static final Duration CALM = Duration.ofSeconds(5);

    private static final int MOST_CAUSES = 5;

    private static final DaemonThreads ENDING = new DaemonThreads("camel-pan123-cluster-end", SharedEngine.class);

    private final Engine engine;
    private final String name;
    private final Duration timeout;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final LongBinaryOperator random;
    private final Executor ending;
    private final Holdings holdings = new Holdings();
    private final PendingResults results = new PendingResults();
    /** Completed by the first refresh, whatever its outcome. */
    private final CompletableFuture<Void> first = results.add();

    private ScheduledFuture<?> nextRefresh;
    private long failures;
    private boolean lost;
    /** Whether the log says so. */
    private boolean reported;

    private long reportedAt;
    private long failedAt;

    /** @param name the options that chose the engine, for the log */
    SharedEngine(Engine engine, String name, Duration timeout) {
        this(
                engine,
                name,
                timeout,
                newTimer(),
                System::nanoTime,
                SharedEngine::randomNumber,
                SharedEngine::inOwnThread);
    }

    /** Routes may go on with what ends, and whoever closes an account holds a lock. */
    private static void inOwnThread(Runnable task) {
        ENDING.newThread(task).start();
    }

    /**
     * @param timer has one thread, which this object ends
     * @param clock nanoseconds, monotonic
     */
    SharedEngine(Engine engine, String name, Duration timeout, ScheduledExecutorService timer, LongSupplier clock) {
        this(engine, name, timeout, timer, clock, SharedEngine::randomNumber);
    }

    private static long randomNumber(long least, long bound) {
        return ThreadLocalRandom.current().nextLong(least, bound);
    }

    /** @param random returns a number from the first one on, and below the second one */
    SharedEngine(
            Engine engine,
            String name,
            Duration timeout,
            ScheduledExecutorService timer,
            LongSupplier clock,
            LongBinaryOperator random) {
        this(engine, name, timeout, timer, clock, random, Runnable::run);
    }

    private SharedEngine(
            Engine engine,
            String name,
            Duration timeout,
            ScheduledExecutorService timer,
            LongSupplier clock,
            LongBinaryOperator random,
            Executor ending) {
        this.engine = engine;
        this.name = name;
        this.timeout = timeout;
        this.timer = timer;
        this.clock = clock;
        this.random = random;
        this.ending = ending;
        refreshIn(Duration.ZERO);
    }

    private static ScheduledExecutorService newTimer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, new DaemonThreads("camel-pan123-cluster", SharedEngine.class));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Returns what this node holds at the engine. */
    Holdings holdings() {
        return holdings;
    }

    /**
     * Changes a value until nobody else has changed it meanwhile.
     *
     * @param change returns the new value; the same object if there is nothing to change
     */
    CompletableFuture<Void> change(String key, UnaryOperator<byte[]> change) {
        return ask(engine -> engine.read(key)).thenCompose(stored -> {
            byte[] before = stored.orElse(null);
            byte[] after = before == null ? null : change.apply(before);
            return after == before
                    ? CompletableFuture.completedFuture(null)
                    : ask(engine -> engine.replace(key, before, after))
                            .thenCompose(replaced ->
                                    replaced ? CompletableFuture.completedFuture(null) : change(key, change));
        });
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    /**
     * Runs a task after some nanoseconds on the timer's thread. Never runs it if this object is closed before, because
     * the queues then fail what waits.
     *
     * @return null if this object is closed
     */
    ScheduledFuture<?> later(long nanos, Runnable task) {
        try {
            return timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException end) {
            return null;
        }
    }

    /** Returns the time on a monotonic clock of this node. */
    long nanos() {
        return clock.getAsLong();
    }

    /** Returns a random number from the first one on, and below the second one. */
    long random(long least, long bound) {
        return random.applyAsLong(least, bound);
    }

    /** Returns the number of nodes; 0 if the engine does not know it now. */
    int nodes() {
        try {
            return engine.nodes();
        } catch (RuntimeException stopped) {
            return 0;
        }
    }

    /** See {@link Engine#timeSteps()}. */
    long timeSteps() {
        return engine.timeSteps();
    }

    /** Returns since when the log says that the engine does not answer; null if it does not say so. */
    synchronized Instant lostSince() {
        return reported ? Instant.now().minusNanos(nanos() - reportedAt) : null;
    }

    /** Whether the last operation has failed. */
    synchronized boolean lost() {
        return lost;
    }

    /** Returns how many operations have failed. */
    synchronized long failures() {
        return failures;
    }

    /** Returns a new result, which fails if this object is closed before it is complete. */
    <T> CompletableFuture<T> result() {
        return results.add();
    }

    /**
     * Asks the engine.
     *
     * @return completes in time, with the answer or with any exception. After an exception nobody knows whether the
     *     operation was or will be done
     */
    <T> CompletableFuture<T> ask(Function<Engine, CompletableFuture<T>> operation) {
        return bounded(first.isDone() ? begin(operation) : first.thenCompose(refreshed -> begin(operation)));
    }

    private <T> CompletableFuture<T> bounded(CompletableFuture<T> answer) {
        CompletableFuture<T> result = results.add();
        try {
            ScheduledFuture<?> end = timer.schedule(
                    () -> {
                        end(result, null, new TimeoutException("no answer within " + timeout.toMillis() + " ms"));
                        answer.cancel(false);
                    },
                    timeout.toNanos(),
                    TimeUnit.NANOSECONDS);
            answer.whenComplete((value, failure) -> {
                end.cancel(false);
                try {
                    timer.execute(() -> end(result, value, failure));
                } catch (RejectedExecutionException closing) {
                    // the close fails the result, on another thread than this one
                }
            });
        } catch (RejectedExecutionException closing) {
            // the close fails the result
        }
        return result;
    }

    private <T> CompletableFuture<T> begin(Function<Engine, CompletableFuture<T>> operation) {
        if (results.closed()) {
            return results.add();
        }
        try {
            return operation.apply(engine);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T> void end(CompletableFuture<T> result, T value, Throwable failure) {
        Throwable why = failure;
        while (why instanceof CompletionException && why.getCause() != null) {
            why = why.getCause();
        }
        if (!result.isDone()) {
            note(why instanceof Engine.MissingException ? null : why);
        }
        if (why == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(why);
        }
    }

    private void note(Throwable failure) {
        boolean before;
        boolean now;
        Duration reportedFor;
        synchronized (this) {
            long time = nanos();
            lost = failure != null;
            failedAt = lost ? time : failedAt;
            failures += lost ? 1 : 0;
            before = reported;
            reported = lost || before && time - failedAt < CALM.toNanos();
            now = reported;
            reportedAt = now && !before ? time : reportedAt;
            reportedFor = Duration.ofNanos(time - reportedAt);
        }
        if (now && !before) {
            LOG.warn(
                    "{} does not answer within {} ms; limited calls wait until it does: {}",
                    name,
                    timeout.toMillis(),
                    causes(failure));
            LOG.debug("{} has failed", name, failure);
            refreshIn(Duration.ZERO);
        } else if (before && !now) {
            LOG.info("{} answers again after {} s", name, reportedFor.toSeconds());
        }
    }

    private synchronized boolean reported() {
        return reported;
    }

    /** Names the causes without their messages, which may contain addresses with passwords. */
    private static String causes(Throwable failure) {
        Deque<String> names = new ArrayDeque<>();
        for (Throwable e = failure; e != null && names.size() < MOST_CAUSES; e = e.getCause()) {
            String message = e instanceof TimeoutException ? ": " + e.getMessage() : "";
            names.add(e.getClass().getSimpleName() + message);
        }
        return String.join(", caused by ", names);
    }

    private synchronized void refreshIn(Duration delay) {
        if (nextRefresh != null) {
            nextRefresh.cancel(false);
        }
        try {
            nextRefresh = timer.schedule(this::refresh, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            nextRefresh = null;
        }
    }

    private void refresh() {
        bounded(begin(Engine::refresh)).whenComplete((done, failure) -> {
            first.complete(null);
            refreshIn(failure == null && !reported() ? REFRESH : WHILE_LOST);
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            ending.execute(results::close);
        } finally {
            engine.close();
        }
    }
}
