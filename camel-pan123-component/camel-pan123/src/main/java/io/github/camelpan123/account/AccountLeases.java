package io.github.camelpan123.account;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123UnreachableException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The open leases of one account, of which any can make a call that the account itself needs. */
final class AccountLeases {

    private final List<AccountLease> open = new CopyOnWriteArrayList<>();

    void add(AccountLease lease) {
        open.add(lease);
    }

    void remove(AccountLease lease) {
        open.remove(lease);
    }

    /**
     * Returns a lease whose context is running, because Camel never stops a context that failed to start; if there is
     * none, one whose context is stopping.
     */
    AccountLease any(Api api) {
        return open.stream()
                .filter(lease -> !lease.closed() && !lease.context().isStopped())
                .min(Comparator.comparing(AccountLease::ending))
                .or(() -> open.stream().findFirst())
                .orElseThrow(() ->
                        new Pan123UnreachableException(api, "Every context that used the account has stopped", null));
    }
}
