package io.github.camelpan123.upload;

import io.github.camelpan123.api.Pan123ShutdownException;
import java.util.function.BooleanSupplier;

/**
 * One content that shall become a file.
 *
 * @param body the content
 * @param name of the file, without a path
 * @param announced what the content is said to be, so that the platform may know it before a byte is read; null when
 *     nothing is said
 * @param options how to upload
 * @param progress told how it goes on
 * @param running false once the upload should end, because whoever asked for it was stopped
 */
public record UploadRequest(
        UploadBody body,
        String name,
        Content announced,
        UploadOptions options,
        UploadProgress progress,
        BooleanSupplier running) {

    /** The same that ends also when something else does. */
    UploadRequest whileRunning(BooleanSupplier other) {
        return new UploadRequest(
                body, name, announced, options, progress, () -> running.getAsBoolean() && other.getAsBoolean());
    }

    /** @throws Pan123ShutdownException once the upload should end */
    void requireRunning() {
        if (!running.getAsBoolean()) {
            throw new Pan123ShutdownException(null);
        }
    }
}
