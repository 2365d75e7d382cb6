package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.observe.AccountObservations;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;

/**
 * The accounts that the endpoints of a context use now. Endpoints that are made while routes run may name any number of
 * them, so what nobody uses any more is let go of.
 */
final class AccountBindings {

    /** A route that is stopped and started, or whose producer is used once, goes on with what was sent already. */
    private static final Duration KEPT_UNUSED = Duration.ofSeconds(10);

    /** With more than that, nothing is kept unused. */
    private static final int FEW = 16;

    private final Map<AccountBinding.Key, AccountBinding> bindings = new HashMap<>();
    private final Set<AccountBinding> watched = new HashSet<>();
    private AccountObservations observations;
    private boolean stopped;

    synchronized void start() {
        stopped = false;
    }

    /** Closes all, and opens no more until {@link #start()}, or an exchange that comes late would open what nobody closes. */
    void stop() {
        List<AccountBinding> all;
        synchronized (this) {
            stopped = true;
            all = List.copyOf(bindings.values());
            bindings.clear();
            watched.clear();
            if (observations != null) {
                observations.close();
                observations = null;
            }
        }
        all.forEach(AccountBinding::close);
    }

    /**
     * Begins a use of the account that the options name, to be ended by {@link AccountBinding#leave()}.
     *
     * @param checked whether the account's health check is switched on
     * @throws Pan123ShutdownException when the component is stopped
     */
    synchronized AccountBinding enter(AccountBinding.Key key, CamelContext context, boolean checked) {
        if (stopped) {
            throw new Pan123ShutdownException(null);
        }
        AccountBinding open = bindings.get(key);
        if (open != null && open.account().closed()) {
            // taken back because the context failed to start; it is started anew
            observations.remove(open.account());
            open = null;
        }
        if (open == null) {
            open = AccountBinding.open(key, context, this::unused);
            try {
                if (observations == null) {
                    observations = new AccountObservations(context);
                }
                observations.add(open.account(), checked);
            } catch (RuntimeException | Error e) {
                open.close();
                throw e;
            }
            bindings.put(key, open);
        }
        open.enter();
        return open;
    }

    private void unused(AccountBinding binding) {
        boolean now;
        boolean later;
        synchronized (this) {
            now = bindings.size() > FEW && remove(binding);
            later = !now && bindings.get(binding.key()) == binding && watched.add(binding);
        }
        if (now) {
            binding.close();
        } else if (later) {
            binding.account().delay(KEPT_UNUSED).thenRun(() -> lookAfter(binding));
        }
    }

    private void lookAfter(AccountBinding binding) {
        boolean over;
        synchronized (this) {
            watched.remove(binding);
            over = remove(binding);
        }
        if (over) {
            binding.close();
        }
    }

    /** Nobody finds it any more; whether it is to be closed, which others must not have to wait for. */
    private boolean remove(AccountBinding binding) {
        if (bindings.get(binding.key()) != binding || !binding.endWhenUnused()) {
            return false;
        }
        bindings.remove(binding.key());
        observations.remove(binding.account());
        return true;
    }

    /** The account of each binding; several may be of one. */
    synchronized List<AccountLease> accounts() {
        return bindings.values().stream().map(binding -> binding.account()).toList();
    }
}
