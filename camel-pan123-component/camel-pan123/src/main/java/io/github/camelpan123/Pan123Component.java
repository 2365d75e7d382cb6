package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.LaneFigures;
import io.github.camelpan123.operation.OperationRequest;
import io.github.camelpan123.operation.Workbench;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.PropertiesHelper;

/** The component behind {@code pan123:} endpoints. */
@Component("pan123")
public class Pan123Component extends Pan123ComponentOptions {

    private final Map<AccountSettings, AccountRoom> rooms = new HashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Pan123Operation operation = Pan123Operation.of(remaining);
        Pan123Configuration options = getConfiguration().copy();
        Map<String, Object> limits = PropertiesHelper.extractProperties(parameters, "rateLimits.");
        if (!limits.isEmpty()) {
            options.setRateLimits(limits);
        }
        // an endpoint that names a thing in its own way does not name it in the component's too
        parameters.keySet().stream()
                .map(OperationRequest::sameAs)
                .flatMap(Set::stream)
                .filter(option -> !parameters.containsKey(option))
                .forEach(options::forget);
        Pan123Endpoint endpoint = new Pan123Endpoint(uri, this, operation, options);
        setProperties(endpoint, parameters);
        options.addRateLimits(getConfiguration().getRateLimits(), limits);
        return endpoint;
    }

    @Override
    protected void doStop() throws Exception {
        List<AccountRoom> all;
        synchronized (rooms) {
            all = List.copyOf(rooms.values());
            rooms.clear();
        }
        all.forEach(AccountRoom::close);
        super.doStop();
    }

    /** The share of this context in the account that the options name; one for all endpoints that name the same. */
    Workbench workbench(Pan123Configuration options) {
        AccountSettings settings = AccountOptions.read(options);
        synchronized (rooms) {
            return rooms.computeIfAbsent(
                            settings,
                            wanted -> AccountRoom.open(wanted, getCamelContext(), isHealthCheckProducerEnabled()))
                    .bench();
        }
    }

    /** How the calls of all accounts of this context stand: made, waiting, refused, and the limit in force. */
    public List<LaneFigures> lanes() {
        synchronized (rooms) {
            // endpoints with other settings of the same account have a room of their own, but the same lanes
            Map<String, AccountLease> accounts = new TreeMap<>();
            rooms.values()
                    .forEach(room -> accounts.put(
                            room.bench().account().label(), room.bench().account()));
            return accounts.values().stream()
                    .flatMap(account -> account.lanes().stream())
                    .toList();
        }
    }
}
