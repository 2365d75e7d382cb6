package io.github.camelpan123.account;

import io.github.camelpan123.account.auth.LoginTokenSource;
import io.github.camelpan123.account.auth.TokenManager;
import io.github.camelpan123.account.cluster.ClusterAccount;
import io.github.camelpan123.account.cluster.UploadLeases;
import io.github.camelpan123.account.ratelimit.LimitTable;
import io.github.camelpan123.account.ratelimit.PermitGate;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.account.ratelimit.RateLimitedQueue;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.account.ratelimit.WaitBounds;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123TokenException;
import io.github.camelpan123.api.UserInfo;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.http.UploadServers;
import io.github.camelpan123.support.Futures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account of the platform: its token, its limits and its connections. All users of the same account in this class
 * loader share it. They access it by an {@link AccountLease}.
 */
final class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    private final AccountSettings settings;
    private final AccountLeases leases = new AccountLeases();
    private final String key;
    /** Null if this JVM uses the account alone. */
    private final ClusterAccount cluster;

    private final AccountThreads threads;
    private final AccountQueues queues;
    private final AccountTier tier;
    private final LoginCall loginCall;
    private final TokenManager tokens;
    private final DownloadPause downloadPause;
    private final QueuedCalls queuedCalls;
    private final UploadServerCalls uploadServerCalls;
    private final StartReport startReport;
    private final ReadFiles reads = new ReadFiles();
    private final Activity activity;
    private final OperationCalls operations = new OperationCalls();
    private final NewIds newIds = new NewIds(System::nanoTime);
    private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();

    Account(AccountSettings settings) {
        this.settings = settings;
        LimitTable limits = LimitTable.with(settings.rateLimits());
        this.key = AccountKey.of(settings).fileName();
        // what can fail comes first, so that nothing has to be ended then
        this.cluster = settings.cluster() == null
                ? null
                : settings.cluster().provider().join(settings.cluster(), key);
        this.threads = new AccountThreads(this, settings.maxUploadsInFlight());
        this.queues = new AccountQueues(
                limits,
                settings.tier() == Tier.vip,
                threads,
                new WaitBounds(settings.maxWait(), settings.maxWaiting()),
                this::gate);
        this.tier = new AccountTier(
                settings.tier(), this::userInfo, this::tierKnown, task -> threads.after(AccountTier.ASK_AGAIN, task));
        this.downloadPause = new DownloadPause(settings.trafficPause(), System::nanoTime, Clock.systemUTC());
        this.activity = new Activity(AccountKey.of(settings).label(), Clock.systemUTC());
        this.loginCall = new LoginCall(settings.clientId(), settings.clientSecret(), leases, queues);
        this.tokens = tokens();
        this.startReport = new StartReport(settings, queues, tier, tokens);
        this.queuedCalls = new QueuedCalls(tokens, downloadPause, tier, queues, this::answered);
        this.uploadServerCalls = new UploadServerCalls(
                new UploadServers(settings.upgradeUploadServers()),
                threads,
                cluster == null ? null : cluster.uploads(settings.maxUploadsInFlight()),
                settings.maxUploadsInFlight(),
                settings.maxWait(),
                queues::unlimited,
                tokens,
                this::answered);
    }

    private TokenManager tokens() {
        boolean pasted = settings.accessToken() != null;
        TokenManager manager = new TokenManager(
                pasted
                        ? (usable, permit) -> cannotLogIn()
                        : new LoginTokenSource(
                                loginCall::request,
                                LostAnswers::lost,
                                cluster == null ? settings.tokenStore() : cluster.tokenStore(),
                                key,
                                threads.routes()),
                settings.maxWait(),
                threads.routes(),
                threads.timer(),
                Clock.systemUTC(),
                System::nanoTime);
        // a configured token is used until the platform refuses it
        return pasted ? manager.with(new AccessToken(settings.accessToken(), Instant.MAX)) : manager;
    }

    private static CompletableFuture<Optional<AccessToken>> cannotLogIn() {
        return Futures.failed(new Pan123TokenException(
                Api.ACCESS_TOKEN,
                "The platform refused the configured accessToken, and there is no clientId and clientSecret to get"
                        + " another one with"));
    }

    AccountSettings settings() {
        return settings;
    }

    AccountThreads threads() {
        return threads;
    }

    NewIds newIds() {
        return newIds;
    }

    AccountQueues queues() {
        return queues;
    }

    LoginCall loginCall() {
        return loginCall;
    }

    QueuedCalls queuedCalls() {
        return queuedCalls;
    }

    UploadServerCalls uploadServerCalls() {
        return uploadServerCalls;
    }

    ReadFiles reads() {
        return reads;
    }

    OperationCalls operations() {
        return operations;
    }

    Activity activity() {
        return activity;
    }

    Optional<UploadLeases> uploadLeases() {
        return Optional.ofNullable(cluster).map(ClusterAccount::uploadLeases);
    }

    DownloadPause downloadPause() {
        return downloadPause;
    }

    <T> T shared(Class<T> kind, Supplier<T> make) {
        return kind.cast(shared.computeIfAbsent(kind, any -> make.get()));
    }

    /** @throws IllegalArgumentException if the thread pool profile of the context cannot be used */
    void attach(AccountLease lease) {
        threads.attach(lease.context());
        leases.add(lease);
    }

    void detach(AccountLease lease) {
        leases.remove(lease);
        threads.detach(lease.context());
    }

    /** Applies the limits of a further context. Of two explicit limits the stricter one applies. */
    void restrict(AccountSettings later) {
        if (later.tier() != settings.tier()) {
            LOG.warn(
                    "The account at {} is in use already with tier={}, which stays in force",
                    settings.baseUrl(),
                    settings.tier());
        }
        queues.restrict(LimitTable.with(later.rateLimits()))
                .forEach((api, rate) ->
                        LOG.debug("{} is limited to {} a second for everybody who uses the account", api.path(), rate));
    }

    void close() {
        tokens.close();
        queues.close();
        threads.close();
        if (cluster != null) {
            cluster.close();
        }
    }

    /**
     * Ends the waits of a stopping context that would last longer than it.
     *
     * @return the number of ended calls
     */
    int endLate(AccountLease owner) {
        tokens.abandonLate(owner, Duration.ofNanos(owner.nanosLeft()));
        return queues.endLate();
    }

    void abandon(AccountLease owner) {
        tokens.abandon(owner);
        queues.abandon(owner);
    }

    private void answered(Api api, Object answer) {
        activity.answered(api, answer);
        startReport.update();
    }

    private CompletableFuture<UserInfo> userInfo(AccountLease owner) {
        return owner.calls()
                .trackForAccount(Api.USER_INFO)
                .make(tracked -> queuedCalls.call(owner, tracked, AccountCalls::userInfo, () -> {}));
    }

    private void tierKnown(boolean vip) {
        if (vip) {
            startReport.becomesVip();
            queues.becomeVip();
        }
        startReport.update();
    }

    private PermitGate gate(Api api, Rate limit) {
        return cluster == null
                ? RateLimitedQueue.localGate(limit, () -> leases.any(api).context())
                : cluster.gates().open(key, api, LimitTable.shared(api, queues.vip(), limit));
    }

    CompletableFuture<Void> token(AccountLease owner) {
        return tokens.await(owner, Api.ACCESS_TOKEN, System.nanoTime());
    }

    /** Returns the current state without a call of the platform. */
    AccountState state() {
        return new AccountState(
                AccountKey.of(settings).label(),
                settings.baseUrl(),
                activity.userId(),
                tier.inForce(queues.vip()),
                tokens.state(),
                activity.seen(downloadPause.until().orElse(null)),
                cluster == null
                        ? null
                        : new AccountState.Cluster(
                                settings.cluster().type(), settings.cluster().onStoreLost(), cluster.lostSince()),
                queues.figures(),
                operations.figures(),
                activity.batches(),
                threads.uploadRequests(),
                activity.bytesSent(),
                activity.bytesReceived(),
                activity.failures());
    }
}
