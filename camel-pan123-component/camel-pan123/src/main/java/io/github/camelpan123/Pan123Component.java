package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.consumer.Memories;
import io.github.camelpan123.observe.ComponentState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.PropertiesHelper;

/** The component that creates {@code pan123:} endpoints. */
@Component("pan123")
@ManagedResource(description = "The component for the 123pan platform")
public class Pan123Component extends Pan123ComponentOptions {

    private final AccountBindings bindings = new AccountBindings();
    private final Memories memories = new Memories();
    private final ShutdownNotice shutdownNotice = new ShutdownNotice(bindings::stopsIn);
    private volatile FolderProgress folders;
    private ClusterSettings clusterSettings;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        Pan123Operation operation = Pan123Operation.of(remaining);
        Map<String, Object> limits = PropertiesHelper.extractProperties(parameters, "rateLimits.");
        Pan123Configuration options = InheritedOptions.of(getConfiguration(), parameters);
        if (!limits.isEmpty()) {
            options.setRateLimits(limits);
        }
        Pan123Endpoint endpoint = new Pan123Endpoint(uri, this, operation, options);
        setProperties(endpoint, parameters);
        InheritedOptions.mergeRateLimits(options, getConfiguration().getRateLimits(), limits);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        bindings.start();
        // an option that is missing is reported now and not by the first endpoint
        cluster();
        if (folders == null) {
            folders = FolderProgress.enter(getCamelContext());
        }
        getCamelContext().addLifecycleStrategy(shutdownNotice);
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        getCamelContext().getLifecycleStrategies().remove(shutdownNotice);
        if (folders != null) {
            folders.leave();
            folders = null;
        }
        bindings.stop();
        memories.clear();
        forgetCluster();
        super.doStop();
    }

    /** Returns how accounts are shared with other nodes; null if they are not. */
    private synchronized ClusterSettings cluster() {
        if (clusterSettings == null && getCluster() != null) {
            clusterSettings = ClusterOptions.read(this);
        }
        return clusterSettings;
    }

    private synchronized void forgetCluster() {
        clusterSettings = null;
    }

    /** Returns the progress of the folders of this context; null while this component is not started. */
    FolderProgress folders() {
        return folders;
    }

    /** Returns the state of the consumers of this context. */
    Memories memories() {
        return memories;
    }

    /** Returns the memory of a consumer: a new one, or that of the consumer it replaces. */
    <M> M acquireMemory(DefaultConsumer consumer, String subject, Class<M> kind, Supplier<M> fresh) {
        Memories.Owner owner = new Memories.Owner(
                subject, consumer.getRouteId(), consumer.getEndpoint().getEndpointUri());
        return memories.acquire(owner, kind, id -> getCamelContext().getRoute(id) != null, fresh);
    }

    /**
     * Registers a use of the account of the options. It ends with {@link AccountBinding#leave()}. Endpoints with the
     * same account settings share one binding.
     */
    AccountBinding enterAccount(Pan123Configuration options) {
        return bindings.enter(
                AccountBinding.Key.of(options, cluster()), getCamelContext(), isHealthCheckProducerEnabled());
    }

    /**
     * Returns the current state without a call of the platform.
     *
     * @param most the maximum number of uploads and of unfinished jobs of an account to list
     */
    ComponentState state(int most) {
        return ComponentState.of(bindings.accounts(), this, most);
    }

    /** Returns the number of accounts in use. */
    @ManagedAttribute(description = "Accounts in use")
    public int getAccountsInUse() {
        return (int)
                bindings.accounts().stream().map(AccountLease::label).distinct().count();
    }

    /** Returns the number of calls that wait. */
    @ManagedAttribute(description = "Calls of all accounts that wait in a queue")
    public long getCallsWaiting() {
        return queues().stream().mapToLong(QueueFigures::waiting).sum();
    }

    /** Returns the number of calls sent so far. */
    @ManagedAttribute(description = "Calls of all accounts made so far, repeated ones included")
    public long getCallsSent() {
        return queues().stream().mapToLong(QueueFigures::sent).sum();
    }

    /** Returns the number of refused calls. */
    @ManagedAttribute(description = "Calls of all accounts that the platform refused as too frequent")
    public long getCallsRefused() {
        return queues().stream().mapToLong(QueueFigures::refused).sum();
    }

    /**
     * Returns the figures of the call queues of all accounts of this context: calls made, waiting and refused, and the
     * current limit.
     */
    public List<QueueFigures> queues() {
        // endpoints with different settings of the same account have separate bindings but the same queues
        Map<String, AccountLease> accounts = new TreeMap<>();
        bindings.accounts().forEach(account -> accounts.put(account.label(), account));
        return accounts.values().stream()
                .flatMap(account -> account.queueControl().figures().stream())
                .toList();
    }
}
