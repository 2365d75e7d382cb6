package io.github.camelpan123.cluster;

import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** A clock that goes on only when told to, and the timers of the nodes that it drives. */
final class VirtualTime {

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now = 1_000_000_000L;
    private long number;

    private static final class Event implements ScheduledFuture<Object> {
        private final Runnable task;
        private final long at;
        private final long number;
        private boolean cancelled;

        Event(Runnable task, long at, long number) {
            this.task = task;
            this.at = at;
            this.number = number;
        }

        @Override
        public int compareTo(Delayed other) {
            Event event = (Event) other;
            return at == event.at ? Long.compare(number, event.number) : Long.compare(at, event.at);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public boolean cancel(boolean interrupt) {
            cancelled = true;
            return true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean isDone() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object get() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object get(long timeout, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }
    }

    /** The timer of a node, whose thread is held up before each task. */
    private final class Timer extends ScheduledThreadPoolExecutor {
        private final LongSupplier late;
        private boolean ended;

        Timer(LongSupplier late) {
            super(0);
            shutdown();
            this.late = late;
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (ended) {
                throw new RejectedExecutionException();
            }
            return in(Duration.ofNanos(unit.toNanos(delay) + late.getAsLong()), () -> {
                if (!ended) {
                    task.run();
                }
            });
        }

        @Override
        public List<Runnable> shutdownNow() {
            ended = true;
            return super.shutdownNow();
        }

        @Override
        public void execute(Runnable task) {
            schedule(task, 0, TimeUnit.NANOSECONDS);
        }
    }

    /** @param late returns the nanoseconds by which a task is late */
    ScheduledExecutorService timer(LongSupplier late) {
        return new Timer(late);
    }

    ScheduledFuture<?> in(Duration delay, Runnable task) {
        Event event = new Event(task, now + Math.max(0, delay.toNanos()), number++);
        events.add(event);
        return event;
    }

    long nanos() {
        return now;
    }

    /** Lets so much time pass. */
    void pass(Duration length) {
        passUntil(() -> false, length);
    }

    /** Lets time pass until something is true. Returns whether it is. */
    boolean passUntil(BooleanSupplier condition, Duration longest) {
        long end = now + longest.toNanos();
        while (!condition.getAsBoolean()) {
            if (events.isEmpty() || events.peek().at > end) {
                now = end;
                return false;
            }
            Event next = events.poll();
            now = next.at;
            if (!next.cancelled) {
                next.task.run();
            }
        }
        return true;
    }
}
