package io.github.camelpan123.account;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts in use in this class loader, each of them once, however many contexts name it. */
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Map<AccountKey, Shared> SHARED = new HashMap<>();

    private static final class Shared {
        private final Account account;
        private int leases;

        private Shared(Account account) {
            this.account = account;
        }
    }

    private Accounts() {}

    /**
     * Gives a context its share in an account, which is created for the first one.
     *
     * @throws IllegalArgumentException when a setting makes no sense, or when the account is in use already and is
     *     reached in another way
     */
    public static AccountLease acquire(AccountSettings settings, CamelContext context) {
        AccountKey key = AccountKey.of(settings);
        synchronized (SHARED) {
            Shared shared = SHARED.get(key);
            if (shared == null) {
                shared = new Shared(new Account(settings));
                SHARED.put(key, shared);
            } else {
                compare(shared.account.settings(), settings);
            }
            shared.account.attach(context);
            shared.leases++;
            return new AccountLease(shared.account, context, () -> release(key));
        }
    }

    private static void compare(AccountSettings first, AccountSettings later) {
        if (!first.transport().sameWay(later.transport())) {
            throw new IllegalArgumentException("The account at " + first.baseUrl()
                    + " is in use already with another proxy or other sslContextParameters; use the same for both");
        }
        boolean same = first.tier() == later.tier() && first.rateLimits().equals(later.rateLimits());
        if (!same) {
            LOG.warn(
                    "The account at {} is in use already with other limits (tier={}, rateLimits={}); those stay in force",
                    first.baseUrl(),
                    first.tier(),
                    first.rateLimits());
        }
    }

    private static void release(AccountKey key) {
        synchronized (SHARED) {
            Shared shared = SHARED.get(key);
            if (--shared.leases == 0) {
                SHARED.remove(key);
                shared.account.close();
            }
        }
    }
}
