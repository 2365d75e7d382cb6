package io.github.camelpan123;

import io.github.camelpan123.account.Futures;
import io.github.camelpan123.operation.OperationRequest;
import io.github.camelpan123.operation.OperationResult;
import io.github.camelpan123.operation.Workbench;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Picks the operation, has it done, and writes what came of it into the message. */
public class Pan123Producer extends DefaultAsyncProducer {

    private Workbench bench;

    /** @param endpoint whose options apply where no header does */
    public Pan123Producer(Pan123Endpoint endpoint) {
        super(endpoint);
    }

    @Override
    public Pan123Endpoint getEndpoint() {
        return (Pan123Endpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        bench = getEndpoint().workbench();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        OperationRequest request = new OperationRequest(
                exchange, getEndpoint().getConfiguration(), new ProgressNotifier(exchange), this::isRunAllowed);
        CompletableFuture<OperationResult> result;
        try {
            result = operation(exchange).operation().execute(request, bench);
        } catch (Exception e) {
            MessageOutput.writeFailure(e, exchange);
            callback.done(true);
            return true;
        }
        result.whenCompleteAsync(
                (outcome, failure) -> goOn(exchange, callback, request, outcome, failure),
                bench.account().routes());
        return false;
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
            // the thread may have served another application before
            thread.setContextClassLoader(applications);
        }
        try {
            if (failure == null) {
                MessageOutput.write(outcome, request.read(), exchange);
            } else {
                MessageOutput.writeFailure(Futures.unwrap(failure), exchange);
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
        } finally {
            callback.done(false);
            thread.setContextClassLoader(accounts);
        }
    }

    private Pan123Operation operation(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(Pan123Constants.OPERATION);
        return header == null ? getEndpoint().getOperation() : Pan123Operation.of(header.toString());
    }
}
