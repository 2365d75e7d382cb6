package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.DefaultManagementStrategy;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of an exchange begin no folder of their own, and what is left of another folder on an exchange does no harm. */
@Order(3) // it lasts some seconds
class FolderCopiesTest {

    private static final String UPLOAD = "pan123:upload?parentFileId=0";

    private final List<Pan123ProgressEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();
    private final EventNotifier listener = new EventNotifierSupport() {
        @Override
        public void notify(CamelEvent event) {
            if (event instanceof Pan123ProgressEvent progress) {
                if (progress.isFolder()) {
                    events.add(progress);
                }
            } else if (event instanceof ExchangeCompletedEvent || event instanceof ExchangeFailedEvent) {
                ended.incrementAndGet();
            }
        }
    };
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> arrived = new ConcurrentHashMap<>();
    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        platform.context.getManagementStrategy().addEventNotifier(listener);
    }

    @AfterEach
    void stop() {
        gates.values().forEach(CountDownLatch::countDown);
        platform.close();
    }

    private void file(Exchange exchange) {
        exchange.getMessage().setBody("0123456789");
        exchange.getMessage().setHeader(Exchange.FILE_NAME, "f" + names.incrementAndGet());
    }

    private static List<Integer> items(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Returns the files that are done and all files, of each event that ends a folder or is the last of one. */
    private List<String> ends() {
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            Pan123ProgressEvent event = events.get(i);
            if (i + 1 == events.size() || events.get(i + 1).getFilesDone() <= event.getFilesDone()) {
                ends.add(event.getFilesDone() + " of " + event.getFilesTotal());
            }
        }
        return ends;
    }

    private void routes(RouteBuilder routes) throws Exception {
        platform.routes(routes);
    }

    private void awaitEnd(int exchanges) {
        await().atMost(Duration.ofMinutes(2)).until(() -> ended.get() >= exchanges);
    }

    private boolean nothingKnown() throws Exception {
        FolderProgress folders =
                platform.context.getComponent("pan123", Pan123Component.class).folders();
        Field known = FolderProgress.class.getDeclaredField("known");
        known.setAccessible(true);
        return !known.getBoolean(folders);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSplitThatGoesThroughAQueueIsOneFolder(boolean streaming) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                if (streaming) {
                    from("direct:in").split(body()).streaming().to("seda:queue");
                } else {
                    from("direct:in").split(body()).to("seda:queue");
                }
                from("seda:queue?concurrentConsumers=2")
                        .routeId("behind")
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD);
            }
        });
        platform.template.sendBody("direct:in", items(5));
        awaitEnd(11);
        assertThat(ends()).containsExactly("5 of 5");
        assertThat(events).allMatch(event -> event.getFileName().equals("behind"));
        assertThat(events.get(events.size() - 1).getDone()).isEqualTo(50);
        assertThat(nothingKnown()).isTrue();
    }

    /** What a circuit breaker does: a copy of its own is routed, and its result is copied back. */
    private void byCopy(Exchange exchange) {
        Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
        platform.template.send("direct:upload", copy);
        ExchangeHelper.copyResults(exchange, copy);
    }

    @Test
    void aSplitWhosePartsAreUploadedByACopyIsOneFolder() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .routeId("in")
                        .split(body())
                        .process(FolderCopiesTest.this::file)
                        .process(FolderCopiesTest.this::byCopy)
                        .process(FolderCopiesTest.this::file)
                        .process(FolderCopiesTest.this::byCopy);
                from("direct:upload").to(UPLOAD);
            }
        });
        platform.template.sendBody("direct:in", items(5));
        assertThat(ends()).containsExactly("5 of 5");
        assertThat(events.get(events.size() - 1).getDone()).isEqualTo(50);
        assertThat(nothingKnown()).isTrue();
    }

    @Test
    void aggregatesOfPartsAreNoFiles() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .split(body())
                        .aggregate(constant(true), (before, next) -> next)
                        .completionSize(2)
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD)
                        .to("seda:queue");
                from("seda:queue").process(FolderCopiesTest.this::file).to(UPLOAD);
            }
        });
        platform.template.sendBody("direct:in", items(4));
        awaitEnd(9);
        assertThat(events).isEmpty();
        assertThat(nothingKnown()).isTrue();
    }

    @Test
    void anExchangeThatIsSplitBeforeItIsUploadedIsCounted() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .routeId("in")
                        .split(constant(items(2)), (before, next) -> next)
                        .to("mock:part")
                        .end()
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD);
            }
        });
        for (int i = 0; i < 3; i++) {
            batch("in", "a", i, 3).join();
        }
        assertThat(ends()).containsExactly("3 of 3");
        assertThat(events.get(events.size() - 1).getDone()).isEqualTo(30);
        assertThat(nothingKnown()).isTrue();
    }

    /** Begins an exchange of a batch, as a consumer does. */
    private CompletableFuture<Exchange> batch(String route, String name, int index, int size) {
        DefaultConsumer consumer =
                (DefaultConsumer) platform.context.getRoute(route).getConsumer();
        Exchange exchange = consumer.createExchange(false);
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, size);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == size - 1);
        exchange.getMessage().setHeader("id", name + index);
        CompletableFuture<Exchange> completed = new CompletableFuture<>();
        consumer.getAsyncProcessor().process(exchange, doneSync -> completed.complete(exchange));
        return completed;
    }

    private void hold(Exchange exchange) throws InterruptedException {
        String id = exchange.getMessage().getHeader("id", String.class);
        gate(arrived, id).countDown();
        gate(gates, id).await();
    }

    private static CountDownLatch gate(Map<String, CountDownLatch> latches, String id) {
        return latches.computeIfAbsent(id, name -> new CountDownLatch(1));
    }

    private void release(String... ids) {
        for (String id : ids) {
            int before = ended.get();
            gate(gates, id).countDown();
            await().atMost(Duration.ofMinutes(2)).until(() -> ended.get() > before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"in", "queue"})
    void theNextBatchDoesNotFillTheGapOfOne(String route) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:queue")
                        .routeId("queue")
                        .filter(header("id").isNotEqualTo("a0"))
                        .to("seda:queue");
                from("direct:in").routeId("in").to("direct:work");
                from("seda:queue?concurrentConsumers=6").to("direct:work");
                from("direct:work")
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD)
                        .process(FolderCopiesTest.this::hold);
            }
        });
        for (String id : List.of("a0", "a1", "a2", "b0", "b1", "b2")) {
            // the consumer has skipped the first file, or a filter drops it
            if (!id.equals("a0") || route.equals("queue")) {
                batch(route, id.substring(0, 1), Integer.parseInt(id.substring(1)), 3);
            }
            if (!id.equals("a0")) {
                gate(arrived, id).await();
            }
        }
        if (route.equals("queue")) {
            await().atMost(Duration.ofMinutes(2)).until(() -> ended.get() == 6);
        }
        release("b0", "a1", "a2");
        assertThat(events).allMatch(event -> event.getFilesDone() < 3);
        release("b1", "b2");
        assertThat(ends()).last().isEqualTo("3 of 3");
        assertThat(events.get(events.size() - 1).getDone()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aStreamingSplitInAnotherSplitLearnsItsOwnSize(int outer) throws Exception {
        nested(outer, 3, true);
        assertThat(ends()).hasSize(outer).containsOnly("3 of 3");
        assertThat(events).allMatch(event -> event.getFilesTotal() == (event.getFilesDone() < 3 ? -1 : 3));
        assertThat(events).filteredOn(event -> event.getFilesDone() == 3).allMatch(event -> event.getDone() == 30);
        assertThat(nothingKnown()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aSplitInAnotherSplitIsAFolder(int outer) throws Exception {
        nested(outer, 2, false);
        assertThat(ends()).hasSize(outer).containsOnly("2 of 2");
        assertThat(events).filteredOn(event -> event.getFilesDone() == 2).allMatch(event -> event.getDone() == 20);
        assertThat(nothingKnown()).isTrue();
    }

    private void nested(int outer, int inner, boolean streaming) throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                var split = from("direct:in").split(body()).split(constant(items(inner)));
                (streaming ? split.streaming() : split)
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD);
            }
        });
        platform.template.sendBody("direct:in", items(outer));
    }

    @Test
    void aSecondSplitOfAnExchangeIsAFolderToo() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .split(constant(items(3)), (before, next) -> next)
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD)
                        .end()
                        .split(constant(items(3)), (before, next) -> next)
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD)
                        .end()
                        .to("seda:queue");
                from("seda:queue").process(FolderCopiesTest.this::file).to(UPLOAD);
            }
        });
        platform.template.sendBody("direct:in", "x");
        awaitEnd(8);
        assertThat(ends()).containsExactly("3 of 3", "3 of 3");
        assertThat(nothingKnown()).isTrue();
    }

    @Test
    void aSplitAfterACopyOfAPartIsAFolder() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .split(body())
                        .process(FolderCopiesTest.this::file)
                        .process(FolderCopiesTest.this::byCopy)
                        .split(constant(items(3)))
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD);
                from("direct:upload").to("mock:nothing");
            }
        });
        platform.template.sendBody("direct:in", items(5));
        assertThat(ends()).hasSize(5).containsOnly("3 of 3");
        assertThat(nothingKnown()).isTrue();
    }

    @Test
    void aWireTapOfAPartIsNoFile() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .split(body())
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD)
                        .wireTap("direct:tap");
                from("direct:tap").process(FolderCopiesTest.this::file).to(UPLOAD);
            }
        });
        platform.template.sendBody("direct:in", items(5));
        awaitEnd(11);
        assertThat(ends()).containsExactly("5 of 5");
        assertThat(nothingKnown()).isTrue();
    }

    @Test
    void aSplitInABranchIsAFolder() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").split(body()).multicast().to("direct:first", "direct:second");
                from("direct:first").to("mock:first");
                from("direct:second")
                        .split(constant(items(3)))
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD);
            }
        });
        platform.template.sendBody("direct:in", items(2));
        assertThat(ends()).containsExactly("3 of 3", "3 of 3");
        assertThat(nothingKnown()).isTrue();
    }

    private void uploadRoute() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .routeId("in")
                        .process(FolderCopiesTest.this::file)
                        .to(UPLOAD);
            }
        });
    }

    @Test
    void whatCannotBeCountedIsUploaded() throws Exception {
        uploadRoute();
        Exchange sent = platform.template.send(
                "direct:in", exchange -> exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, "many"));
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader(Pan123Constants.FILE_ID)).isNotNull();
        assertThat(events).isEmpty();
    }

    private EventNotifier other(boolean disabled, boolean ignoring, boolean enabled) {
        EventNotifierSupport notifier = new EventNotifierSupport() {
            @Override
            public boolean isDisabled() {
                return disabled;
            }

            @Override
            public boolean isEnabled(CamelEvent event) {
                return enabled;
            }

            @Override
            public void notify(CamelEvent event) {
                // only whether it is called at all is of interest
            }
        };
        notifier.setIgnoreExchangeEvents(ignoring);
        return notifier;
    }

    /** Whether the component listens. Some versions of Camel have notifiers of their own. */
    private static boolean isListenedTo(ManagementStrategy management) {
        return management.getEventNotifiers().stream()
                .anyMatch(notifier -> notifier.getClass().getEnclosingClass() == FolderProgress.class);
    }

    @Test
    void nothingListensForThoseThatDoNotTakeTheEvents() throws Exception {
        ManagementStrategy management = platform.context.getManagementStrategy();
        management.removeEventNotifier(listener);
        List<EventNotifier> others =
                List.of(other(true, false, true), other(false, true, true), other(false, false, false));
        others.forEach(management::addEventNotifier);
        uploadRoute();
        batch("in", "a", 0, 2).join();
        assertThat(isListenedTo(management)).isFalse();
        management.addEventNotifier(listener);
        batch("in", "b", 0, 2).join();
        batch("in", "b", 1, 2).join();
        assertThat(ends()).containsExactly("2 of 2");
    }

    @Test
    void anotherManagementStrategyIsListenedToInstead() throws Exception {
        uploadRoute();
        batch("in", "a", 0, 2).join();
        ManagementStrategy before = platform.context.getManagementStrategy();
        ManagementStrategy after = new DefaultManagementStrategy(platform.context);
        ServiceHelper.startService(after);
        after.addEventNotifier(listener);
        platform.context.setManagementStrategy(after);
        events.clear();
        batch("in", "b", 0, 3).join();
        batch("in", "b", 1, 3).join();
        batch("in", "b", 2, 3).join();
        assertThat(ends()).containsExactly("3 of 3");
        assertThat(isListenedTo(after)).isTrue();
        assertThat(isListenedTo(before)).isFalse();
        platform.context.getComponent("pan123").stop();
        assertThat(isListenedTo(after)).isFalse();
    }

    @Test
    void withoutAManagementStrategyNothingIsListenedTo() throws Exception {
        uploadRoute();
        batch("in", "a", 0, 2).join();
        ManagementStrategy before = platform.context.getManagementStrategy();
        platform.context.setManagementStrategy(null);
        try {
            assertThat(batch("in", "a", 1, 2).join().getException()).isNull();
            assertThat(isListenedTo(before)).isFalse();
        } finally {
            platform.context.setManagementStrategy(before);
        }
    }

    @Test
    void aLifecycleStrategyThatFailsKeepsNoAccountOpen() throws Exception {
        uploadRoute();
        batch("in", "a", 0, 2).join();
        Pan123Component component = platform.context.getComponent("pan123", Pan123Component.class);
        assertThat(component.getAccountsInUse()).isOne();
        LifecycleStrategy failing = new LifecycleStrategySupport() {
            @Override
            public void onServiceRemove(CamelContext context, Service service, Route route) {
                throw new IllegalStateException("of the application");
            }
        };
        platform.context.addLifecycleStrategy(failing);
        component.stop();
        assertThat(component.getAccountsInUse()).isZero();
        platform.context.getLifecycleStrategies().remove(failing);
        component.start();
        events.clear();
        uploadsAgain();
        assertThat(ends()).containsExactly("2 of 2");
    }

    private void uploadsAgain() throws Exception {
        platform.context.getRouteController().stopRoute("in");
        platform.context.getRouteController().startRoute("in");
        batch("in", "b", 0, 2).join();
        batch("in", "b", 1, 2).join();
    }
}
