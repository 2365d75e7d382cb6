package io.github.camelpan123.account;

import io.github.camelpan123.support.Caller;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of one context. A listener never makes a call fail. */
final class CallListeners {

    private static final Logger LOG = LoggerFactory.getLogger(CallListeners.class);

    private final List<CallListener> all = new CopyOnWriteArrayList<>();

    void add(CallListener listener) {
        all.add(listener);
    }

    /** Returns the caller of an operation; its parent is what the first listener that knows one returns. */
    Caller caller(String operation, Exchange exchange) {
        Object[] parent = {null};
        tell(listener -> parent[0] = parent[0] == null ? listener.parent(exchange) : parent[0]);
        return new Caller(operation, parent[0]);
    }

    void tell(Consumer<CallListener> event) {
        for (CallListener listener : all) {
            try {
                event.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                // a linkage error means that the library of the listener has another version than was expected
                if (all.remove(listener)) {
                    LOG.warn("{} failed and is switched off: {}", listener, e.toString());
                    LOG.debug("The failure of {}", listener, e);
                }
            }
        }
    }
}
