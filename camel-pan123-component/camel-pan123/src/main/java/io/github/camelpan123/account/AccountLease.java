package io.github.camelpan123.account;

import io.github.camelpan123.account.cluster.UploadLeases;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123TrafficExceededException;
import io.github.camelpan123.http.ApiClient;
import io.github.camelpan123.http.ContentClient;
import io.github.camelpan123.support.Caller;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.hc.core5.http.HttpEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access of one context to an account. Closing a lease fails all its pending calls. Closing the last lease closes
 * the account.
 */
public final class AccountLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountLease.class);

    private final Account account;
    private final CamelContext context;
    private final AccountTransport transport;
    private final Consumer<AccountLease> release;
    private final PendingWork work;
    private final QueueControl queueControl;
    private final AccountLimits limits;
    private final CallListeners listeners = new CallListeners();
    private final LeaseCalls calls;

    /** @throws IllegalArgumentException if the account cannot be reached with these settings */
    AccountLease(Account account, CamelContext context, Consumer<AccountLease> release) {
        this.account = account;
        this.context = context;
        this.transport = new AccountTransport(
                context, account.settings(), account.threads().timer());
        this.release = release;
        this.work = new PendingWork(account.threads()::after);
        this.limits = new AccountLimits(account.queues(), account.settings().maxWait());
        this.queueControl = new QueueControl(account.queues(), account.activity());
        this.calls = new LeaseCalls(this, account, work, listeners);
        listeners.add(account.operations());
    }

    /**
     * Queues a call. Waiting holds no thread.
     *
     * @return completes with the answer or a {@link Pan123Exception}
     */
    public <R> CompletableFuture<R> call(ApiCall<R> call) {
        return call(call, () -> {});
    }

    /**
     * Queues a call that may be kept back at the last moment.
     *
     * @param beforeSend called each time before the call is sent; what it throws fails the call instead
     */
    public <R> CompletableFuture<R> call(ApiCall<R> call, Runnable beforeSend) {
        return calls.call(call, beforeSend);
    }

    /** Makes a call and waits for its answer; for threads that may wait. */
    public <R> R await(ApiCall<R> call) {
        return Futures.join(call(call));
    }

    /**
     * Sends a form to an upload server. The whole account has at most {@code maxUploadsInFlight} such requests at once.
     * Waiting holds no thread.
     *
     * @param call decodes the answer
     * @param server as returned by the platform
     * @param bytes the length of the content in the form
     * @param form creates a body of known length when the request is sent
     * @return completes with the answer or the failure
     */
    public <R> CompletableFuture<R> upload(ApiCall<R> call, String server, long bytes, Callable<HttpEntity> form) {
        return calls.upload(call, server, bytes, form);
    }

    /**
     * Reads a content from its beginning to its end on a reader thread.
     *
     * @return completes with the result or the exception of the work
     */
    public <T> CompletableFuture<T> read(Callable<T> work) {
        return run(account.threads().readers(), null, work);
    }

    /**
     * Reads a local content of any length. Only a few run at once, so that the first can be sent while the next is
     * read.
     *
     * @param work gets threads for computations that never block
     * @return completes with the result or the exception of the work
     */
    public <T> CompletableFuture<T> digest(DigestWork<T> work) {
        return run(
                account.threads().fileReaders(),
                null,
                () -> work.with(account.threads().digesters()));
    }

    /** Runs blocking work. Fails the result when this lease is closed. */
    <T> CompletableFuture<T> run(Executor threads, Api api, Callable<T> blocking) {
        return work.run(threads, api, blocking);
    }

    /** Returns the HTTP client for download URLs of the platform. It sends no token. */
    public ContentClient content() {
        return transport.content();
    }

    /**
     * Rejects a download before its first call if downloads are paused.
     *
     * @param api the call that returns download URLs
     * @throws Pan123TrafficExceededException if downloads are paused
     */
    public void requireDownloads(Api api) {
        account.downloadPause().require(api);
    }

    /** Records a new ID of the platform, which the platform may temporarily deny. */
    public void made(long id) {
        account.newIds().made(id);
    }

    /** Whether an ID was created so recently that the platform may still deny it, or leave it out of its answers. */
    public boolean madeRecently(long id) {
        return account.newIds().isNew(id);
    }

    /** Records that entries were permanently deleted. */
    public void gone(Collection<Long> ids) {
        account.newIds().gone(ids);
    }

    /** Returns the tracker of files that were read. */
    public ReadFiles reads() {
        return account.reads();
    }

    /** Returns the executor for whole downloads to files. */
    public Executor downloads() {
        return account.threads().downloads();
    }

    /** Returns the executor for the continuation of routes and for work that must not wait for other work. */
    public Executor routes() {
        return account.threads().routes();
    }

    /**
     * Waits without a thread.
     *
     * @return completes on {@link #routes()} after the delay; fails with {@link Pan123ShutdownException} if this lease
     *     is closed before, and at once if its context will have stopped before
     */
    public CompletableFuture<Void> delay(Duration delay) {
        return work.delay(delay);
    }

    /** Tells a listener from now on what happens to the calls of this lease. */
    public void listen(CallListener listener) {
        listeners.add(listener);
    }

    /** Runs the start of an operation, whose calls then count as calls of this operation. */
    public <T> T operation(String operation, Exchange exchange, Supplier<T> work) {
        return listeners.caller(operation, exchange).run(work);
    }

    /** Records that a content was digested. */
    public void hashed(long nanos) {
        listeners.tell(listener -> listener.hashed(Caller.current().operation(), nanos));
    }

    /** Counts bytes of content that were sent to an upload server. */
    public void sent(long bytes) {
        account.activity().sent(bytes);
    }

    /** Counts bytes of content that were received from a download server. */
    public void received(long bytes) {
        account.activity().received(bytes);
        listeners.tell(listener -> listener.received(Caller.current().operation(), bytes));
    }

    /** Counts a batch call. */
    void batch(Api api, int items) {
        account.activity().batch(api, items);
    }

    /** Returns the current state of the account without a call of the platform. */
    public AccountState state() {
        return account.state();
    }

    /** Returns the queues of the account. */
    public QueueControl queueControl() {
        return queueControl;
    }

    /** Returns how fast the calls of the account are made. */
    public AccountLimits limits() {
        return limits;
    }

    /** Completes when the account has a token. Requests one only if there is none. */
    public CompletableFuture<Void> token() {
        return account.token(this);
    }

    /** Returns a key that is the same for all users of the account and reveals nothing about it. */
    public String key() {
        return AccountKey.of(account.settings()).fileName();
    }

    /**
     * Returns an object that all leases of the account share. It is created at the first call.
     *
     * @param kind the class of the object; there is one object per class
     */
    public <T> T shared(Class<T> kind, Supplier<T> make) {
        return account.shared(kind, make);
    }

    /** Returns the leases of uploads that nodes can take over; empty if no nodes share the account. */
    public Optional<UploadLeases> uploadLeases() {
        return account.uploadLeases();
    }

    /** Returns a name of the account for management tools. It reveals nothing about the account. */
    public String label() {
        return AccountKey.of(account.settings()).label();
    }

    /**
     * Returns a function that computes a checksum of a text from the secret of the account. The checksum, 32 hexadecimal
     * digits, cannot be forged without the secret and does not reveal it. The function remains usable after this lease
     * is closed.
     */
    public UnaryOperator<String> seal() {
        AccountKey key = AccountKey.of(account.settings());
        return key::seal;
    }

    /** Returns the calls of this lease. */
    LeaseCalls calls() {
        return calls;
    }

    /** Cancels all running requests. */
    void closeTransport() {
        transport.close();
    }

    /** Returns the client for the calls of this context. */
    ApiClient client() {
        return transport.client();
    }

    /** Returns the context of this lease. */
    CamelContext context() {
        return context;
    }

    /** Returns the base URL of the platform. */
    public String baseUrl() {
        return account.settings().baseUrl().toString();
    }

    /** Whether this lease was closed. Running work should then end. */
    public boolean closed() {
        return work.closed();
    }

    /** Returns the nanoseconds until the context will have stopped; {@link Long#MAX_VALUE} if it is not stopping. */
    long nanosLeft() {
        return work.nanosLeft();
    }

    /** Whether this lease was closed, or its context is stopping. */
    public boolean ending() {
        return work.stopping() || closed();
    }

    /**
     * Ends all waits of this context that would last longer than it, now and from now on. Other calls go on.
     *
     * @param left how long the context still lets exchanges complete
     */
    public void stopsIn(Duration left) {
        work.stopsIn(left);
        int ended = account.endLate(this);
        if (ended > 0) {
            LOG.info(
                    "The context {} stops: {} calls were ended, because they would not be permitted in the {} s that"
                            + " are left. A longer shutdown timeout lets more of them complete",
                    context.getName(),
                    ended,
                    left.toSeconds());
        }
        work.endLateDelays();
    }

    @Override
    public void close() {
        if (work.close()) {
            account.abandon(this);
            work.failAll();
            try {
                account.detach(this);
            } finally {
                try {
                    closeTransport();
                } finally {
                    release.accept(this);
                }
            }
        }
    }
}
