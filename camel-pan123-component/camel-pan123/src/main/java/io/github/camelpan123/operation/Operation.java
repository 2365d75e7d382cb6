package io.github.camelpan123.operation;

import java.util.concurrent.CompletableFuture;

/** An operation of a producer. */
@FunctionalInterface
public interface Operation {

    /**
     * Executes the operation. Invalid input causes an exception, or a failed result, before any call is made.
     *
     * @param request the message and the options
     * @return completes on another thread than the caller's; waiting for a rate limit blocks no thread
     */
    CompletableFuture<OperationResult> execute(OperationRequest request);
}
