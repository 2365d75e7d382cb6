package io.github.camelpan123.karaf.swap;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import javax.management.ObjectName;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

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
}
