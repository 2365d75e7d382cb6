package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * Shows the accounts of a context to the outside: a health check and MBeans for each, however many shares of it there
 * are, from the first to the last.
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

    /** @param context whose JMX and health checks show the accounts */
    public AccountObservations(CamelContext context) {
        this.context = context;
        this.healthChecks =
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
    }

    /**
     * Shows the account of a share.
     *
     * @param checked whether its health check is switched on
     */
    public synchronized void add(AccountLease account, boolean checked) {
        shown.computeIfAbsent(account.label(), label -> show(account, checked)).shares++;
    }

    private Shown show(AccountLease account, boolean checked) {
        AccountHealthCheck healthCheck = new AccountHealthCheck(account);
        Shown fresh = new Shown(QueueMBeans.register(context, account), healthCheck);
        if (healthChecks != null) {
            // whether checks of producers are wanted at all is asked by the repository, whenever they are looked at
            healthCheck.setEnabled(checked);
            healthChecks.addHealthCheck(healthCheck);
        }
        return fresh;
    }

    /** A share was given back. */
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
