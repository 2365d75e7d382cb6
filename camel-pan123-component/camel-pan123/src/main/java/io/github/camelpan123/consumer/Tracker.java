package io.github.camelpan123.consumer;

import java.util.function.BooleanSupplier;

/**
 * Knows what was found and what became of it. Asked by several threads at once. Only {@link #claim} may throw; the
 * others report what goes wrong in them.
 *
 * @param <W> what one exchange is about
 */
public interface Tracker<W> {

    /**
     * Begins a poll.
     *
     * @param goesOn whether more may be asked for
     */
    Poll<W> poll(BooleanSupplier goesOn);

    /**
     * Takes a piece, so that nobody else works on it.
     *
     * @return whether it is to become an exchange now
     * @throws RuntimeException what the repository throws; nothing is claimed then
     */
    boolean claim(W work);

    /** The exchange completed: never again. */
    void completed(W work);

    /** No exchange was made; again at the next poll. */
    void released(W work);

    /** The exchange failed, or could not be made; again at a later poll, unless it failed too often. */
    void failed(W work, Throwable cause);

    /**
     * The consumer stops; what is still to be done to what was read is begun at once.
     *
     * @param last whether the context stops, so that it is waited for, though not for long
     */
    void flush(boolean last);
}
