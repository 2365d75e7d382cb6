package io.github.camelpan123.account.cluster;

import java.util.concurrent.CompletableFuture;

/** The uploads in flight that the nodes of an account share. */
@FunctionalInterface
public interface UploadSlots {

    /**
     * Asks for a slot. Does not block.
     *
     * @return completes when one more upload may begin, with what must be run when it has ended, whatever its outcome;
     *     fails if the use of the engine ends before
     */
    CompletableFuture<Runnable> acquire();
}
