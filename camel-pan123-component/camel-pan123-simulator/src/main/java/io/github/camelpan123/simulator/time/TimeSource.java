package io.github.camelpan123.simulator.time;

import java.time.Clock;
import java.time.Instant;

/** The only source of time in the simulator, so that tests can set the time instead of waiting. */
public interface TimeSource {
    /**
     * Returns a monotonic time for durations.
     *
     * @return nanoseconds since an arbitrary start
     */
    long nanos();

    /**
     * Returns the wall-clock time.
     *
     * @return milliseconds since 1970-01-01T00:00:00Z
     */
    long millis();

    /**
     * Returns the source of the machine's time.
     *
     * @return a source over {@link System#nanoTime()} and {@link System#currentTimeMillis()}
     */
    static TimeSource system() {
        return new TimeSource() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public long millis() {
                return System.currentTimeMillis();
            }
        };
    }

    /**
     * Returns a source that follows a clock. A test's clock stands still until the test sets it.
     *
     * @param clock the clock, not null
     * @return a source whose two readings both follow that clock
     */
    static TimeSource of(Clock clock) {
        return new TimeSource() {
            @Override
            public long nanos() {
                Instant now = clock.instant();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }

            @Override
            public long millis() {
                return clock.millis();
            }
        };
    }
}
