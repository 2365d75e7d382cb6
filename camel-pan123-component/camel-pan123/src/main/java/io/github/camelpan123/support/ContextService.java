package io.github.camelpan123.support;

import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.NonManagedService;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What the components of one context share. It is a service of the context while a component uses it, so neither this
 * class nor the context keeps it any longer.
 */
public abstract class ContextService extends ServiceSupport implements NonManagedService {

    private int users;

    /**
     * Registers a use. It ends with {@link #leave}.
     *
     * @param create creates the service for the first user
     */
    public static <S extends ContextService> S enter(CamelContext context, Class<S> type, Supplier<S> create) {
        synchronized (ContextService.class) {
            S service = context.hasService(type);
            if (service == null) {
                service = create.get();
                try {
                    context.addService(service);
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeException(e);
                }
            }
            ((ContextService) service).users++;
            return service;
        }
    }

    /** Ends a use. Returns whether it was the last one; the service then no longer belongs to the context. */
    protected boolean leave(CamelContext context) {
        synchronized (ContextService.class) {
            users--;
            if (users > 0) {
                return false;
            }
            try {
                context.removeService(this);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeException(e);
            }
            return true;
        }
    }
}
