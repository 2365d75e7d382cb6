package io.github.camelpan123.karaf.swap;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.Pan123Configuration;
import io.github.camelpan123.account.ratelimit.Tier;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.apache.camel.spi.ComponentResolver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Runs the routes while there is the component, as the example does, and says in system properties which builds of the
 * bundles they run with.
 */
public final class SwapActivator
        implements BundleActivator, ServiceTrackerCustomizer<ComponentResolver, OsgiDefaultCamelContext> {

    private BundleContext bundle;
    private ServiceTracker<ComponentResolver, OsgiDefaultCamelContext> component;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        bundle = context;
        component = new ServiceTracker<>(
                context,
                context.createFilter("(&(objectClass=" + ComponentResolver.class.getName() + ")(component=pan123))"),
                this);
        component.open();
    }

    @Override
    public void stop(BundleContext context) {
        component.close();
    }

    @Override
    public OsgiDefaultCamelContext addingService(ServiceReference<ComponentResolver> reference) {
        if (!reference.isAssignableTo(bundle.getBundle(), Pan123Component.class.getName())) {
            return null;
        }
        OsgiDefaultCamelContext context = new OsgiDefaultCamelContext(bundle);
        try {
            Properties settings = settings();
            context.getCamelContextExtension().setName("swap");
            // so short that not all that waits can be made
            context.getShutdownStrategy().setTimeout(4);
            context.getPropertiesComponent().setInitialProperties(settings);
            Pan123Configuration account =
                    context.getComponent("pan123", Pan123Component.class).getConfiguration();
            account.setBaseUrl(settings.getProperty("baseUrl"));
            account.setClientId(settings.getProperty("clientId"));
            account.setClientSecret(settings.getProperty("clientSecret"));
            account.setTier(Tier.vip);
            account.setRateLimits(Map.of("uploadCreate", "5"));
            account.setSingleThreshold("16KiB");
            account.setJournalDirectory(settings.getProperty("journals"));
            context.addRoutes(new SwapRoutes());
            context.start();
        } catch (Exception e) {
            context.stop();
            throw new IllegalStateException(e);
        }
        tell("component", build(FrameworkUtil.getBundle(Pan123Component.class)));
        tell("routes", build(bundle.getBundle()));
        tell("starts", Integer.toString(Integer.getInteger("pan123.swap.starts", 0) + 1));
        return context;
    }

    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(System.getProperty("karaf.etc"), "pan123.swap.cfg"))) {
            settings.load(file);
        }
        return settings;
    }

    private static String build(Bundle of) {
        return of.getHeaders().get("Build");
    }

    private static void tell(String name, String value) {
        System.setProperty("pan123.swap." + name, value);
    }

    @Override
    public void modifiedService(ServiceReference<ComponentResolver> reference, OsgiDefaultCamelContext context) {
        // it is still the same component
    }

    @Override
    public void removedService(ServiceReference<ComponentResolver> reference, OsgiDefaultCamelContext context) {
        context.stop();
    }
}
