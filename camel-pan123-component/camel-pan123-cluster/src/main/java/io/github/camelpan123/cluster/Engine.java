package io.github.camelpan123.cluster;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What holds the state that nodes share. No method blocks. A result may take as long as the engine likes, and may fail
 * with any exception; {@link SharedEngine} bounds it.
 */
interface Engine extends AutoCloseable {

    /** Connects, or checks the connection. Called again and again while this engine is in use. */
    CompletableFuture<Void> refresh();

    /**
     * Takes microseconds from a time line, however many are taken already. See {@link TimeLine}.
     *
     * @param create whether the time line is created if it does not exist
     * @return completes with the nanoseconds until all that is taken is over, what is taken now included. Fails with
     *     {@link MissingException} if the time line does not exist and is not to be created
     */
    CompletableFuture<Long> take(String key, long micros, boolean create);

    /** Takes one of the logins of an account, if there is one. See {@link TimeLine#LOGINS}. */
    CompletableFuture<Boolean> takeLogin(String key);

    /** Gives a login back. */
    CompletableFuture<Void> returnLogin(String key);

    /** Returns a value. */
    CompletableFuture<Optional<byte[]>> read(String key);

    /**
     * Replaces a value.
     *
     * @param expected the value to be replaced; null if there is to be none
     * @param fresh null to remove the expected value
     * @return completes with whether the expected value was there and is replaced
     */
    CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] fresh);

    /**
     * Returns how many times this node has found that the engine's clock was set forward. A time line then does not have
     * what was taken before.
     */
    default long timeSteps() {
        return 0;
    }

    /** Returns the number of nodes; 0 if this engine does not know it. */
    int nodes();

    /** Ends what this object has opened, but not the engine. */
    @Override
    void close();

    /** A time line does not exist, because it was never created or the engine has lost its state. */
    final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingException() {
            super("the engine has no state of this limit", null, false, false);
        }
    }
}
