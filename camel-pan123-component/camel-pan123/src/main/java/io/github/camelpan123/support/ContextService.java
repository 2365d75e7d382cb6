package io.github.camelpan123.support;

import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.NonManagedService;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the components of one context share. It is a service of the context while a component uses it, so neither this
 * class nor the context keeps it any longer.
 */
public abstract class ContextService extends ServiceSupport implements NonManagedService {

    private static final Logger LOG = LoggerFactory.getLogger(ContextService.class);

    /** Guarded by the context, as foreign lifecycle strategies are called meanwhile, which may wait for another one. */
    private int users;

    /**
     * Registers a use. It ends with {@link #leave}.
     *
     * @param create creates the service for the first user
     */
    public static <S extends ContextService> S enter(CamelContext context, Class<S> type, Supplier<S> create) {
        synchronized (context) {
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

    /**
     * Ends a use. Returns whether it was the last one; the service then no longer belongs to the context, unless a
     * lifecycle strategy fails, so that a later use finds it again.
     */
    protected boolean leave(CamelContext context) {
        synchronized (context) {
            users--;
            if (users > 0) {
                return false;
            }
            try {
                context.removeService(this);
            } catch (Exception e) {
                // what the user closes after this must be closed anyway
                LOG.warn("A lifecycle strategy failed as a service was removed: {}", e.toString(), e);
            }
            return true;
        }
    }
}
