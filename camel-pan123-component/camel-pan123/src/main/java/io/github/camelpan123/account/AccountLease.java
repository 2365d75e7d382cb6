package io.github.camelpan123.account;

import io.github.camelpan123.account.ratelimit.LimitTable;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.account.ratelimit.Workers;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123TrafficExceededException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.http.ApiClient;
import io.github.camelpan123.http.ContentClient;
import io.github.camelpan123.http.HttpTransport;
import io.github.camelpan123.support.Futures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.hc.core5.http.HttpEntity;

/**
 * A context's share in an account. Everything asked through it ends with it: closing fails what still waits, and the
 * last share to be closed closes the account.
 */
public final class AccountLease implements AutoCloseable {

    private static final int MOST_DOWNLOADS = 64;

    private final Account account;
    private final CamelContext context;
    private final HttpTransport transport;
    private final HttpTransport content;
    private final ApiClient client;
    private final Consumer<AccountLease> release;
    private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @throws IllegalArgumentException when the account cannot be reached with these settings */
    AccountLease(Account account, CamelContext context, Consumer<AccountLease> release) {
        AccountSettings settings = account.settings();
        this.account = account;
        this.context = context;
        this.transport = new HttpTransport(
                context,
                settings.baseUrl(),
                settings.transport(),
                Workers.MOST + settings.maxUploadsInFlight(),
                false);
        this.content = new HttpTransport(context, settings.baseUrl(), settings.transport(), MOST_DOWNLOADS, true);
        this.client = new ApiClient(settings.baseUrl(), transport);
        this.release = release;
    }

    /**
     * Makes a call when its turn has come. Waiting holds no thread.
     *
     * @return completes with the answer or a {@link Pan123Exception}
     */
    public <R> CompletableFuture<R> call(ApiCall<R> call) {
        return patiently(call.api(), () -> call, account.newIds().patience(), false);
    }

    /**
     * Makes a call whose content is settled only when its turn has come. When it names ids that are new and others that
     * are not, it is left to the caller to tell them apart.
     */
    <R> CompletableFuture<R> call(Api api, Supplier<ApiCall<R>> content) {
        AtomicReference<ApiCall<R>> settled = new AtomicReference<>();
        return patiently(
                api,
                () -> {
                    if (settled.get() == null) {
                        settled.set(content.get());
                    }
                    return settled.get();
                },
                account.newIds().patience(),
                true);
    }

    /** The platform may deny for a moment what it has told. It has done nothing then, so any call can be made again. */
    private <R> CompletableFuture<R> patiently(
            Api api, Supplier<ApiCall<R>> content, NewIds.Patience patience, boolean all) {
        return Futures.recover(once(api, content), failure -> patience.before(failure, named(failure, content), all)
                .map(pause -> delay(pause).thenCompose(over -> patiently(api, content, patience, all)))
                .orElseGet(() -> CompletableFuture.failedFuture(failure)));
    }

    /** Only a call that went out can have been refused. */
    private static <R> List<Long> named(Throwable failure, Supplier<ApiCall<R>> content) {
        return failure instanceof Pan123Exception e && e.getCode() != 0
                ? content.get().fileIds()
                : List.of();
    }

    private <R> CompletableFuture<R> once(Api api, Supplier<ApiCall<R>> content) {
        return Futures.recover(
                account.call(this, api, content),
                failure -> CompletableFuture.failedFuture(
                        closed.get() && failure instanceof Pan123UnreachableException
                                ? new Pan123ShutdownException(api)
                                : failure));
    }

    /** Makes a call and waits for its answer; for threads whose work is to wait. */
    public <R> R await(ApiCall<R> call) {
        return Futures.join(call(call));
    }

    /**
     * Sends a form to an upload server, with at most {@code maxUploadsInFlight} under way at once over the whole
     * account. Waiting for a turn holds no thread.
     *
     * @param call how to read the answer
     * @param server as the platform named it
     * @param form makes a body of known length when the turn has come
     * @return completes with the answer, or with what went wrong
     */
    public <R> CompletableFuture<R> upload(ApiCall<R> call, String server, Callable<HttpEntity> form) {
        return account.upload(this, call, server, form);
    }

    /**
     * Reads a content from its beginning to its end, on a thread for that purpose.
     *
     * @return completes with what the work answers or throws
     */
    public <T> CompletableFuture<T> read(Callable<T> work) {
        return run(account.threads().readers(), null, work);
    }

    /**
     * Reads a content of any length that is at hand, few at a time, so that the first can be sent while the next is read.
     *
     * @param work gets threads that compute, but never wait
     * @return completes with what the work answers or throws
     */
    public <T> CompletableFuture<T> digest(DigestWork<T> work) {
        return run(
                account.threads().fileReaders(),
                null,
                () -> work.with(account.threads().digesters()));
    }

