package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.Accounts;
import io.github.camelpan123.account.LaneFigures;
import io.github.camelpan123.operation.Workbench;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;

/** The component behind {@code pan123:} endpoints. */
@Component("pan123")
public class Pan123Component extends HealthCheckComponent {

    @Metadata(description = "The options that endpoints start from.")
    private Pan123Configuration configuration = new Pan123Configuration();

    private final Map<AccountSettings, Workbench> benches = new HashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Pan123Operation operation = Pan123Operation.of(remaining);
        Pan123Configuration options = configuration.copy();
        Map<String, Object> limits = PropertiesHelper.extractProperties(parameters, "rateLimits.");
        if (!limits.isEmpty()) {
            options.setRateLimits(limits);
        }
        Pan123Endpoint endpoint = new Pan123Endpoint(uri, this, operation, options);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStop() throws Exception {
        List<Workbench> all;
        synchronized (benches) {
            all = List.copyOf(benches.values());
            benches.clear();
        }
        all.forEach(bench -> bench.account().close());
        super.doStop();
    }

    /** The share of this context in the account that the options name; one for all endpoints that name the same. */
    Workbench workbench(Pan123Configuration options) {
        AccountSettings settings = AccountOptions.read(options);
        synchronized (benches) {
            return benches.computeIfAbsent(settings, wanted -> {
                AccountLease account = Accounts.acquire(wanted, getCamelContext());
                return Workbench.of(account);
            });
        }
    }

    /** How the calls of all accounts of this context stand: made, waiting, refused, and the limit in force. */
    public List<LaneFigures> lanes() {
        synchronized (benches) {
            return benches.values().stream()
                    .flatMap(bench -> bench.account().lanes().stream())
                    .toList();
        }
    }

    /** The options that endpoints start from. */
    public Pan123Configuration getConfiguration() {
        return configuration;
    }

    /** The options that endpoints start from. */
    public void setConfiguration(Pan123Configuration configuration) {
        this.configuration = configuration;
    }
}
