package io.github.camelpan123.account;

import io.github.camelpan123.account.auth.TokenManager;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line about an account when its token has been accepted and its tier is known. */
final class StartReport {

    /** The logger is that of the account, because it is the account that starts. */
    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    /** The number of own limits that a message contains. */
    private static final int MOST_SHOWN = 5;

    private final AccountSettings settings;
    private final AccountQueues queues;
    private final AccountTier tier;
    private final TokenManager tokens;
    private final AtomicBoolean reported = new AtomicBoolean();

    StartReport(AccountSettings settings, AccountQueues queues, AccountTier tier, TokenManager tokens) {
        this.settings = settings;
        this.queues = queues;
        this.tier = tier;
        this.tokens = tokens;
    }

    /** A call was answered, or the tier became known. */
    void update() {
        if (reported.get() || tier.isPending() || !reported.compareAndSet(false, true)) {
            return;
        }
        Map<String, String> own = settings.rateLimits();
        LOG.info(
                "Account {} at {} started: limits of {} (tier={}){}, {}",
                AccountKey.of(settings).label(),
                settings.baseUrl(),
                queues.vip() ? "members" : "free accounts",
                settings.tier(),
                own.isEmpty() ? "" : ", rateLimits " + (own.size() > MOST_SHOWN ? own.size() + " of them" : own),
                switch (tokens.state().source()) {
                    case LOGIN -> "new token";
                    case STORE -> "token from the store";
                    default -> "configured token";
                });
    }

    /** The limits of members come into force. If the line was not logged yet, it will contain that. */
    void becomesVip() {
        if (reported.get()) {
            LOG.info("The account is a member's: the limits of members are in force");
        }
    }
}
