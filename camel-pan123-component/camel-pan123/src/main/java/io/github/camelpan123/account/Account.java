package io.github.camelpan123.account;

import io.github.camelpan123.account.auth.StoredTokens;
import io.github.camelpan123.account.auth.TokenManager;
import io.github.camelpan123.account.cluster.ClusterAccount;
import io.github.camelpan123.account.cluster.UploadLeases;
import io.github.camelpan123.account.cluster.UploadSlots;
import io.github.camelpan123.account.ratelimit.LimitTable;
import io.github.camelpan123.account.ratelimit.PermitGate;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.account.ratelimit.RateLimitedQueue;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.account.ratelimit.UnlimitedFigures;
import io.github.camelpan123.account.ratelimit.WaitBounds;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123RateLimitedException;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123TokenException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.http.UploadServers;
import io.github.camelpan123.support.Futures;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account of the platform: its token, its limits and its connections. All users of the same account in this class
 * loader share it. They access it by an {@link AccountLease}.
 */
final class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    private static final Duration ASK_TIER_AGAIN = Duration.ofMinutes(1);
    /** The number of own limits that a message contains. */
    private static final int MOST_SHOWN = 5;

    private final AccountSettings settings;
    private final LimitTable limits;
    private final List<AccountLease> leases = new CopyOnWriteArrayList<>();
    private final String key;
    /** Null if this JVM uses the account alone. */
    private final ClusterAccount cluster;

    private final AccountThreads threads;
    /** The uploads in flight that all nodes together may have; null if no nodes share the account. */
    private final UploadSlots uploadSlots;

    private final TokenManager tokens;
    private final UploadServers uploadServers;
    private final DownloadPause downloadPause;
    private final ReadFiles reads = new ReadFiles();
    private final Activity activity;
    private final NewIds newIds = new NewIds(System::nanoTime);
    private final Map<Api, RateLimitedQueue> queues = new EnumMap<>(Api.class);
    private final Map<Api, UnlimitedFigures> unlimited = new ConcurrentHashMap<>();
    private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();
    private boolean vip;
    private boolean tierAsked;
    private boolean tierAnswered;
    private boolean tierKnown;
    private volatile boolean startReported;

    Account(AccountSettings settings) {
        this.settings = settings;
        this.limits = LimitTable.with(settings.rateLimits());
        this.key = AccountKey.of(settings).fileName();
        // what can fail comes first, so that nothing has to be ended then
        this.cluster = settings.cluster() == null
                ? null
                : settings.cluster().provider().join(settings.cluster(), key);
        this.threads = new AccountThreads(this, settings.maxUploadsInFlight());
        this.uploadSlots = cluster == null ? null : cluster.uploads(settings.maxUploadsInFlight());
        this.uploadServers = new UploadServers(settings.upgradeUploadServers());
        this.downloadPause = new DownloadPause(settings.trafficPause(), System::nanoTime, Clock.systemUTC());
        this.activity = new Activity(AccountKey.of(settings).label(), Clock.systemUTC());
        this.vip = settings.tier() == Tier.vip;
        this.tokens = tokens();
    }

    private TokenManager tokens() {
        boolean pasted = settings.accessToken() != null;
        TokenManager manager = new TokenManager(
                pasted
                        ? (usable, logIn) -> cannotLogIn()
                        : new StoredTokens(
                                this::logIn,
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
        return CompletableFuture.failedFuture(new Pan123TokenException(
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

    ReadFiles reads() {
        return reads;
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
        Map<Api, Rate> stricter = limits.restrict(LimitTable.with(later.rateLimits()));
        if (later.tier() != settings.tier()) {
            LOG.warn(
                    "The account at {} is in use already with tier={}, which stays in force",
                    settings.baseUrl(),
                    settings.tier());
        }
        stricter.forEach((api, rate) -> {
            LOG.debug("{} is limited to {} a second for everybody who uses the account", api.path(), rate);
            limit(api, rate);
        });
    }

    /** Changes the limit of a call from now on. */
    void limit(Api api, Rate rate) {
        synchronized (queues) {
            limits.override(api, rate);
            RateLimitedQueue queue = queues.get(api);
            if (queue != null) {
                queue.change(rate);
            }
        }
    }

    void close() {
        tokens.close();
        openQueues().forEach(RateLimitedQueue::close);
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
        return openQueues().stream().mapToInt(RateLimitedQueue::ownersStop).sum();
    }

    void abandon(AccountLease owner) {
        tokens.abandon(owner);
        openQueues().forEach(queue -> queue.abandon(owner));
    }

    private List<RateLimitedQueue> openQueues() {
        synchronized (queues) {
            return List.copyOf(queues.values());
        }
    }

    /**
     * Requests a new token, even if there is one. Each token may invalidate another one. If the requesting context
     * stops meanwhile, another context requests it.
     *
     * @param onWire called when the request is sent
     */
    CompletableFuture<AccessToken> logIn(Runnable onWire) {
        ApiCall<AccessToken> logIn = AccountCalls.accessToken(settings.clientId(), settings.clientSecret());
        AccountLease sender = anyLease(logIn.api());
        CompletableFuture<AccessToken> answer = AccountLease.tracked(own(sender, logIn.api()), tracked -> {
            QueuedApiCall<AccessToken> queued = new QueuedApiCall<>(
                    sender,
                    System.nanoTime(),
                    () -> logIn,
                    (call, sent) -> tracked.request(true, signs -> sender.client()
                            .send(
                                    call,
                                    null,
                                    () -> signs.write(() -> {
                                        // first, because it may refuse
                                        sent.run();
                                        onWire.run();
                                    }),
                                    signs::traceId)));
            queue(logIn.api()).submit(queued);
            return queued.answer();
        });
        return Futures.recover(
                answer,
                failure -> sender.ending() && anyLease(logIn.api()) != sender
                        ? logIn(onWire)
                        : CompletableFuture.failedFuture(failure));
    }

    /**
     * Queues a call.
     *
     * @param content creates the call when it is sent for the first time
     * @param goesOut called each time before the call is sent
     */
    <R> CompletableFuture<R> call(
            AccountLease owner, TrackedCall tracked, Supplier<ApiCall<R>> content, Runnable goesOut) {
        Api api = tracked.api();
        TokenRetry retry = new TokenRetry(tokens, owner, api, System.nanoTime());
        AtomicReference<ApiCall<R>> settled = new AtomicReference<>();
        return Futures.recover(
                retry.whenTokenIsThere(() -> {
                    downloadPause.require(api);
                    askTier(owner);
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
                                goesOut.run();
                            });
                }),
                failure -> CompletableFuture.failedFuture(downloadPause.noticed(failure)));
    }

    private <R> CompletableFuture<R> inQueue(
            AccountLease owner,
            TrackedCall tracked,
            TokenRetry retry,
            Supplier<ApiCall<R>> content,
            Consumer<ApiCall<R>> goesOut) {
        if (owner.closed()) {
            return CompletableFuture.failedFuture(new Pan123ShutdownException(retry.api()));
        }
        QueuedApiCall<R> queued = new QueuedApiCall<>(owner, retry.since(), content, (call, onWire) -> {
            goesOut.accept(call);
            // the current lease, because the first one may have been replaced while the call waited
            R answer = retry.send(token -> tracked.request(
                    true, signs -> owner.client().send(call, token, () -> signs.write(onWire), signs::traceId)));
            answered(call.api(), answer);
            return answer;
        });
        queue(retry.api()).submit(queued);
        return queued.answer();
    }

    /** Tracks a call that the account itself needs. */
    private static TrackedCall own(AccountLease sender, Api api) {
        return Caller.NOBODY.run(() -> sender.track(api, 0));
    }

    private void answered(Api api, Object answer) {
        activity.answered(api, answer);
        if (!startReported) {
            reportStart();
        }
    }

    /** Logs one line about the account when its token has been accepted and its tier is known. */
    private void reportStart() {
        synchronized (queues) {
            if (startReported || tierAsked && !tierAnswered) {
                return;
            }
            startReported = true;
        }
        Map<String, String> own = settings.rateLimits();
        LOG.info(
                "Account {} at {} started: limits of {} (tier={}){}, {}",
                AccountKey.of(settings).label(),
                settings.baseUrl(),
                vip ? "members" : "free accounts",
                settings.tier(),
                own.isEmpty() ? "" : ", rateLimits " + (own.size() > MOST_SHOWN ? own.size() + " of them" : own),
                switch (tokens.state().source()) {
                    case LOGIN -> "new token";
                    case STORE -> "token from the store";
                    default -> "configured token";
                });
    }

    private void askTier(AccountLease owner) {
        if (settings.tier() != Tier.auto) {
            return;
        }
        synchronized (queues) {
            if (tierAsked) {
                return;
            }
            tierAsked = true;
        }
        AccountLease.tracked(
                        own(owner, Api.USER_INFO), tracked -> call(owner, tracked, AccountCalls::userInfo, () -> {}))
                .whenComplete((user, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "Cannot tell whether the account is a member's ({}); the limits of free accounts stay in force",
                                Futures.unwrap(failure).getMessage());
                        threads.after(ASK_TIER_AGAIN, this::tierUnknown);
                        synchronized (queues) {
                            tierAnswered = true;
                        }
                        return;
                    }
                    synchronized (queues) {
                        tierAnswered = true;
                        tierKnown = true;
                    }
                    if (user.vip()) {
                        becomeVip();
                    }
                    reportStart();
                });
    }

    private void tierUnknown() {
        synchronized (queues) {
            tierAsked = false;
        }
    }

    private void becomeVip() {
        if (startReported) {
            LOG.info("The account is a member's: the limits of members are in force");
        }
        synchronized (queues) {
            vip = true;
            queues.forEach((api, queue) -> limits.rate(api, true).ifPresent(queue::change));
        }
    }

    /**
     * Sends a form to an upload server. No queue is used, because the callers limit the concurrent requests.
     *
     * @param form called when the request is sent
     */
    <R> CompletableFuture<R> upload(
            AccountLease owner, TrackedCall tracked, ApiCall<R> call, String server, Callable<HttpEntity> form) {
        TokenRetry retry = new TokenRetry(tokens, owner, call.api(), System.nanoTime());
        AtomicReference<HttpEntity> made = new AtomicReference<>();
        return retry.whenTokenIsThere(() -> send(owner, call.api(), () -> {
            URI base = uploadServers.address(call.api(), server);
            if (made.get() == null) {
                made.set(form.call());
            }
            UnlimitedFigures figures = unlimited.computeIfAbsent(call.api(), UnlimitedFigures::new);
            R answer = retry.send(token -> tracked.request(false, signs -> {
                // it needs no permit
                signs.write(() -> {});
                return send(owner, call, base, made.get(), token, figures, signs::traceId);
            }));
            answered(call.api(), answer);
            return answer;
        }));
    }

    private <R> CompletableFuture<R> send(AccountLease owner, Api api, Callable<R> work) {
        if (uploadSlots == null) {
            return owner.run(threads.uploads(), api, work);
        }
        CompletableFuture<Runnable> slot = slot(api);
        Executor inSlot =
                task -> slot.whenComplete((end, tooLate) -> threads.uploads().execute(() -> {
                    try {
                        task.run();
                    } finally {
                        if (end != null) {
                            end.run();
                        }
                    }
                }));
        return owner.run(inSlot, api, () -> {
            requireGranted(slot);
            return work.call();
        });
    }

    private static void requireGranted(CompletableFuture<Runnable> slot) throws Exception {
        try {
            slot.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Waits until all nodes together have one upload in flight less, but no longer than a call may wait. */
    private CompletableFuture<Runnable> slot(Api api) {
        CompletableFuture<Runnable> slot = uploadSlots.acquire();
        if (settings.maxWait().isZero() || slot.isDone()) {
            return slot;
        }
        long millis = settings.maxWait().toMillis();
        ScheduledFuture<?> end = threads.timer()
                .schedule(
                        () -> slot.completeExceptionally(new Pan123WaitExceededException(
                                api,
                                "A call of " + api.path() + " waited too long for one of the "
                                        + settings.maxUploadsInFlight()
                                        + " uploads in flight that all nodes share (maxWait=" + millis + " ms)",
                                settings.maxWait())),
                        millis,
                        TimeUnit.MILLISECONDS);
        slot.whenComplete((granted, failure) -> end.cancel(false));
        return slot;
    }

    private static <R> R send(
            AccountLease owner,
            ApiCall<R> call,
            URI base,
            HttpEntity form,
            AccessToken token,
            UnlimitedFigures figures,
            Consumer<String> traceId) {
        figures.sent();
        try {
            return owner.client().send(call, base, form, token, traceId);
        } catch (Pan123RateLimitedException e) {
            figures.refused();
            throw e;
        }
    }

    private RateLimitedQueue queue(Api api) {
        synchronized (queues) {
            return queues.computeIfAbsent(api, this::open);
        }
    }

    private RateLimitedQueue open(Api api) {
        Optional<Rate> rate = limits.rate(api, vip);
        return new RateLimitedQueue(
                api,
                rate.orElseThrow(() -> new IllegalStateException(api + " has no queue")),
                threads.workers().share(),
                threads.routes(),
                threads.timer(),
                new WaitBounds(settings.maxWait(), settings.maxWaiting()),
                System::nanoTime,
                limit -> gate(api, limit));
    }

    private PermitGate gate(Api api, Rate limit) {
        return cluster == null
                ? RateLimitedQueue.localGate(limit, () -> anyLease(api).context())
                : cluster.gates().open(key, api, limit);
    }

    Duration expectedWait(Api api) {
        RateLimitedQueue queue;
        synchronized (queues) {
            queue = queues.get(api);
        }
        return queue == null ? Duration.ZERO : queue.expectedWait();
    }

    boolean vip() {
        synchronized (queues) {
            return vip;
        }
    }

    Optional<Rate> rate(Api api, boolean member) {
        return limits.rate(api, member);
    }

    Duration answerTime(Api api) {
        Map<Api, Duration> known = new EnumMap<>(Api.class);
        synchronized (queues) {
            queues.forEach((called, queue) -> {
                Duration answer = queue.usualAnswer();
                if (!answer.isZero()) {
                    known.put(called, answer);
                }
            });
        }
        Duration own = known.get(api);
        return own != null
                ? own
                : Duration.ofNanos((long) known.values().stream()
                        .mapToLong(Duration::toNanos)
                        .average()
                        .orElse(0));
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
                tierInForce(),
                tokens.state(),
                activity.seen(downloadPause.until().orElse(null)),
                cluster == null
                        ? null
                        : new AccountState.Cluster(
                                settings.cluster().type(), settings.cluster().onStoreLost(), cluster.lostSince()),
                figures(),
                activity.batches(),
                threads.uploadRequests(),
                activity.bytesSent(),
                activity.bytesReceived(),
                activity.failures());
    }

    private AccountState.TierInForce tierInForce() {
        synchronized (queues) {
            return switch (settings.tier()) {
                case free -> AccountState.TierInForce.FREE;
                case vip -> AccountState.TierInForce.VIP;
                case auto ->
                    vip
                            ? AccountState.TierInForce.VIP_BY_ACCOUNT
                            : tierKnown
                                    ? AccountState.TierInForce.FREE_BY_ACCOUNT
                                    : AccountState.TierInForce.FREE_UNTIL_KNOWN;
            };
        }
    }

    /** Pauses or resumes a queue for all users of the account. */
    void pause(Api api, boolean paused) {
        if (paused) {
            queue(api).pause();
        } else {
            queue(api).resume();
        }
    }

    QueueFigures figures(Api api) {
        return queue(api).figures();
    }

    List<QueueFigures> figures() {
        synchronized (queues) {
            return Stream.concat(
                            queues.values().stream()
                                    .map(RateLimitedQueue::figures)
                                    .filter(queue -> queue.sent() + queue.waiting() > 0),
                            unlimited.values().stream().map(UnlimitedFigures::figures))
                    .sorted(Comparator.comparing(QueueFigures::path))
                    .toList();
        }
    }
}