    /**
     * Reads a content and has others digest it.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface DigestWork<T> {

        /** @param digesters as many threads as there are processors, for work that never waits */
        T with(Executor digesters) throws IOException;
    }

    /** Does work that blocks; whoever waits for it is told when this is closed. */
    <T> CompletableFuture<T> run(Executor threads, Api api, Callable<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        underWay.add(outcome);
        outcome.whenComplete((done, failure) -> underWay.remove(outcome));
        try {
            threads.execute(() -> settle(outcome, api, work));
        } catch (RejectedExecutionException closing) {
            outcome.completeExceptionally(new Pan123ShutdownException(api));
        }
        if (closed.get()) {
            outcome.completeExceptionally(new Pan123ShutdownException(api));
        }
        return outcome;
    }

    private <T> void settle(CompletableFuture<T> outcome, Api api, Callable<T> work) {
        if (outcome.isDone()) {
            return;
        }
        try {
            outcome.complete(work.call());
        } catch (Exception | Error e) {
            // an error too: whoever waits must not wait for ever
            outcome.completeExceptionally(
                    closed.get() && e instanceof Pan123UnreachableException ? new Pan123ShutdownException(api) : e);
        }
    }

    /** The HTTP client for addresses that the platform gave out to read from. It sends no token. */
    public ContentClient content() {
        return new ContentClient(content);
    }

    /**
     * Until when nothing is downloaded because the account's traffic was used up; empty when downloads are not paused.
     */
    public Optional<Instant> downloadsPausedUntil() {
        return account.downloadPause().until();
    }

    /**
     * Ends a download before its first call when downloads are paused.
     *
     * @param api the call that gives out addresses
     * @throws Pan123TrafficExceededException when they are
     */
    public void requireDownloads(Api api) {
        account.downloadPause().require(api);
    }

    /** The platform has told the id of something new, which it may still deny for a moment. */
    public void made(long id) {
        account.newIds().made(id);
    }

    /** Entries were deleted for good. */
    public void gone(Collection<Long> ids) {
        account.newIds().gone(ids);
    }

    /** Which of the files that somebody watches have been read. */
    public ReadFiles reads() {
        return account.reads();
    }

    /** Where whole downloads to files run. */
    public Executor downloads() {
        return account.threads().downloads();
    }

    /** Where routes go on, and what must not wait for anybody else runs. */
    public Executor routes() {
        return account.threads().routes();
    }

    /**
     * Waits without a thread.
     *
     * @return completes where routes go on, after the delay; fails with {@link Pan123ShutdownException} when this share is closed
     *     before
     */
    public CompletableFuture<Void> delay(Duration delay) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        underWay.add(over);
        over.whenComplete((done, failure) -> underWay.remove(over));
        account.threads().after(delay, () -> over.complete(null));
        if (closed.get()) {
            over.completeExceptionally(new Pan123ShutdownException(null));
        }
        return over;
    }

    /** How the queues of the account stand, sorted by path; only those used so far. */
    public List<QueueFigures> queues() {
        return account.figures();
    }

    /** The short names of all calls that have a queue, used or not. */
    public List<String> queueNames() {
        return LimitTable.limited().stream().map(Api::shortName).sorted().toList();
    }

    /**
     * How one queue stands.
     *
     * @param shortName one of {@link #queueNames()}
     */
    public QueueFigures queue(String shortName) {
        return account.figures(api(shortName));
    }

    /**
     * Changes a limit for everybody who uses the account.
     *
     * @param shortName one of {@link #queueNames()}
     * @param callsPerSecond such as {@code 20} or {@code 0.2}
     * @throws IllegalArgumentException naming what is wrong
     */
    public void limit(String shortName, String callsPerSecond) {
        account.limit(api(shortName), Rate.parse("rateLimits." + shortName, callsPerSecond));
    }

    private static Api api(String shortName) {
        return Api.find(shortName)
                .orElseThrow(() -> new IllegalArgumentException("There is no call of the name " + shortName));
    }

    /** Completes when the account has a token; asks for one only when it has none. */
    public CompletableFuture<Void> token() {
        return account.token(this);
    }

    /** The same for all who name the same account; tells nothing about it. */
    public String key() {
        return AccountKey.of(account.settings()).fileName();
    }

    /**
     * What all shares of the account have in common, made when it is asked for first.
     *
     * @param kind one thing of each
     */
    public <T> T shared(Class<T> kind, Supplier<T> make) {
        return account.shared(kind, make);
    }

    /** Names the account in consoles; tells nothing about it. */
    public String label() {
        return AccountKey.of(account.settings()).fileName().substring(0, 8);
    }

    /**
     * A checksum that nobody can forge who does not know the account's secret, which it does not tell.
     *
     * @return 32 hexadecimal digits
     */
    public String seal(String text) {
        return AccountKey.of(account.settings()).seal(text);
    }

    /** As {@link #seal}, for what outlives this share. */
    public UnaryOperator<String> seals() {
        Account all = account;
        return text -> AccountKey.of(all.settings()).seal(text);
    }

    /** Ends all requests under way. */
    void closeTransport() {
        transport.close();
        content.close();
    }

    /** Sends the calls of this context. */
    ApiClient client() {
        return client;
    }

    /** Whose share it is. */
    CamelContext context() {
        return context;
    }

    /** How long anything may wait for its turn; zero for no bound. */
    public Duration maxWait() {
        return account.settings().maxWait();
    }

    /** Where the platform is. */
    public String baseUrl() {
        return account.settings().baseUrl().toString();
    }

    /** Whether this share was closed, so that work under way should end. */
    public boolean closed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            account.abandon(this);
            underWay.forEach(waiting -> waiting.completeExceptionally(new Pan123ShutdownException(null)));
            try {
                account.detach(this);
                closeTransport();
            } finally {
                release.accept(this);
            }
        }
    }
}
