package io.github.camelpan123.support;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Somebody else held a lock for longer than the caller wanted to wait. */
public final class LockTimeoutException extends IOException {

    private static final long serialVersionUID = 1L;

    LockTimeoutException(Path file, Duration waited) {
        super("Another thread or process held the lock " + file + " for more than " + waited.toMillis() + " ms");
    }
}
