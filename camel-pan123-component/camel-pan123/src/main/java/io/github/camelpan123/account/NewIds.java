package io.github.camelpan123.account;

import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123VerifyingException;
import io.github.camelpan123.support.RetryPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The ids that this account made a moment ago. For a short time the platform may deny them: it has told the id of an
 * upload, and answers 5066 or 20103 when that id is asked for (platform/calls.md, "Download address").
 */
final class NewIds {

    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration NEW = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(6);
    private static final int NO_SUCH_FILE = 5066;
    private static final RetryPolicy RETRY = new RetryPolicy(5, Duration.ofMillis(350), LONGEST);

    private final LongSupplier clock;
    private final Map<Long, Long> madeAt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @param clock nanoseconds, never steps back */
    NewIds(LongSupplier clock) {
        this.clock = clock;
    }

    /** An id was told that had not been there before. */
    synchronized void made(long id) {
        madeAt.remove(id);
        madeAt.put(id, clock.getAsLong());
    }

    /** Entries were deleted for good, so that it is right to deny them. */
    synchronized void gone(Collection<Long> ids) {
        ids.forEach(madeAt::remove);
    }

    private synchronized boolean isNew(Long id, long now) {
        Long made = madeAt.get(id);
        return made != null && now - made <= NEW.toNanos();
    }

    /** A call that is about to be made. */
    Patience patience() {
        return new Patience(clock.getAsLong());
    }

    /** How long one call is repeated because of new ids. */
    final class Patience {
        private final long begun;
        private int attempt = 1;

        private Patience(long begun) {
            this.begun = begun;
        }

        /**
         * How long to wait before the next try.
         *
         * @param ids what the call named
         * @param all whether all of them must be new, because without the others the call can be made again
         * @return empty when the failure is one of others, or one that will stay
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
