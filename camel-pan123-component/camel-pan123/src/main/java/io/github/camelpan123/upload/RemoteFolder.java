package io.github.camelpan123.upload;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** The folder that a file goes to. */
@FunctionalInterface
public interface RemoteFolder {

    /**
     * Uploads into the folder.
     *
     * @param upload told the id of the folder, 0 for the root; told another when the first turned out to be gone
     */
    CompletableFuture<UploadOutcome> in(LongFunction<CompletableFuture<UploadOutcome>> upload);
}
