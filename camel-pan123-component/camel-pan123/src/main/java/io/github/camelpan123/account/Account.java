package io.github.camelpan123.account;

import io.github.camelpan123.account.auth.StoredTokens;
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
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123TokenException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.api.UserInfo;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.http.UploadServers;
import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hc.core5.http.HttpEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account of the platform: its token, its limits and its connections. All users of the same account in this class
 * loader share it. They access it by an {@link AccountLease}.
 */
final class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    /** The number of own limits that a message contains. */
    private static final int MOST_SHOWN = 5;

    private final AccountSettings settings;
    private final List<AccountLease> leases = new CopyOnWriteArrayList<>();
    private final String key;
    /** Null if this JVM uses the account alone. */
    private final ClusterAccount cluster;

    private final AccountThreads threads;
    private final AccountQueues queues;
    private final AccountTier tier;
    private final UploadServerCalls uploads;
    private final TokenManager tokens;
    private final DownloadPause downloadPause;
    private final ReadFiles reads = new ReadFiles();
    private final Activity activity;
    private final OperationCalls operations = new OperationCalls();
    private final NewIds newIds = new NewIds(System::nanoTime);
    private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();
    private final AtomicBoolean startReported = new AtomicBoolean();

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
        this.uploads = new UploadServerCalls(
                new UploadServers(settings.upgradeUploadServers()),
                threads,
                cluster == null ? null : cluster.uploads(settings.maxUploadsInFlight()),
                settings.maxUploadsInFlight(),
                settings.maxWait(),
                queues::unlimited);
        this.downloadPause = new DownloadPause(settings.trafficPause(), System::nanoTime, Clock.systemUTC());
        this.activity = new Activity(AccountKey.of(settings).label(), Clock.systemUTC());
        this.tokens = tokens();
    }

    private TokenManager tokens() {
        boolean pasted = settings.accessToken() != null;
        TokenManager manager = new TokenManager(
                pasted
                        ? (usable, logIn) -> cannotLogIn()
                        : new StoredTokens(
                                this::logIn,
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

    /**
     * Returns a lease whose context is running, because Camel never stops a context that failed to start; if there is
     * none, one whose context is stopping.
     */
    private AccountLease anyLease(Api api) {
        return leases.stream()
                .filter(lease -> !lease.closed() && !lease.context().isStopped())
                .min(Comparator.comparing(AccountLease::ending))
                .or(() -> leases.stream().findFirst())
                .orElseThrow(() ->
                        new Pan123UnreachableException(api, "Every context that used the account has stopped", null));
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

    /**
     * Requests a new token, even if there is one. Each token may invalidate another one. If the requesting context
     * stops meanwhile, another context requests it.
     *
     * @param onSend called when the request is sent
     */
    CompletableFuture<AccessToken> logIn(Runnable onSend) {
        ApiCall<AccessToken> logIn = AccountCalls.accessToken(settings.clientId(), settings.clientSecret());
        AccountLease sender = anyLease(logIn.api());
        CompletableFuture<AccessToken> answer = AccountLease.tracked(own(sender, logIn.api()), tracked -> {
            QueuedApiCall<AccessToken> queued = new QueuedApiCall<>(
                    sender,
                    System.nanoTime(),
                    () -> logIn,
                    (call, permission) -> tracked.request(true, events -> sender.client()
                            .send(
                                    call,
                                    null,
                                    () -> events.onSend(() -> {
                                        // first, because it may refuse
                                        permission.run();
                                        onSend.run();
                                    }),
                                    events::traceId)));
            queues.queue(logIn.api()).submit(queued);
            return queued.answer();
        });
        return Futures.recover(
                answer,
                failure ->
                        sender.ending() && anyLease(logIn.api()) != sender ? logIn(onSend) : Futures.failed(failure));
    }

    /**
     * Queues a call.
     *
     * @param content creates the call when it is sent for the first time
     * @param beforeSend called each time before the call is sent
     */
    <R> CompletableFuture<R> call(
            AccountLease owner, TrackedCall tracked, Supplier<ApiCall<R>> content, Runnable beforeSend) {
        Api api = tracked.api();
        TokenRetry retry = new TokenRetry(tokens, owner, api, System.nanoTime());
        AtomicReference<ApiCall<R>> settled = new AtomicReference<>();
        return Futures.recover(
                retry.whenTokenIsThere(() -> {
                    downloadPause.require(api);
                    tier.ask(owner);
                    tracked.waits();
                    return inQueue(
                            owner,
                            tracked,
                            retry,
                            () -> settled.get() == null ? content.get() : settled.get(),
                            call -> {
                                settled.set(call);
                                // the pause may have begun while the call waited
                                downloadPause.require(api);
                                beforeSend.run();
                            });
                }),
                failure -> Futures.failed(downloadPause.noticed(failure)));
    }

    private <R> CompletableFuture<R> inQueue(
            AccountLease owner,
            TrackedCall tracked,
            TokenRetry retry,
            Supplier<ApiCall<R>> content,
            Consumer<ApiCall<R>> beforeSend) {
        if (owner.closed()) {
            return Futures.failed(new Pan123ShutdownException(retry.api()));
        }
        QueuedApiCall<R> queued = new QueuedApiCall<>(owner, retry.since(), content, (call, onSend) -> {
            beforeSend.accept(call);
            // the current lease, because the first one may have been replaced while the call waited
            R answer = retry.send(token -> tracked.request(
                    true, events -> owner.client().send(call, token, () -> events.onSend(onSend), events::traceId)));
            answered(call.api(), answer);
            return answer;
        });
        queues.queue(retry.api()).submit(queued);
        return queued.answer();
    }

    /** Tracks a call that the account itself needs. */
    private static TrackedCall own(AccountLease sender, Api api) {
        return Caller.NOBODY.run(() -> sender.track(api, 0));
    }

    private void answered(Api api, Object answer) {
        activity.answered(api, answer);
        reportStart();
    }

    /** Logs one line about the account when its token has been accepted and its tier is known. */
    private void reportStart() {
        if (startReported.get() || tier.isPending() || !startReported.compareAndSet(false, true)) {
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

    private CompletableFuture<UserInfo> userInfo(AccountLease owner) {
        return AccountLease.tracked(
                own(owner, Api.USER_INFO), tracked -> call(owner, tracked, AccountCalls::userInfo, () -> {}));
    }

    private void tierKnown(boolean vip) {
        if (vip) {
            if (startReported.get()) {
                LOG.info("The account is a member's: the limits of members are in force");
            }
            queues.becomeVip();
        }
        reportStart();
    }

    /**
     * Sends a form to an upload server. No queue is used, because the callers limit the concurrent requests.
     *
     * @param form called when the request is sent
     */
    <R> CompletableFuture<R> upload(
            AccountLease owner, TrackedCall tracked, ApiCall<R> call, String server, Callable<HttpEntity> form) {
        TokenRetry retry = new TokenRetry(tokens, owner, call.api(), System.nanoTime());
        return uploads.send(owner, tracked, retry, call, server, form, answer -> answered(call.api(), answer));
    }

    private PermitGate gate(Api api, Rate limit) {
        return cluster == null
                ? RateLimitedQueue.localGate(limit, () -> anyLease(api).context())
                : cluster.gates().open(key, api, limit);
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
