package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each file of a folder is counted once, whatever its exchange does, and the last event comes when the last has ended. */
@Order(2) // it lasts long
class FolderCountTest {

    private static final int FILES = 5;
    private static final String NAME = "backup";

    @TempDir
    Path folder;

    private final List<Pan123ProgressEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<Long> ids = new ArrayList<>();
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
    private SimulatedPlatform platform;
    private final Batches batches = new Batches();

    enum Kind {
        BATCH,
        SPLIT,
        PARALLEL_SPLIT,
        STREAMING_SPLIT
    }

    /** What an exchange does, in this order. */
    enum Work {
        UPLOAD("pan123:upload?parentFileId=0"),
        DOWNLOAD("pan123:download"),
        DOWNLOAD_THEN_UPLOAD("pan123:download", "pan123:upload?parentFileId=0"),
        DOWNLOAD_THEN_UPLOAD_OF_ANOTHER_COMPONENT("pan123:download", "archive:upload?parentFileId=0"),
        UPLOAD_TWICE("pan123:upload?parentFileId=0", "pan123:upload?parentFileId=0&duplicate=overwrite");

        private final List<String> steps;

        Work(String... steps) {
            this.steps = List.of(steps);
        }
    }

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        Pan123Component archive = new Pan123Component();
        archive.setConfiguration(platform.options().copy());
        platform.context.addComponent("archive", archive);
        platform.context.getManagementStrategy().addEventNotifier(listener);
        for (int i = 0; i < FILES; i++) {
            ids.add(platform.simulator.drive().addFile("/in/" + i, "0123456789".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @AfterEach
    void stop() {
        batches.gates.values().forEach(CountDownLatch::countDown);
        platform.close();
        assertThat(notifiers()).containsOnly(listener);
    }

    /** Returns the notifiers of the test and of the component. Camel 4.22 has one of its own, which is disabled. */
    private List<EventNotifier> notifiers() {
        return platform.context.getManagementStrategy().getEventNotifiers().stream()
                .filter(notifier -> !notifier.getClass().getName().startsWith("org.apache.camel."))
                .toList();
    }

    private static int index(Exchange exchange) {
        Integer index = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class);
        return index != null ? index : exchange.getProperty(ExchangePropertyKey.BATCH_INDEX, Integer.class);
    }

    private void steps(ProcessorDefinition<?> route, Work work, int dropped, int failing) {
        ProcessorDefinition<?> left = route.filter(exchange -> index(exchange) != dropped)
                .process(exchange -> {
                    if (index(exchange) == failing) {
                        throw new IllegalStateException("this one fails");
                    }
                });
        for (String step : work.steps) {
            if (step.contains("download")) {
                left = left.process(exchange -> exchange.getMessage().setBody(ids.get(index(exchange))))
                        .to(step)
                        .convertBodyTo(byte[].class);
            } else {
                left = left.process(exchange -> {
                            exchange.getMessage().setBody("0123456789".getBytes(StandardCharsets.UTF_8));
                            exchange.getMessage().setHeader(Exchange.FILE_NAME, "out" + index(exchange));
                        })
                        .to(step);
            }
        }
    }

    private void routes(Kind kind, Work work, int dropped, int failing) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                if (kind == Kind.BATCH) {
                    steps(
                            from("file:" + folder + "?noop=true&sortBy=file:name&initialDelay=0&delay=3600000")
                                    .routeId(NAME),
                            work,
                            dropped,
                            failing);
                } else {
                    SplitDefinition split = from("direct:in").routeId(NAME).split(body());
                    split = kind == Kind.PARALLEL_SPLIT ? split.parallelProcessing() : split;
                    split = kind == Kind.STREAMING_SPLIT ? split.streaming() : split;
                    steps(split, work, dropped, failing);
                }
            }
        });
    }

    private void files() throws Exception {
        for (int i = 0; i < FILES; i++) {
            Files.writeString(folder.resolve("f" + i), "0123456789");
        }
    }

    private static List<Integer> done(List<Pan123ProgressEvent> events) {
        return events.stream().map(Pan123ProgressEvent::getFilesDone).toList();
    }

    private void assertWhole(Kind kind, long bytes) {
        assertThat(done(events)).isSorted().doesNotHaveDuplicates().endsWith(FILES);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getFileName()).isEqualTo(NAME);
            if (kind == Kind.STREAMING_SPLIT && event.getFilesDone() < FILES) {
                assertThat(event.getFilesTotal()).isEqualTo(-1);
            } else {
                assertThat(event.getFilesTotal()).isEqualTo(FILES);
            }
        });
        assertThat(events.get(events.size() - 1).getDone()).isEqualTo(bytes);
    }

    /** The indexes that are filtered and that fail; -1 for none. */
    private static final int[][] UNFINISHED = {
        {-1, -1}, {0, -1}, {2, -1}, {FILES - 1, -1}, {-1, 0}, {-1, FILES - 1}, {0, FILES - 1}, {FILES - 1, 2}
    };

    static Stream<Arguments> table() {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(Work.values()).flatMap(work -> Stream.of(UNFINISHED)
                .map(indexes -> Arguments.of(kind, work, indexes[0], indexes[1]))));
    }

    @ParameterizedTest(name = "{0} {1}, filtered {2}, failing {3}")
    @MethodSource("table")
    void eachFileIsCountedOnce(Kind kind, Work work, int dropped, int failing) throws Exception {
        files();
        routes(kind, work, dropped, failing);
        if (kind != Kind.BATCH) {
            platform.template.send("direct:in", exchange -> exchange.getMessage()
                    .setBody(IntStream.range(0, FILES).boxed().toList()));
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> ended.get() >= FILES);
        int transferred = FILES - (dropped < 0 ? 0 : 1) - (failing < 0 ? 0 : 1);
        assertWhole(kind, 10L * transferred);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, FILES - 1})
    void theNextFolderOfARouteBeginsAnew(int dropped) throws Exception {
        routes(Kind.SPLIT, Work.DOWNLOAD, dropped, -1);
        List<Integer> items = IntStream.range(0, FILES).boxed().toList();
        for (int i = 0; i < 3; i++) {
            events.clear();
            platform.template.sendBody("direct:in", items);
            assertWhole(Kind.SPLIT, 10L * (dropped < 0 ? FILES : FILES - 1));
        }
    }

    /** Lets exchanges of batches begin one after the other, and end when the test says so. */
    private final class Batches {

        private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
        private final Map<String, CountDownLatch> arrived = new ConcurrentHashMap<>();
        private final List<CompletableFuture<Exchange>> sent = new ArrayList<>();

        private void route() throws Exception {
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:in")
                            .routeId(NAME)
                            .choice()
                            .when(header("dropped"))
                            .process(Batches.this::hold)
                            .otherwise()
                            .setBody(constant("0123456789"))
                            .setHeader(Exchange.FILE_NAME, header("id"))
                            .to("pan123:upload?parentFileId=0")
                            .process(Batches.this::hold);
                }
            });
        }

        private void hold(Exchange exchange) throws InterruptedException {
            String id = exchange.getMessage().getHeader("id", String.class);
            arrived.get(id).countDown();
            gates.get(id).await();
        }

        private void begin(String batch, int size, boolean lastIsDropped) throws InterruptedException {
            for (int i = 0; i < size; i++) {
                int index = i;
                String id = batch + i;
                gates.put(id, new CountDownLatch(1));
                arrived.put(id, new CountDownLatch(1));
                sent.add(platform.template.asyncSend("direct:in", exchange -> {
                    exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
                    exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, size);
                    exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == size - 1);
                    exchange.getMessage().setHeader("id", id);
                    exchange.getMessage().setHeader("dropped", lastIsDropped && index == size - 1);
                }));
                arrived.get(id).await();
            }
        }

        private void end(String batch, int size) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, size).boxed().toList());
            Collections.reverse(order);
            order.forEach(i -> {
                int before = ended.get();
                gates.get(batch + i).countDown();
                await().atMost(Duration.ofMinutes(2)).until(() -> ended.get() > before);
            });
        }
    }

    static Stream<Arguments> overlaps() {
        return Stream.of(2, 3, 4).flatMap(size -> Stream.of(true, false)
                .flatMap(dropped -> Stream.of(true, false).map(firstFirst -> Arguments.of(size, dropped, firstFirst))));
    }

    @ParameterizedTest(name = "a second batch of {0}, the last of the first one dropped {1}, ends after it {2}")
    @MethodSource("overlaps")
    void batchesThatOverlapAreTwoFolders(int size, boolean dropped, boolean firstFirst) throws Exception {
        batches.route();
        batches.begin("a", 3, dropped);
        batches.begin("b", size, false);
        assertThat(events).isEmpty();
        batches.end(firstFirst ? "a" : "b", firstFirst ? 3 : size);
        assertEvents(firstFirst ? 3 : size, firstFirst && dropped ? 20 : firstFirst ? 30 : 10L * size);
        events.clear();
        batches.end(firstFirst ? "b" : "a", firstFirst ? size : 3);
        assertEvents(firstFirst ? size : 3, firstFirst ? 10L * size : dropped ? 20 : 30);
        batches.sent.forEach(CompletableFuture::join);
    }

    private void assertEvents(int total, long bytes) {
        assertThat(events).allMatch(event -> event.getFilesTotal() == total);
        assertThat(done(events)).isSorted().doesNotHaveDuplicates().endsWith(total);
        assertThat(events.get(events.size() - 1).getDone()).isEqualTo(bytes);
    }

    /** As when a file is locked by another program: the consumer skips it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aFileThatTheConsumerSkipsKeepsNoFolderOpen(int skipped) throws Exception {
        routes(Kind.SPLIT, Work.UPLOAD, -1, -1);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:batch")
                        .routeId("batch")
                        .setBody(constant("0123456789"))
                        .to("pan123:upload?parentFileId=0&duplicate=overwrite");
            }
        });
        for (int times = 0; times < 2; times++) {
            events.clear();
            for (int i = 0; i < 3; i++) {
                int index = i;
                if (index != skipped) {
                    platform.template.send("direct:batch", exchange -> {
                        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
                        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, 3);
                        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == 2);
                        exchange.getMessage().setHeader(Exchange.FILE_NAME, "skip" + index);
                    });
                }
            }
            assertThat(events).first().satisfies(event -> assertThat(event.getFilesDone())
                    .isEqualTo(1));
            assertThat(events).allMatch(event -> event.getFilesTotal() == 3 && event.getFilesDone() < 3);
            if (skipped < 2) {
                assertThat(done(events)).endsWith(2);
            }
        }
    }

    @Test
    void aRedeliveredFileIsCountedOnce() throws Exception {
        files();
        platform.simulator.faults().on(UploadFixture.SINGLE).times(2).answer(777, "no");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0));
                from("file:" + folder + "?noop=true&initialDelay=0&delay=3600000")
                        .routeId(NAME)
                        .to("pan123:upload?parentFileId=0");
            }
        });
        await().atMost(Duration.ofMinutes(2)).until(() -> ended.get() >= FILES);
        assertWhole(Kind.BATCH, 10L * FILES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BATCH", "SPLIT"})
    void copiesOfAnExchangeAreNoFilesOfTheirOwn(Kind kind) throws Exception {
        files();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                ProcessorDefinition<?> route = kind == Kind.BATCH
                        ? from("file:" + folder + "?noop=true&initialDelay=0&delay=3600000")
                                .routeId(NAME)
                        : from("direct:in").routeId(NAME).split(body());
                route.process(exchange -> {
                            exchange.getMessage().setBody("0123456789");
                            exchange.getMessage().setHeader(Exchange.FILE_NAME, "out" + index(exchange));
                        })
                        .multicast()
                        .to("pan123:upload?parentFileId=0", "pan123:upload?parentPath=/copies&createDirectories=true");
            }
        });
        if (kind == Kind.SPLIT) {
            platform.template.sendBody(
                    "direct:in", IntStream.range(0, FILES).boxed().toList());
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> ended.get() >= 3 * FILES);
        assertWhole(kind, 10L * FILES);
    }

    @Test
    void aWireTapIsNoFileOfItsOwn() throws Exception {
        files();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "?noop=true&initialDelay=0&delay=3600000")
                        .routeId(NAME)
                        .wireTap("direct:tap")
                        .to("pan123:upload?parentFileId=0")
                        .wireTap("direct:tap");
                from("direct:tap").to("mock:tap");
            }
        });
        await().atMost(Duration.ofMinutes(2)).until(() -> ended.get() >= 3 * FILES);
        assertWhole(Kind.BATCH, 10L * FILES);
    }

    @Test
    void aBatchThatGoesThroughAQueueIsAFolderOfTheRouteBehindIt() throws Exception {
        files();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                // first, because a route that is added to a running context polls before the next one has its producer
                from("seda:queue?concurrentConsumers=3").routeId(NAME).to("pan123:upload?parentFileId=0");
                from("file:" + folder + "?noop=true&initialDelay=0&delay=3600000")
                        .convertBodyTo(String.class)
                        .to("seda:queue");
            }
        });
        await().atMost(Duration.ofMinutes(2)).until(() -> ended.get() >= 2 * FILES);
        assertWhole(Kind.BATCH, 10L * FILES);
    }

    @Test
    void aSplitThatStopsAtAFailureKeepsNothing() throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                steps(from("direct:in").routeId(NAME).split(body()).stopOnException(), Work.UPLOAD, -1, 2);
            }
        });
        platform.template.send("direct:in", exchange -> exchange.getMessage()
                .setBody(IntStream.range(0, FILES).boxed().toList()));
        assertThat(done(events)).isSorted().doesNotHaveDuplicates().endsWith(3);
        assertThat(events.get(events.size() - 1).getFilesTotal()).isEqualTo(FILES);
    }

    @Test
    void nothingListensForNobody() throws Exception {
        platform.context.getManagementStrategy().removeEventNotifier(listener);
        routes(Kind.SPLIT, Work.DOWNLOAD, -1, -1);
        List<Integer> items = IntStream.range(0, FILES).boxed().toList();
        platform.template.sendBody("direct:in", items);
        assertThat(notifiers()).isEmpty();
        platform.context.getManagementStrategy().addEventNotifier(listener);
        platform.template.sendBody("direct:in", items);
        platform.template.sendBody("direct:in", items);
        assertThat(done(events)).endsWith(FILES);
        platform.context.getManagementStrategy().removeEventNotifier(listener);
        platform.template.sendBody("direct:in", items);
        assertThat(notifiers()).isEmpty();
        platform.context.getManagementStrategy().addEventNotifier(listener);
    }
}
