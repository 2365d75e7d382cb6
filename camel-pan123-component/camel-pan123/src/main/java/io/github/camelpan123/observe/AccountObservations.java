package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * The health checks and MBeans of the accounts of a context. Each account has one health check and one set of MBeans,
 * from its first lease to its last.
 */
public final class AccountObservations implements AutoCloseable {

    private final CamelContext context;
    private final WritableHealthCheckRepository healthChecks;
    private final Map<String, Shown> shown = new HashMap<>();

    private static final class Shown {
        private final QueueMBeans mbeans;
        private final AccountHealthCheck healthCheck;
        private int shares;

        private Shown(QueueMBeans mbeans, AccountHealthCheck healthCheck) {
            this.mbeans = mbeans;
            this.healthCheck = healthCheck;
        }
    }

    /** @param context the context with the JMX agent and the health checks */
    public AccountObservations(CamelContext context) {
        this.context = context;
        this.healthChecks =
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
    }

    /**
     * Registers the account of a lease, unless it is registered already.
     *
     * @param checked whether its health check is enabled
     */
    public synchronized void add(AccountLease account, boolean checked) {
        shown.computeIfAbsent(account.label(), label -> show(account, checked)).shares++;
    }

    private Shown show(AccountLease account, boolean checked) {
        AccountHealthCheck healthCheck = new AccountHealthCheck(account);
        Shown fresh = new Shown(QueueMBeans.register(context, account), healthCheck);
        if (healthChecks != null) {
            // the health check repository decides at each check whether producer checks are enabled
            healthCheck.setEnabled(checked);
            healthChecks.addHealthCheck(healthCheck);
        }
        return fresh;
    }

    /** Removes a lease. The last one unregisters its account. */
    public synchronized void remove(AccountLease account) {
        Shown one = shown.get(account.label());
        if (one != null && --one.shares == 0) {
            shown.remove(account.label());
            hide(one);
        }
    }

    private void hide(Shown one) {
        if (healthChecks != null) {
            healthChecks.removeHealthCheck(one.healthCheck);
        }
        one.mbeans.close();
    }

    @Override
    public synchronized void close() {
        shown.values().forEach(this::hide);
        shown.clear();
    }
}
