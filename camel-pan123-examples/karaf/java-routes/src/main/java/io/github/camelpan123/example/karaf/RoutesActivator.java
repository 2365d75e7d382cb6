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
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;

/**
 * Starts the routes as soon as there are settings, and again whenever they change. Without settings the bundle waits.
 */
public final class RoutesActivator implements BundleActivator, ManagedService {

    /** The settings are in {@code etc/<this>.cfg}. */
    static final String PID = "io.github.camelpan123.example";

    private BundleContext bundle;
    private CamelContext running;

    @Override
    public void start(BundleContext context) {
        bundle = context;
        Dictionary<String, Object> service = new Hashtable<>();
        service.put("service.pid", PID);
        context.registerService(ManagedService.class, this, service);
    }

    @Override
    public void stop(BundleContext context) {
        stopRoutes();
    }

    @Override
    public synchronized void updated(Dictionary<String, ?> settings) throws ConfigurationException {
        stopRoutes();
        if (settings != null) {
            startRoutes(settings);
        }
    }

    private void startRoutes(Dictionary<String, ?> settings) throws ConfigurationException {
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

    private synchronized void stopRoutes() {
        if (running != null) {
            running.stop();
            running = null;
        }
    }
}
