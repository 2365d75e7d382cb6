package io.github.camelpan123.account;

import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123VerifyingException;
import io.github.camelpan123.support.BoundedMap;
import io.github.camelpan123.support.RetryPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The IDs that this account created recently. The platform may temporarily deny them: after it returned the ID of an
 * upload, it may answer 5066 or 20103 to calls with that ID (platform/calls.md, "Download address").
 */
final class NewIds {

    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration NEW = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(6);
    private static final int NO_SUCH_FILE = 5066;
    private static final RetryPolicy RETRY = new RetryPolicy(5, Duration.ofMillis(350), LONGEST);

    private final LongSupplier clock;
    private final Map<Long, Long> madeAt = BoundedMap.byInsertion(MOST_REMEMBERED);

    /** @param clock nanoseconds, monotonic */
    NewIds(LongSupplier clock) {
        this.clock = clock;
    }

    /** Records a newly created ID. */
    synchronized void made(long id) {
        madeAt.remove(id);
        madeAt.put(id, clock.getAsLong());
    }

    /** Removes permanently deleted entries, because a denial of their IDs is correct. */
    synchronized void gone(Collection<Long> ids) {
        ids.forEach(madeAt::remove);
    }

    /** Whether an entry was created so recently that the platform may not know it everywhere. */
    boolean isNew(long id) {
        return isNew(id, clock.getAsLong());
    }

    private synchronized boolean isNew(Long id, long now) {
        Long made = madeAt.get(id);
        return made != null && now - made <= NEW.toNanos();
    }

    /** Returns the back-off of a new call. */
    BackOff backOff() {
        return new BackOff(clock.getAsLong());
    }

    /** The back-off of one call with new IDs. */
    final class BackOff {
        private final long begun;
        private int attempt = 1;

        private BackOff(long begun) {
            this.begun = begun;
        }

        /**
         * Returns the delay before the next attempt.
         *
         * @param ids the IDs in the call
         * @param all whether all IDs must be new, because the call can be repeated without the others
         * @return empty if the failure has another cause or is permanent
         */
        Optional<Duration> before(Throwable failure, Collection<Long> ids, boolean all) {
            if (!denies(failure) || attempt >= RETRY.maxAttempts() || ids.isEmpty()) {
                return Optional.empty();
            }
            boolean mayShowUp = all
                    ? ids.stream().allMatch(id -> isNew(id, begun))
                    : ids.stream().anyMatch(id -> isNew(id, begun));
            Duration pause = RETRY.delayAfter(attempt);
            if (!mayShowUp || clock.getAsLong() - begun + pause.toNanos() > LONGEST.toNanos()) {
                return Optional.empty();
            }
            attempt++;
            return Optional.of(pause);
        }

        private static boolean denies(Throwable failure) {
            return failure instanceof Pan123NotFoundException e && e.getCode() == NO_SUCH_FILE
                    || failure instanceof Pan123VerifyingException;
        }
    }
}
