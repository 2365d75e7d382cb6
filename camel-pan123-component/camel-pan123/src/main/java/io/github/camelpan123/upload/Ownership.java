package io.github.camelpan123.upload;

import io.github.camelpan123.support.Futures;
import java.util.concurrent.CompletableFuture;

/** The right to continue an upload, as long as nobody else can have taken it over. */
interface Ownership {

    /** The right of a node that nobody takes an upload over from, because a file lock or nothing protects it. */
    Ownership UNSHARED = new Ownership() {
        @Override
        public boolean sure() {
            return true;
        }

        @Override
        public CompletableFuture<Void> confirmed() {
            return Futures.completed(null);
        }

        @Override
        public void end() {
            // nobody else waits for it
        }
    };

    /** Whether this node has the right, as far as its own clock tells. */
    boolean sure();

    /**
     * Asks whoever knows, unless this node is sure. Waits without a thread while nobody answers.
     *
     * @return fails with {@link io.github.camelpan123.api.Pan123UploadTakenOverException} if another node has the right
     */
    CompletableFuture<Void> confirmed();

    /**
     * Takes a step when this node is sure. Asks again if that ends before the step, because a process can be suspended
     * anywhere.
     *
     * @param step calls {@link #requireSure} right before what it does
     * @return fails as {@link #confirmed}
     */
    default CompletableFuture<Void> whenSure(Runnable step) {
        return Futures.recover(
                confirmed().thenRun(step),
                failure -> failure instanceof UnsureException ? whenSure(step) : Futures.failed(failure));
    }

    /** @throws UnsureException if this node is not sure; it then asks, and tries again */
    default void requireSure() {
        if (!sure()) {
            throw new UnsureException();
        }
    }

    /** Gives the right up, so that the next attempt has it at once. */
    void end();

    /** A step was not taken, because the right to it has to be confirmed first. */
    final class UnsureException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnsureException() {
            super("the lease of the upload has to be confirmed", null, false, false);
        }
    }
}
