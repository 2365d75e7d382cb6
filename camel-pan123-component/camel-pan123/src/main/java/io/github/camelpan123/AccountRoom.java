package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.observe.AccountHealthCheck;
import io.github.camelpan123.observe.LaneMBeans;
import io.github.camelpan123.operation.Workbench;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that a context has of one account: its share, what works on it, and what shows it to the outside. */
final class AccountRoom {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRoom.class);

    private final Workbench bench;
    private final LaneMBeans mbeans;
    private final WritableHealthCheckRepository healthChecks;
    private final AccountHealthCheck healthCheck;

    private AccountRoom(AccountLease account, CamelContext context, boolean checked) {
        bench = Workbench.of(account);
        mbeans = LaneMBeans.register(context, account);
        healthChecks =
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
        healthCheck = new AccountHealthCheck(account);
        if (healthChecks != null) {
            // whether checks of producers are wanted at all is asked by the repository, whenever they are looked at
            healthCheck.setEnabled(checked);
            healthChecks.addHealthCheck(healthCheck);
        }
    }

    /** @param checked whether the health check is switched on */
    static AccountRoom open(AccountSettings settings, CamelContext context, boolean checked) {
        return new AccountRoom(Accounts.acquire(settings, context), context, checked);
    }

    Workbench bench() {
        return bench;
    }

    void close() {
        if (healthChecks != null) {
            healthChecks.removeHealthCheck(healthCheck);
        }
        mbeans.close();
        try {
            bench.account().close();
        } catch (RuntimeException e) {
            LOG.warn("An account could not be closed properly", e);
        }
    }
}
