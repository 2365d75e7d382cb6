package io.github.camelpan123.account.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Workers and timer of a queue on a clock that goes on only when told to, so that minutes pass in no time. */
public final class VirtualTime extends ScheduledThreadPoolExecutor {

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long now = System.nanoTime();
    private long number;

    public VirtualTime() {
        super(0);
        shutdown();
    }

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
            return at == event.at ? Long.compare(number, event.number) : Long.signum(at - event.at);
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

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Event event = new Event(task, now + unit.toNanos(delay), number++);
        events.add(event);
        return event;
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    public long nanos() {
        return now;
    }

    /** The time of day that goes with it. */
    public Clock clock() {
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        long first = now;
        return new Clock() {
            @Override
            public Instant instant() {
                return begin.plusNanos(now - first);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    /** Whether nothing is to happen any more. */
    public boolean quiet() {
        return events.stream().allMatch(event -> event.cancelled);
    }

    /** Lets so much time pass. */
    public void pass(Duration length) {
        long end = now + length.toNanos();
        while (!events.isEmpty() && events.peek().at - end <= 0) {
            Event next = events.poll();
            now = Math.max(now, next.at);
            if (!next.cancelled) {
                next.task.run();
            }
        }
        now = end;
    }
}
