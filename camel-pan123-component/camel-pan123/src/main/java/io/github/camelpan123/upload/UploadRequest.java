package io.github.camelpan123.upload;

import io.github.camelpan123.api.Pan123ShutdownException;
import java.util.function.BooleanSupplier;

/**
 * A content to upload as a file.
 *
 * @param body the content
 * @param name the name of the file, without a path
 * @param announced the expected content, which allows the platform to reuse a content that it already has before the
 *     body is read; null if unknown
 * @param options the options of the upload
 * @param progress receives the progress
 * @param running false if the upload must end, because its caller was stopped
 */
public record UploadRequest(
        UploadBody body,
        String name,
        Content announced,
        UploadOptions options,
        UploadProgress progress,
        BooleanSupplier running) {

    /** Returns the same request with an additional condition for continuing. */
    UploadRequest whileRunning(BooleanSupplier other) {
        return new UploadRequest(
                body, name, announced, options, progress, () -> running.getAsBoolean() && other.getAsBoolean());
    }

    /** Returns the same request with another receiver of its progress. */
    UploadRequest reportingTo(UploadProgress other) {
        return new UploadRequest(body, name, announced, options, other, running);
    }

    /** @throws Pan123ShutdownException if the upload must end */
    void requireRunning() {
        if (!running.getAsBoolean()) {
            throw new Pan123ShutdownException(null);
        }
    }
}
