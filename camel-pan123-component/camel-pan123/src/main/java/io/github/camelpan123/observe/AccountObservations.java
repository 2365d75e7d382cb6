package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * The health checks, MBeans, meters and spans of the accounts of a context. Each account has one health check, one set
 * of MBeans and one of meters, from its first lease to its last.
 */
public final class AccountObservations implements AutoCloseable {

    private final CamelContext context;
    private final WritableHealthCheckRepository healthChecks;
    private final Map<String, Shown> shown = new HashMap<>();

    private static final class Shown {
        private final Deque<AccountLease> leases;
        private final AccountMBeans mbeans;
        private final HealthCheck healthCheck;
        private final OptionalListeners listeners;

        private Shown(
                Deque<AccountLease> leases,
                AccountMBeans mbeans,
                HealthCheck healthCheck,
                OptionalListeners listeners) {
            this.leases = leases;
            this.mbeans = mbeans;
            this.listeners = listeners;
            this.healthCheck = healthCheck;
        }
    }

    /** @param context the context with the JMX agent and the health checks, if it has them */
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
        Shown one = shown.computeIfAbsent(account.label(), label -> show(account, checked));
        one.leases.add(account);
        one.listeners.add(account);
    }

    private Shown show(AccountLease account, boolean checked) {
        Deque<AccountLease> leases = new ConcurrentLinkedDeque<>();
        // any lease of the account, because the first one may be closed while others are open
        Supplier<AccountLease> open = () -> leases.isEmpty() ? account : leases.peekLast();
        AccountProbe probe = AccountProbe.ofAccount(open);
        HealthCheck healthCheck = null;
        if (healthChecks != null) {
            healthCheck = healthCheck(account, AccountProbe.ofToken(open), probe);
            // the health check repository decides at each check whether producer checks are enabled
            healthCheck.setEnabled(checked);
            healthChecks.addHealthCheck(healthCheck);
        }
        return new Shown(
                leases,
                AccountMBeans.register(context, account, probe),
                healthCheck,
                new OptionalListeners(context, account));
    }

    /** A method of its own, because its class needs camel-health, which an application may have left out. */
    private static HealthCheck healthCheck(AccountLease account, AccountProbe token, AccountProbe probe) {
        return new AccountHealthCheck(account, token, probe);
    }

    /** Removes a lease. The last one unregisters its account. */
    public synchronized void remove(AccountLease account) {
        Shown one = shown.get(account.label());
        if (one != null && one.leases.remove(account) && one.leases.isEmpty()) {
            shown.remove(account.label());
            hide(one);
        }
    }

    private void hide(Shown one) {
        if (one.healthCheck != null) {
            healthChecks.removeHealthCheck(one.healthCheck);
        }
        one.mbeans.close();
        one.listeners.close();
    }

    @Override
    public synchronized void close() {
        shown.values().forEach(this::hide);
        shown.clear();
    }
}
