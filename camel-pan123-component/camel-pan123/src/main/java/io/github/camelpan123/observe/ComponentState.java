package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.consumer.ClaimingConsumer;
import io.github.camelpan123.consumer.ConsumerState;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;

/**
 * What can be seen of a component, or of all components of a context. It is made of what is known anyway, without a call of the platform,
 * and contains no secret. Its parts are read one after the other, so they may differ by some milliseconds.
 *
 * @param at when it was read
 * @param accounts the accounts in use
 * @param consumers the consumers of the routes
 */
public record ComponentState(Instant at, List<AccountView> accounts, List<ConsumerState> consumers) {

    /**
     * Reads the state.
     *
     * @param leases the accounts in use; several leases may have the same account
     * @param component the component whose consumers are read
     * @param most the maximum number of uploads and of unfinished jobs of an account to list
     */
    public static ComponentState of(Collection<AccountLease> leases, Component component, int most) {
        Map<String, AccountLease> accounts = new LinkedHashMap<>();
        leases.forEach(lease -> accounts.putIfAbsent(lease.label(), lease));
        return new ComponentState(
                Instant.now(),
                accounts.values().stream()
                        .map(lease -> AccountView.of(lease, most))
                        .toList(),
                consumers(component.getCamelContext(), component));
    }

    /** Returns the states of components as one, in which each account is listed once. */
    public static ComponentState of(List<ComponentState> components) {
        Map<String, AccountView> accounts = new LinkedHashMap<>();
        components.stream()
                .flatMap(component -> component.accounts().stream())
                .forEach(view -> accounts.putIfAbsent(view.account().label(), view));
        return new ComponentState(
                Instant.now(),
                List.copyOf(accounts.values()),
                components.stream()
                        .flatMap(component -> component.consumers().stream())
                        .toList());
    }

    private static List<ConsumerState> consumers(CamelContext context, Component component) {
        return context.getRoutes().stream()
                .filter(route -> route.getConsumer() instanceof ClaimingConsumer<?> consumer
                        && consumer.getEndpoint().getComponent() == component)
                .map(route -> ((ClaimingConsumer<?>) route.getConsumer()).state())
                .toList();
    }
}
