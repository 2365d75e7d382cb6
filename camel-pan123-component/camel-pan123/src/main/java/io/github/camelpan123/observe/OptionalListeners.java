package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.CallListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one account that need libraries which an application may not have: Micrometer and Camel's telemetry.
 * Without a library, or without a registry or tracer in the context, there is no listener.
 */
final class OptionalListeners implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OptionalListeners.class);

    private final CamelContext context;
    private final AccountLease account;
    private final List<AccountLease> leases = new ArrayList<>();
    private final Map<Kind, CallListener> listeners = new HashMap<>();
    private boolean closed;

    /**
     * A kind of listener.
     *
     * @param library a class of the library
     * @param open creates the listener, if the context has what it needs
     */
    private record Kind(String library, BiFunction<CamelContext, AccountLease, Optional<CallListener>> open) {}

    // lambdas, because a method reference would load the class and with it the library
    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "io.micrometer.core.instrument.MeterRegistry",
                    (context, account) -> MicrometerMeters.in(context, account)),
            new Kind("org.apache.camel.telemetry.Tracer", (context, account) -> TelemetrySpans.in(context, account)));

    /** @param account the first lease of the account in the context */
    OptionalListeners(CamelContext context, AccountLease account) {
        this.context = context;
        this.account = account;
        look();
        if (!context.isStarted()) {
            // registry and tracer may be created by services that start later than the first route
            try {
                context.addStartupListener((started, alreadyStarted) -> look());
            } catch (Exception e) {
                LOG.warn("Meters and tracers that start later than the routes are not used: {}", e.getMessage());
            }
        }
    }

    /** Lets a lease be listened to. */
    synchronized void add(AccountLease lease) {
        leases.add(lease);
        listeners.values().forEach(lease::listen);
    }

    /** Forgets a lease. What still ends of its calls is counted. */
    synchronized void remove(AccountLease lease) {
        leases.remove(lease);
    }

    private synchronized void look() {
        if (!closed) {
            KINDS.stream()
                    .filter(kind -> !listeners.containsKey(kind) && present(kind.library()))
                    .forEach(this::open);
        }
    }

    private static boolean present(String type) {
        try {
            Class.forName(type, false, OptionalListeners.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private void open(Kind kind) {
        try {
            kind.open().apply(context, account).ifPresent(listener -> {
                listeners.put(kind, listener);
                leases.forEach(lease -> lease.listen(listener));
            });
        } catch (RuntimeException | LinkageError e) {
            // a linkage error means that the library has another version than was expected
            LOG.warn("The account {} is not measured with {}: {}", account.label(), kind.library(), e.toString());
            LOG.debug("The failure of {}", kind.library(), e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        listeners.values().forEach(CallListener::close);
        listeners.clear();
    }
}
