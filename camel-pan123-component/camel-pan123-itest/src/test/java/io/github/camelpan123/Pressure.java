package io.github.camelpan123;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Presses against queues of one account: three contexts with eight threads each, and every thread sends the next exchange
 * to a row as soon as its last one there is done. So 24 exchanges of each row are under way all the time.
 */
final class Pressure implements AutoCloseable {

    private static final int CONTEXTS = 3;
    private static final int THREADS = 8;

    private final List<CamelContext> contexts = new ArrayList<>();
    private final List<ExecutorService> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopping;

    /** Sends one thing again and again. */
    @FunctionalInterface
    interface Demand {
        CompletableFuture<?> next();
    }

    /** How a context makes a demand; once for each thread. */
    @FunctionalInterface
    interface Row {
        Demand in(CamelContext context) throws Exception;
    }

    /** @param options what each context's component is told before it starts */
    Pressure(Pan123Simulator simulator, Consumer<Pan123Configuration> options) throws Exception {
        for (int i = 0; i < CONTEXTS; i++) {
            CamelContext context = SimulatedPlatform.context(simulator);
            options.accept(context.getComponent("pan123", Pan123Component.class).getConfiguration());
            context.getShutdownStrategy().setTimeout(1);
            context.start();
            contexts.add(context);
            for (int k = 0; k < THREADS; k++) {
                threads.add(Executors.newSingleThreadExecutor());
            }
        }
    }

    /** From now on every thread presses against these rows too. */
    Pressure press(List<Row> rows) throws Exception {
        for (int i = 0; i < threads.size(); i++) {
            ExecutorService thread = threads.get(i);
            for (Row row : rows) {
                Demand demand = row.in(contexts.get(i / THREADS));
                thread.execute(() -> press(demand, thread));
            }
        }
        return this;
    }

    List<CamelContext> contexts() {
        return contexts;
    }

    private void press(Demand demand, ExecutorService thread) {
        if (stopping) {
            return;
        }
        demand.next().whenComplete((done, problem) -> {
            if (problem != null && !stopping) {
                failure.compareAndSet(null, problem);
            }
            try {
                thread.execute(() -> press(demand, thread));
            } catch (RejectedExecutionException over) {
                // the test has ended meanwhile
            }
        });
    }

    /** Fails when any exchange did. */
    void requireNoFailure() {
        if (failure.get() != null) {
            throw new AssertionError("an exchange failed", failure.get());
        }
    }

    /** Exchanges to an endpoint. */
    static Row exchanges(String uri, Consumer<Message> content) {
        Map<CamelContext, AsyncProducer> producers = new HashMap<>();
        return context -> {
            Endpoint endpoint = context.getEndpoint(uri);
            AsyncProducer producer = producers.get(context);
            if (producer == null) {
                producer = endpoint.createAsyncProducer();
                producer.start();
                producers.put(context, producer);
            }
            AsyncProducer ready = producer;
            return () -> send(endpoint, ready, content);
        };
    }

    /** Calls without an operation. */
    static Row calls(Supplier<ApiCall<?>> call) {
        return context -> {
            Pan123Component component = context.getComponent("pan123", Pan123Component.class);
            AccountLease account =
                    component.enterAccount(component.getConfiguration()).account();
            return () -> account.call(call.get());
        };
    }

    private static CompletableFuture<Void> send(Endpoint endpoint, AsyncProducer producer, Consumer<Message> content) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Exchange exchange = endpoint.createExchange();
        try {
            content.accept(exchange.getMessage());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        producer.process(exchange, doneSync -> {
            try {
                Object body = exchange.getMessage().getBody();
                if (body instanceof AutoCloseable open) {
                    open.close();
                }
                if (exchange.getException() != null) {
                    throw exchange.getException();
                }
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    @Override
    public void close() {
        stopping = true;
        contexts.forEach(CamelContext::stop);
        threads.forEach(ExecutorService::shutdownNow);
    }
}
