package io.github.camelpan123.operation;

import java.util.concurrent.CompletableFuture;

/** One thing a producer can be asked for. */
@FunctionalInterface
public interface Operation {

    /**
     * Executes the operation. Invalid input is thrown or fails the result before any call is made.
     *
     * @param request what is asked for
     * @return completes off the caller's thread, without holding one while it waits for its turn
     */
    CompletableFuture<OperationResult> execute(OperationRequest request);
}
