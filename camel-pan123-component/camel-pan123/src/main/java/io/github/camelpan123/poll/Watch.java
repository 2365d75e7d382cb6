package io.github.camelpan123.poll;

import java.util.function.BooleanSupplier;

/**
 * Remembers what was found and what became of it, longer than a consumer lives: a route that is stopped and started
 * gets another consumer. Asked by several threads at once.
 *
 * @param <W> what one exchange is about
 */
public interface Watch<W> {

    /**
     * Begins a look.
     *
     * @param goesOn whether more may be asked for
     */
    Look<W> look(BooleanSupplier goesOn);

    /** The exchange completed: never again. */
    void completed(W work);

    /**
     * Again at the next look.
     *
     * @param failed whether an exchange was made of it and failed
     */
    void givenBack(W work, boolean failed);
}
