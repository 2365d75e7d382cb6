package io.github.camelpan123.drive;

import io.github.camelpan123.support.BoundedMap;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The writes whose outcome is unknown because their answers were lost, so that a later request for the same result
 * looks for it first. The oldest are forgotten when there are too many.
 *
 * @param <K> identifies the result of a write
 */
public final class UncertainWrites<K> {

    private static final int MOST_REMEMBERED = 10_000;

    private final Map<K, Uncertain> writes = BoundedMap.byInsertion(MOST_REMEMBERED);

    /**
     * Writes of one result.
     *
     * @param since when the first of them was sent
     * @param fileId the ID that the platform returned for one of them; 0 if it returned none
     * @param calls the number of writes
     */
    public record Uncertain(Instant since, long fileId, int calls) {

        /** One write whose ID is not known. */
        public static Uncertain since(Instant sent) {
            return new Uncertain(sent, 0, 1);
        }

        private Uncertain and(Uncertain later) {
            return new Uncertain(since, later.fileId == 0 ? fileId : later.fileId, calls + later.calls);
        }
    }

    /** Creates an object that remembers no writes. */
    public UncertainWrites() {}

    /**
     * Records a write.
     *
     * @param since when it was sent
     * @param fileId the ID that the platform returned; 0 if it returned none
     */
    public synchronized void add(K result, Instant since, long fileId) {
        writes.merge(result, new Uncertain(since, fileId, 1), Uncertain::and);
    }

    /** Returns the recorded writes of a result; empty if there are none. */
    public synchronized Optional<Uncertain> find(K result) {
        return Optional.ofNullable(writes.get(result));
    }

    /** Forgets the writes of a result, because their outcome is known. */
    public synchronized void resolve(K result) {
        writes.remove(result);
    }
}
