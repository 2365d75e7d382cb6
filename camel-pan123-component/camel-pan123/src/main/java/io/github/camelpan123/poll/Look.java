package io.github.camelpan123.poll;

import java.util.List;

/**
 * One look at the platform for something to work on, found piece by piece.
 *
 * @param <W> what one exchange will be about
 */
public interface Look<W> {

    /**
     * Waits for what is found next, for a short while only, so that a stop is noticed.
     *
     * @param most how much to hand out at most, at least 1
     * @return what is to be processed now; empty when nothing turned up so far
     */
    List<W> next(int most);

    /** Whether the platform has answered at least once, so that the consumer is known to work. */
    boolean answered();

    /** Whether nothing more will be found. */
    boolean over();

    /**
     * Ends the look, whether it is over or not.
     *
     * @param handled how much of what was found became exchanges
     * @throws RuntimeException what ended the look early, when that was all that came of it
     */
    void end(int handled);
}
