package io.github.camelpan123.example.karaf;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.Pan123Configuration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.ConsumersHealthCheckRepository;
import org.apache.camel.impl.health.ProducersHealthCheckRepository;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the routes while there are settings and the component, and starts them again when one of them changes. Karaf may
 * start this bundle before that of the component, such as after {@code bundle:refresh}.
 */
public final class RoutesActivator
        implements BundleActivator, ManagedService, ServiceTrackerCustomizer<ComponentResolver, ComponentResolver> {

    /** The settings are in {@code etc/<this>.cfg}. */
    static final String PID = "io.github.camelpan123.example";

    private static final Logger LOG = LoggerFactory.getLogger(RoutesActivator.class);
    private static final String COMPONENT = "(&(objectClass=org.apache.camel.spi.ComponentResolver)(component=pan123))";

    private BundleContext bundle;
    private ServiceTracker<ComponentResolver, ComponentResolver> component;
    private boolean found;
    private Dictionary<String, ?> settings;
    private CamelContext running;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        bundle = context;
        component = new ServiceTracker<>(context, context.createFilter(COMPONENT), this);
        component.open();
        Dictionary<String, Object> service = new Hashtable<>();
        service.put("service.pid", PID);
        context.registerService(ManagedService.class, this, service);
    }

    @Override
    public void stop(BundleContext context) {
        synchronized (this) {
            settings = null;
        }
        component.close();
    }

    @Override
    public synchronized void updated(Dictionary<String, ?> changed) throws ConfigurationException {
        settings = changed;
        restartRoutes();
    }

    @Override
    public ComponentResolver addingService(ServiceReference<ComponentResolver> reference) {
        // after bundle:update of the component, this bundle has the old classes until bundle:refresh
        if (!reference.isAssignableTo(bundle.getBundle(), Pan123Component.class.getName())) {
            return null;
        }
        changed(true);
        return bundle.getService(reference);
    }

    @Override
    public void modifiedService(ServiceReference<ComponentResolver> reference, ComponentResolver resolver) {
        // it is still the same component
    }

    @Override
    public void removedService(ServiceReference<ComponentResolver> reference, ComponentResolver resolver) {
        changed(false);
        bundle.ungetService(reference);
    }

    private synchronized void changed(boolean componentFound) {
        found = componentFound;
        try {
            restartRoutes();
        } catch (ConfigurationException e) {
            LOG.error("{}", e.getMessage(), e);
        }
    }

    private void restartRoutes() throws ConfigurationException {
        stopRoutes();
        if (settings != null && found) {
            startRoutes();
        } else if (settings != null) {
            LOG.info("The routes wait for the component pan123");
        }
    }

    private void startRoutes() throws ConfigurationException {
        Properties placeholders = new Properties();
        placeholders.setProperty("inbox", required(settings, "inbox"));
        placeholders.setProperty("outbox", required(settings, "outbox"));
        OsgiDefaultCamelContext context = new OsgiDefaultCamelContext(bundle);
        try {
            context.getPropertiesComponent().setInitialProperties(placeholders);
            Pan123Configuration account =
                    context.getComponent("pan123", Pan123Component.class).getConfiguration();
            account.setClientId(required(settings, "clientId"));
            account.setClientSecret(required(settings, "clientSecret"));
            if (settings.get("baseUrl") != null) {
                account.setBaseUrl(settings.get("baseUrl").toString());
            }
            showHealth(context);
            context.addRoutes(new DriveRoutes());
            context.start();
        } catch (Exception e) {
            context.stop();
            throw new ConfigurationException(null, "the routes cannot start: " + e.getMessage(), e);
        }
        running = context;
    }

    /**
     * Registers the checks of consumers and producers, which the MBean of the type {@code health} shows. In OSGi, Camel
     * does not find them by name.
     */
    private static void showHealth(CamelContext context) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.setExposureLevel("full");
        ConsumersHealthCheckRepository consumers = new ConsumersHealthCheckRepository();
        consumers.setCamelContext(context);
        registry.register(consumers);
        ProducersHealthCheckRepository producers = new ProducersHealthCheckRepository();
        producers.setCamelContext(context);
        producers.setEnabled(true);
        registry.register(producers);
    }

    private static String required(Dictionary<String, ?> settings, String name) throws ConfigurationException {
        Object value = settings.get(name);
        if (value == null || value.toString().isBlank()) {
            throw new ConfigurationException(name, "is missing in etc/" + PID + ".cfg");
        }
        return value.toString();
    }

    private void stopRoutes() {
        if (running != null) {
            running.stop();
            running = null;
        }
    }
}
