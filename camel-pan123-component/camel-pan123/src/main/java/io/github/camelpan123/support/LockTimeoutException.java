package io.github.camelpan123.support;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A lock was held elsewhere for longer than the caller's maximum wait. */
public final class LockTimeoutException extends IOException {

    private static final long serialVersionUID = 1L;

    LockTimeoutException(Path file, Duration waited) {
        super("Another thread or process held the lock " + file + " for more than " + waited.toMillis() + " ms");
    }
}
