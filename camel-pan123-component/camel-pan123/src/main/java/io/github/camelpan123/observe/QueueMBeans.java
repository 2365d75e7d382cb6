package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the queues of an account in the JMX agent of a context, if JMX is enabled. */
public final class QueueMBeans implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueMBeans.class);

    private final ManagementAgent agent;
    private final List<ObjectName> names = new ArrayList<>();
    private boolean closed;

    private QueueMBeans(ManagementAgent agent) {
        this.agent = agent;
    }

    /**
     * Registers every queue, including the unused ones. This happens at once, or at the start of the context, because
     * routes are created before the JMX agent has started.
     *
     * @return unregisters them
     */
    public static QueueMBeans register(CamelContext context, AccountLease account) {
        QueueMBeans registered = new QueueMBeans(context.getManagementStrategy().getManagementAgent());
        if (registered.agent == null) {
            return registered;
        }
        if (registered.agent.getMBeanServer() != null) {
            registered.addAll(context, account);
        } else {
            try {
                context.addStartupListener((starting, alreadyStarted) -> registered.addAll(context, account));
            } catch (Exception e) {
                LOG.warn("The queues cannot be registered for JMX: {}", e.getMessage());
            }
        }
        return registered;
    }

    private synchronized void addAll(CamelContext context, AccountLease account) {
        if (!closed) {
            account.queueNames().forEach(name -> add(context, account, name));
        }
    }

    private void add(CamelContext context, AccountLease account, String shortName) {
        try {
            ObjectName name = name(context, account, shortName);
            agent.register(new QueueMBean(account, shortName), name);
            names.add(name);
        } catch (JMException e) {
            LOG.warn("The queue {} cannot be registered for JMX: {}", shortName, e.getMessage());
        }
    }

    private ObjectName name(CamelContext context, AccountLease account, String shortName)
            throws MalformedObjectNameException {
        return new ObjectName(agent.getMBeanObjectDomainName() + ":context=" + context.getManagementName()
                + ",type=pan123,account=" + account.label() + ",name=" + ObjectName.quote(shortName));
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (ObjectName name : names) {
            try {
                agent.unregister(name);
            } catch (JMException e) {
                LOG.debug("The queue {} cannot be unregistered from JMX", name, e);
            }
        }
        names.clear();
    }
}
