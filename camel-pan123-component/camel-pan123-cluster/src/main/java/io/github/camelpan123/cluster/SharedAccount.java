package io.github.camelpan123.cluster;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.cluster.ClusterAccount;
import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.cluster.UploadLeases;
import io.github.camelpan123.account.cluster.UploadSlots;
import io.github.camelpan123.account.ratelimit.PermitGates;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the nodes share of one account. */
final class SharedAccount implements ClusterAccount {

    private static final Logger LOG = LoggerFactory.getLogger(SharedAccount.class);
    private static final String PREFIX = "pan123:";
    private static final Duration TOKEN_LEASE = Duration.ofSeconds(15);
    private static final Duration UPLOAD_LEASE = Duration.ofSeconds(30);
    private static final Duration TAKEOVER_LEASE = Duration.ofSeconds(15);

    private final ClusterSettings settings;
    private final String account;
    private final SharedEngine shared;
    private final TokenStore tokens;

    SharedAccount(ClusterSettings settings, Engine engine, String account) {
        this.settings = settings;
        this.account = account;
        this.shared = new SharedEngine(engine, "The engine of cluster=" + settings.type(), settings.timeout());
        this.tokens = new ClusterTokenStore(shared, PREFIX + account + ":token", TOKEN_LEASE);
    }

    @Override
    public PermitGates gates() {
        return (key, api, rate) ->
                new ClusterGate(shared, PREFIX + key + ":" + api.shortName(), Pace.of(rate, settings));
    }

    @Override
    public TokenStore tokenStore() {
        return tokens;
    }

    @Override
    public UploadSlots uploads(int most) {
        return new SharedUploads(shared, PREFIX + account + ":uploads", most, UPLOAD_LEASE);
    }

    @Override
    public UploadLeases uploadLeases() {
        return (upload, above) -> new SharedLease(
                shared, PREFIX + account + ":upload:" + upload, above, TAKEOVER_LEASE, System::nanoTime);
    }

    @Override
    public Instant lostSince() {
        return shared.lostSince();
    }

    /** What this node holds is given back first, for which others would wait. The engine may be stopped next. */
    @Override
    public void close() {
        try {
            if (!shared.lost()) {
                shared.holdings().giveBack().get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("What this node holds at the engine is not given back; it ends by itself", e);
        } finally {
            shared.close();
        }
    }
}
