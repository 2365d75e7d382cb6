package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.SimulatorBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contexts of one account that start, stop and fail to start while exchanges are sent through them. */
class ContextLifecycleIT {

    private static final int CYCLES = Boolean.getBoolean("pan123.proof") ? 5000 : 50;
    /** Of one account the contexts come one after the other, and those of the others beside them. */
    private static final int ACCOUNTS = 10;

    private static final int WITH_JMX = 5;
    private static final int SENDERS = 4;
    private static final int EACH_FAILS = 5;
    private static final long ENDS_WITHIN_SECONDS = 60;

    private Pan123Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        SimulatorBuilder builder = Pan123Simulator.builder().limits(false);
        for (int i = 0; i < ACCOUNTS; i++) {
            builder.client("account" + i, "secret");
        }
        simulator = builder.start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void noneHarmsALaterOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(ACCOUNTS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < ACCOUNTS; i++) {
                // JMX takes more time than all else
                Contexts contexts = new Contexts(simulator, "account" + i, i % WITH_JMX == 0);
                all.add(threads.submit(() -> {
                    contexts.comeAndGo(CYCLES / ACCOUNTS);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Those of one account. */
    private static final class Contexts {
        private final Pan123Simulator simulator;
        private final String account;
        private final boolean jmx;
        private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

        Contexts(Pan123Simulator simulator, String account, boolean jmx) {
            this.simulator = simulator;
            this.account = account;
            this.jmx = jmx;
        }

        private CamelContext context() {
            CamelContext context =
                    jmx ? SimulatedPlatform.managedContext(simulator) : SimulatedPlatform.context(simulator);
            Pan123Configuration options =
                    context.getComponent("pan123", Pan123Component.class).getConfiguration();
            options.setClientId(account);
            options.setClientSecret("secret");
            options.setRateLimits(new HashMap<>(Map.of("userInfo", "1000")));
            context.getShutdownStrategy().setTimeout(1);
            return context;
        }

        /** Sends until told to stop, each time to an endpoint that is made for it. What fails is of no interest here. */
        private Future<?> sender(CamelContext context, AtomicBoolean over, CountDownLatch sent) {
            return senders.submit(() -> {
                for (int i = 0; !over.get(); i++) {
                    try {
                        ProducerTemplate template = context.createProducerTemplate();
                        CompletableFuture<Exchange> done = begin(context, "pan123:userInfo?jobTimeout=" + (1000 + i));
                        template.send("pan123:userInfo?maxWait=" + (10_000 + i), exchange -> {});
                        done.get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
                        template.stop();
                    } catch (TimeoutException e) {
                        throw new AssertionError("not answered", e);
                    } catch (Exception stopping) {
                        // a template of a context that stops may refuse
                    } finally {
                        sent.countDown();
                    }
                }
                return null;
            });
        }

        private void cycle(int number) throws Exception {
            boolean fails = number % EACH_FAILS == 0;
            try (CamelContext context = context()) {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:a").to("pan123:userInfo");
                        if (fails) {
                            from("direct:z").to("pan123:userInfo?tier=none");
                        }
                    }
                });
                AtomicBoolean over = new AtomicBoolean();
                CountDownLatch sent = new CountDownLatch(2 * SENDERS);
                List<Future<?>> all = new ArrayList<>();
                if (fails) {
                    assertThatThrownBy(context::start).isNotNull();
                } else {
                    context.start();
                }
                for (int i = 0; i < SENDERS; i++) {
                    all.add(sender(context, over, sent));
                }
                sent.await(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
                context.stop();
                over.set(true);
                for (Future<?> one : all) {
                    one.get(2 * ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
                }
            }
        }

        void comeAndGo(int cycles) throws Exception {
            for (int i = 1; i <= cycles; i++) {
                cycle(i);
                try (CamelContext later = context()) {
                    later.start();
                    works(later);
                }
            }
            // an account that is in use still can be reached in one way only
            try (CamelContext otherWay = context()) {
                otherWay.getComponent("pan123", Pan123Component.class)
                        .getConfiguration()
                        .setSslContextParameters(new SSLContextParameters());
                otherWay.start();
                works(otherWay);
            }
            senders.shutdown();
        }
    }

    /** Without threads of the context, which forgets what waits for them when it stops. */
    private static CompletableFuture<Exchange> begin(CamelContext context, String uri) throws Exception {
        Endpoint endpoint = context.getEndpoint(uri);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        Exchange exchange = endpoint.createExchange();
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        producer.process(exchange, doneSync -> done.complete(exchange));
        return done.whenComplete((answered, failure) -> producer.stop());
    }

    private static void works(CamelContext context) throws Exception {
        Exchange exchange = context.createProducerTemplate()
                .asyncSend("pan123:userInfo", any -> {})
                .get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
        assertThat(exchange.getException()).isNull();
    }
}
