package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/** What a context shows of one account while it has leases of it. Not thread-safe. */
final class ObservedAccount implements AutoCloseable {

    private final Deque<Use> uses = new ConcurrentLinkedDeque<>();
    private final AccountMBeans mbeans;
    private final WritableHealthCheckRepository healthChecks;
    private final HealthCheck healthCheck;
    private final OptionalListeners listeners;
    private boolean checked;

    /**
     * A lease of the account.
     *
     * @param checked whether its component enables the health check
     */
    private record Use(AccountLease lease, boolean checked) {}

    /** @param first the first lease of the account in the context */
    ObservedAccount(CamelContext context, AccountLease first, boolean checked) {
        // any lease of the account, because the first one may be closed while others are open
        Supplier<AccountLease> open = () -> {
            Use use = uses.peekLast();
            return use == null ? first : use.lease();
        };
        AccountProbe probe = AccountProbe.ofAccount(open);
        this.checked = checked;
        healthChecks =
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
        if (healthChecks == null) {
            healthCheck = null;
        } else {
            healthCheck = healthCheck(first, AccountProbe.ofToken(open), probe);
            // the health check repository decides at each check whether producer checks are enabled
            healthCheck.setEnabled(checked);
            healthChecks.addHealthCheck(healthCheck);
        }
        mbeans = AccountMBeans.register(context, first, probe);
        listeners = new OptionalListeners(context, first);
        add(first, checked);
    }

    /** A method of its own, because its class needs camel-health, which an application may have left out. */
    private static HealthCheck healthCheck(AccountLease account, AccountProbe token, AccountProbe probe) {
        return new AccountHealthCheck(account, token, probe);
    }

    void add(AccountLease lease, boolean itsCheck) {
        uses.add(new Use(lease, itsCheck));
        listeners.add(lease);
        check();
    }

    /** Removes a lease. Returns whether it was the last one. */
    boolean removeLast(AccountLease lease) {
        if (!uses.removeIf(use -> use.lease() == lease)) {
            return false;
        }
        listeners.remove(lease);
        check();
        return uses.isEmpty();
    }

    /** Enables the health check while a component wants it. What a management tool sets meanwhile stays. */
    private void check() {
        boolean wanted = uses.isEmpty() ? checked : uses.stream().anyMatch(Use::checked);
        if (wanted != checked) {
            checked = wanted;
            if (healthCheck != null) {
                healthCheck.setEnabled(wanted);
            }
        }
    }

    /** Whether all leases were closed without being removed. */
    boolean forgotten() {
        return uses.stream().allMatch(use -> use.lease().closed());
    }

    @Override
    public void close() {
        if (healthCheck != null) {
            healthChecks.removeHealthCheck(healthCheck);
        }
        mbeans.close();
        listeners.close();
    }
}
