package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.support.ContextService;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * The health checks, MBeans, meters and spans of the accounts of a context. Each account has one health check, one set
 * of MBeans and one of meters, from its first lease to its last, whichever component has opened them.
 */
public final class AccountObservations extends ContextService {

    private final CamelContext context;
    private final Map<String, ObservedAccount> accounts = new HashMap<>();

    private AccountObservations(CamelContext context) {
        this.context = context;
    }

    /**
     * Returns the observations of a context, which its components share. Their use ends with {@link #leave}.
     *
     * @param context the context with the JMX agent and the health checks, if it has them
     */
    public static AccountObservations enter(CamelContext context) {
        return enter(context, AccountObservations.class, () -> new AccountObservations(context));
    }

    /** Ends a use. The leases of the user must have been removed. */
    public void leave() {
        leave(context);
    }

    /**
     * Registers the account of a lease, unless it is registered already.
     *
     * @param checked whether the component of the lease enables the health check of the account
     */
    public synchronized void add(AccountLease lease, boolean checked) {
        ObservedAccount account = accounts.get(lease.label());
        if (account != null && account.forgotten()) {
            // the leases were closed because the context failed to start, and are opened again
            accounts.remove(lease.label());
            account.close();
            account = null;
        }
        if (account == null) {
            account = new ObservedAccount(context, lease, checked);
            accounts.put(lease.label(), account);
        } else {
            account.add(lease, checked);
        }
    }

    /** Removes a lease. The last one unregisters its account. */
    public synchronized void remove(AccountLease lease) {
        ObservedAccount account = accounts.get(lease.label());
        if (account != null && account.removeLast(lease)) {
            accounts.remove(lease.label());
            account.close();
        }
    }
}
