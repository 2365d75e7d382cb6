package io.github.camelpan123.consumer;

import java.util.List;
import java.util.Optional;

/**
 * One poll of the platform for something to work on, found piece by piece. What it finds is not claimed: whoever drops
 * it loses nothing, for the next poll finds it again.
 *
 * @param <W> what one exchange will be about
 */
public interface Poll<W> extends AutoCloseable {

    /**
     * Waits for what is found next, for a short while only, so that a stop is noticed. Keeps what fails for
     * {@link #failure()}.
     *
     * @param most how much is wanted at most, at least 1
     * @return what may be claimed now; empty when nothing turned up so far
     */
    List<W> next(int most);

    /** Whether the platform has answered at least once, so that the consumer is known to work. */
    boolean answered();

    /** Whether nothing more will be found. */
    boolean over();

    /** What ended the poll early. */
    Optional<RuntimeException> failure();

    /** Ends the poll, whether it is over or not. */
    @Override
    void close();
}
