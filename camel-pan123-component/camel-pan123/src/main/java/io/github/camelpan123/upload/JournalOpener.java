package io.github.camelpan123.upload;

import java.util.concurrent.CompletableFuture;

/** Opens the journals of uploads. */
interface JournalOpener {

    /**
     * Opens the journal of an upload for one owner at a time. If another upload has it open, returns an empty one that
     * records nothing.
     *
     * @return fails with {@code IOException} if the folder of the journals cannot be used
     */
    CompletableFuture<Journal> open(UploadRequest request, long parent);

    /** Deletes the journal of a target, because the file now exists regardless of how it was uploaded. */
    void discard(UploadRequest request, long parent);
}
