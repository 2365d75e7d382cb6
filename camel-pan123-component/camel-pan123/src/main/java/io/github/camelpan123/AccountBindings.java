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
 * The accounts that the endpoints of a context use. Endpoints that are created while routes run may use any number of
 * accounts, so unused accounts are closed.
 */
final class AccountBindings {

    /**
     * How long an unused binding stays open, so that a restarted route or a producer that is used once keeps the state
     * of earlier calls.
     */
    private static final Duration KEPT_UNUSED = Duration.ofSeconds(10);

    /** The number of bindings above which an unused binding is closed immediately. */
    private static final int FEW = 16;

    private final Map<AccountBinding.Key, AccountBinding> bindings = new HashMap<>();
    private final Set<AccountBinding> watched = new HashSet<>();
    private AccountObservations observations;
    private boolean stopped;
    /** When the context will have stopped, in nanoseconds; null while it is not stopping. */
    private Long stopsAt;

    synchronized void start() {
        stopped = false;
        stopsAt = null;
    }

    /**
     * Ends the waits of all accounts that would last longer than the context, now and from now on.
     *
     * @param left how long the context still lets exchanges complete
     */
    void stopsIn(Duration left) {
        List<AccountBinding> all;
        synchronized (this) {
            stopsAt = System.nanoTime() + left.toNanos();
            all = List.copyOf(bindings.values());
        }
        all.forEach(binding -> binding.account().stopsIn(left));
    }

    /**
     * Closes all bindings and opens no new ones until {@link #start()}. A late exchange would otherwise open a binding
     * that is never closed.
     */
    void stop() {
        List<AccountBinding> all;
        synchronized (this) {
            stopped = true;
            all = List.copyOf(bindings.values());
            bindings.clear();
            watched.clear();
            if (observations != null) {
                all.forEach(binding -> observations.remove(binding.account()));
                observations.leave();
                observations = null;
            }
        }
        all.forEach(AccountBinding::close);
    }

    /**
     * Registers a use of the account of the options. It ends with {@link AccountBinding#leave()}.
     *
     * @param checked whether the account's health check is enabled
     * @throws Pan123ShutdownException if the component is stopped
     */
    synchronized AccountBinding enter(AccountBinding.Key key, CamelContext context, boolean checked) {
        if (stopped) {
            throw new Pan123ShutdownException(null);
        }
        AccountBinding open = bindings.get(key);
        if (open != null && open.account().closed()) {
            // the account was closed because the context failed to start, and is opened again
            observations.remove(open.account());
            open = null;
        }
        if (open == null) {
            open = AccountBinding.open(key, context, this::unused);
            try {
                if (observations == null) {
                    observations = AccountObservations.enter(context);
                }
                observations.add(open.account(), checked);
            } catch (RuntimeException | Error e) {
                open.close();
                throw e;
            }
            bindings.put(key, open);
            if (stopsAt != null) {
                open.account().stopsIn(Duration.ofNanos(Math.max(0, stopsAt - System.nanoTime())));
            }
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

    /**
     * Removes an unused binding. Returns whether it must be closed, which is done outside the lock so that no other
     * user waits.
     */
    private boolean remove(AccountBinding binding) {
        if (bindings.get(binding.key()) != binding || !binding.endWhenUnused()) {
            return false;
        }
        bindings.remove(binding.key());
        observations.remove(binding.account());
        return true;
    }

    /** Returns the account of each binding. Several bindings may have the same account. */
    synchronized List<AccountLease> accounts() {
        return bindings.values().stream().map(binding -> binding.account()).toList();
    }
}
