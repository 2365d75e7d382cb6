package io.github.camelpan123.karaf.swap;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleReference;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** Registers itself as an MBean. */
public final class Shell implements BundleActivator, ShellMBean {

    private static final String NAME = "io.github.camelpan123.karaf:type=Shell";

    private BundleContext bundle;

    @Override
    public void start(BundleContext context) throws Exception {
        bundle = context;
        ManagementFactory.getPlatformMBeanServer().registerMBean(this, new ObjectName(NAME));
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(NAME));
    }

    @Override
    public String run(String command) throws Exception {
        ServiceReference<SessionFactory> reference = bundle.getServiceReference(SessionFactory.class);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Session session = bundle.getService(reference).create(InputStream.nullInputStream(), out, out);
        try {
            Object result = session.execute(command);
            return printed.toString(StandardCharsets.UTF_8) + (result == null ? "" : result);
        } finally {
            session.close();
            bundle.ungetService(reference);
        }
    }

    @Override
    public String property(String name) {
        return System.getProperty(name);
    }

    @Override
    public void forgetEndedThreads() throws ReflectiveOperationException {
        for (Bundle each : bundle.getBundles()) {
            BundleWiring wiring = each.adapt(BundleWiring.class);
            ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
            if (loader instanceof BundleReference) {
                locks(loader).values().removeIf(thread -> !thread.isAlive());
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Thread> locks(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> type = loader.getClass();
        while (!type.getSimpleName().equals("BundleClassLoader")) {
            type = type.getSuperclass();
        }
        Field locks = type.getDeclaredField("m_classLocks");
        locks.setAccessible(true);
        return (Map<String, Thread>) locks.get(loader);
    }
}
