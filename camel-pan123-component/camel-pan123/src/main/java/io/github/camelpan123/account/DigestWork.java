package io.github.camelpan123.account;

import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * Reads a content and computes its digests on other threads.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface DigestWork<T> {

    /** @param digesters one thread per processor, for work that never blocks */
    T with(Executor digesters) throws IOException;
}
