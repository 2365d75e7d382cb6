package io.github.camelpan123.upload;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** The target folder of an upload. */
@FunctionalInterface
public interface RemoteFolder {

    /**
     * Uploads to the folder.
     *
     * @param upload receives the ID of the folder, 0 for the root; called again with another ID if the first folder no
     *     longer exists
     */
    CompletableFuture<UploadOutcome> in(LongFunction<CompletableFuture<UploadOutcome>> upload);
}
