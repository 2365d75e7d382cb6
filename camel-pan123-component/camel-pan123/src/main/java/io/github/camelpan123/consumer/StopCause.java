package io.github.camelpan123.consumer;

import io.github.camelpan123.api.Pan123ShutdownException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.camel.util.ObjectHelper;

/** Tells exchanges that a stop has ended from those that failed: they say nothing about their work item. */
final class StopCause {

    private StopCause() {}

    /**
     * Whether an exchange has failed because something stops. A stopping context or route rejects what goes on, and
     * interrupts what does not end. Otherwise a full thread pool rejects too, and any code interrupts.
     *
     * @param failure may be null
     * @param stopping whether the context or the consumer is stopping or has stopped
     */
    static boolean of(Throwable failure, BooleanSupplier stopping) {
        return has(Pan123ShutdownException.class, failure)
                || (has(RejectedExecutionException.class, failure) || has(InterruptedException.class, failure))
                        && stopping.getAsBoolean();
    }

    private static boolean has(Class<? extends Throwable> type, Throwable failure) {
        return ObjectHelper.getException(type, failure) != null;
    }
}
