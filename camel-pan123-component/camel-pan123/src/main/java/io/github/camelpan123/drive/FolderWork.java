package io.github.camelpan123.drive;

import java.io.IOException;

/**
 * Something done in a folder by a thread that waits for it.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface FolderWork<T> {

    /** @param folder the id, 0 for the root */
    T in(long folder) throws IOException, InterruptedException;
}
