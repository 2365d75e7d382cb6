package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.ManagementStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers an account and its queues in the JMX agent of a context, if JMX is enabled. */
final class AccountMBeans implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountMBeans.class);

    /** The name of the MBean of the account itself. No call has this name. */
    private static final String ACCOUNT = "account";

    private final ManagementAgent agent;
    private final List<ObjectName> names = new ArrayList<>();
    private final AccountProbe probe;
    private boolean closed;

    private AccountMBeans(ManagementAgent agent, AccountProbe probe) {
        this.agent = agent;
        this.probe = probe;
    }

    /**
     * Registers the account and every queue, including the unused ones. This happens at once, or at the start of the context, because
     * routes are created before the JMX agent has started.
     *
     * @return unregisters them
     */
    static AccountMBeans register(CamelContext context, AccountLease account, AccountProbe probe) {
        ManagementStrategy strategy = context.getManagementStrategy();
        AccountMBeans registered = new AccountMBeans(strategy == null ? null : strategy.getManagementAgent(), probe);
        if (registered.agent == null) {
            return registered;
        }
        if (registered.agent.getMBeanServer() != null) {
            registered.addAll(context, account);
        } else {
            try {
                context.addStartupListener((starting, alreadyStarted) -> registered.addAll(context, account));
            } catch (Exception e) {
                LOG.warn("The account cannot be registered for JMX: {}", e.getMessage());
            }
        }
        return registered;
    }

    private synchronized void addAll(CamelContext context, AccountLease account) {
        if (!closed) {
            add(context, account, ACCOUNT, new AccountMBean(account, probe));
            account.queueControl()
                    .names()
                    .forEach(name -> add(context, account, name, new QueueMBean(account.queueControl(), name)));
        }
    }

    private void add(CamelContext context, AccountLease account, String shortName, Object mbean) {
        try {
            ObjectName name = name(context, account, shortName);
            agent.register(mbean, name);
            names.add(name);
        } catch (JMException e) {
            LOG.warn("{} cannot be registered for JMX: {}", shortName, e.getMessage());
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
                LOG.debug("{} cannot be unregistered from JMX", name, e);
            }
        }
        names.clear();
    }
}
