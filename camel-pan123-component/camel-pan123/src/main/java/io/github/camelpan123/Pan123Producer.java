package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.operation.HeaderValue;
import io.github.camelpan123.operation.OperationOptions;
import io.github.camelpan123.operation.OperationRequest;
import io.github.camelpan123.operation.OperationResult;
import io.github.camelpan123.support.Futures;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.MDC;

/** Executes the operation of the endpoint or of the header, and writes the result to the message. */
public class Pan123Producer extends DefaultAsyncProducer {

    /**
     * The exchange property that tells when an exchange is expected to start, as an {@link Instant}. It is set while
     * other calls wait before the call that the operation is about.
     */
    public static final String EXPECTED_START = "CamelPan123ExpectedStart";

    /** The key of the platform's trace ID in the MDC of a thread, while a failed exchange goes on. */
    private static final String MDC_TRACE_ID = "camel.pan123.traceId";

    private final OperationOptions options;
    private volatile FolderProgress folders;
    private volatile AccountBinding account;

    /** @param endpoint the endpoint, whose options apply if no header replaces them */
    public Pan123Producer(Pan123Endpoint endpoint) {
        super(endpoint);
        options = EndpointOptions.read(endpoint);
    }

    @Override
    public Pan123Endpoint getEndpoint() {
        return (Pan123Endpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        account = getEndpoint().getComponent().enterAccount(getEndpoint().getConfiguration());
        // before the first exchange, so that those that do not get here are counted too
        folders = getEndpoint().getComponent().folders();
        if (folders != null) {
            folders.listen();
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        AccountBinding mine = account;
        account = null;
        if (mine != null) {
            mine.leave();
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        AccountBinding used;
        try {
            used = enter();
        } catch (RuntimeException | Error e) {
            return failed(e, exchange, callback);
        }
        boolean kept = keep(used, exchange);
        OperationRequest request;
        CompletableFuture<OperationResult> result;
        FolderProgress counting = folders;
        boolean ofFolder;
        try {
            Pan123Operation operation = operation(exchange);
            request = new OperationRequest(exchange, options, new ProgressNotifier(exchange), this::isRunAllowed);
            expectedStart(used.account(), operation, exchange);
            result = used.account().operation(operation.name(), exchange, () -> used.operation(operation)
                    .execute(request));
            Objects.requireNonNull(result);
            ofFolder = counting != null && counting.began(exchange, operation, used.account());
        } catch (Exception | Error e) {
            // errors are caught too, because an exchange is never completed if its callback is not called
            leave(used, kept);
            return failed(e, exchange, callback);
        }
        result.whenCompleteAsync(
                (outcome, failure) -> {
                    AsyncCallback next = callback;
                    if (ofFolder) {
                        next = doneSync -> {
                            try {
                                if (exchange.getException() == null) {
                                    counting.transferred(exchange);
                                }
                            } finally {
                                callback.done(doneSync);
                            }
                        };
                    }
                    leave(used, kept);
                    goOn(exchange, next, request, outcome, failure);
                },
                used.account().routes());
        return false;
    }

    private static void expectedStart(AccountLease account, Pan123Operation operation, Exchange exchange) {
        exchange.removeProperty(EXPECTED_START);
        operation
                .mainCall()
                .map(account.limits()::expectedWait)
                .filter(wait -> !wait.isZero())
                .ifPresent(wait ->
                        exchange.setProperty(EXPECTED_START, Instant.now().plus(wait)));
    }

    /**
     * Registers a use of the account. Camel may stop a producer just before it gets an exchange, when a dynamic route
     * has created too many others.
     */
    private AccountBinding enter() {
        AccountBinding mine = account;
        return mine != null && mine.enter()
                ? mine
                : getEndpoint().getComponent().enterAccount(getEndpoint().getConfiguration());
    }

    /**
     * Keeps the account in use until the exchange completes, because a later step may read the body.
     *
     * @return false if the exchange has no unit of work, so that its completion is not reported
     */
    private static boolean keep(AccountBinding used, Exchange exchange) {
        if (exchange.getUnitOfWork() == null) {
            return false;
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                used.leave();
            }
        });
        return true;
    }

    private static void leave(AccountBinding used, boolean kept) {
        if (!kept) {
            used.leave();
        }
    }

    private static boolean failed(Throwable failure, Exchange exchange, AsyncCallback callback) {
        try {
            MessageOutput.writeFailure(failure, exchange);
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private static void goOn(
            Exchange exchange,
            AsyncCallback callback,
            OperationRequest request,
            OperationResult outcome,
            Throwable failure) {
        Thread thread = Thread.currentThread();
        ClassLoader accounts = thread.getContextClassLoader();
        ClassLoader applications = exchange.getContext().getApplicationContextClassLoader();
        if (applications != null) {
            // the thread may have executed a route of another application before
            thread.setContextClassLoader(applications);
        }
        try {
            if (failure == null) {
                MessageOutput.write(outcome, request.read(), exchange);
            } else {
                MessageOutput.writeFailure(Futures.unwrap(failure), exchange);
            }
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
        } finally {
            done(callback, failure == null ? "" : traceId(Futures.unwrap(failure)));
            thread.setContextClassLoader(accounts);
        }
    }

    private static String traceId(Throwable failure) {
        return failure instanceof Pan123Exception refusal ? refusal.getTraceId() : "";
    }

    /** Continues the exchange. What is logged about its failure can show the platform's trace ID. */
    private static void done(AsyncCallback callback, String traceId) {
        if (traceId.isEmpty()) {
            callback.done(false);
            return;
        }
        MDC.put(MDC_TRACE_ID, traceId);
        try {
            callback.done(false);
        } finally {
            MDC.remove(MDC_TRACE_ID);
        }
    }

    private Pan123Operation operation(Exchange exchange) {
        Object header = HeaderValue.of(exchange.getMessage().getHeader(Pan123Constants.OPERATION));
        return header == null ? getEndpoint().getOperation() : Pan123Operation.of(header.toString());
    }
}
