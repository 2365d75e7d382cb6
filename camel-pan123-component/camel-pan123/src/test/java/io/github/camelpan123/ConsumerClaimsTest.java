package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.simulator.FaultRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever goes wrong between a list and the end of an exchange, each file and each transcode has exactly one exchange
 * that completes in one life of the context.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(2) // it lasts long
class ConsumerClaimsTest {

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final List<String> FAULTS = PROOF
            ? List.of("code", "http", "cutBefore", "cutAfter", "garbage", "truncate")
            : List.of("code", "cutAfter");
    private static final List<String> PASSES = PROOF ? List.of("0", "7") : List.of("3");
    private static final List<String> FAILURES = PROOF ? List.of("1", "2", "5") : List.of("5");
    private static final String LIST = "/api/v2/file/list";
    private static final String RESULT = "/api/v1/transcode/video/result";
    private static final int PIECES = 20;
    /** Of a list of pages of six. */
    private static final int PAGES = 4;

    private SimulatedPlatform platform;
    private final Map<String, AtomicInteger> completed = new ConcurrentHashMap<>();
    private final Queue<String> twice = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        // a route whose poll is cut off by Camel does not poll again when it is resumed
        platform.context.getShutdownStrategy().setTimeout(120);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    /** Throws in one of its calls, so many times. */
    private static final class FailingRepository extends ServiceSupport implements IdempotentRepository {
        private final Set<String> keys = ConcurrentHashMap.newKeySet();
        private final String call;
        private final boolean afterwards;
        private final AtomicInteger passing;
        private final AtomicInteger failing;

        FailingRepository(String call, boolean afterwards, int passing, int failing) {
            this.call = call;
            this.afterwards = afterwards;
            this.passing = new AtomicInteger(passing);
            this.failing = new AtomicInteger(failing);
        }

        private void fail(String now, boolean after) {
            if (call.equals(now)
                    && after == afterwards
                    && passing.getAndDecrement() <= 0
                    && failing.getAndDecrement() > 0) {
                throw new IllegalStateException("the repository is down in " + now);
            }
        }

        @Override
        public boolean add(String key) {
            fail("add", false);
            boolean added = keys.add(key);
            if (added) {
                fail("add", true);
            }
            return added;
        }

        @Override
        public boolean contains(String key) {
            fail("contains", false);
            return keys.contains(key);
        }

        @Override
        public boolean remove(String key) {
            fail("remove", false);
            boolean removed = keys.remove(key);
            fail("remove", true);
            return removed;
        }

        @Override
        public boolean confirm(String key) {
            fail("confirm", false);
            return true;
        }

        @Override
        public void clear() {
            keys.clear();
        }
    }

    private void addPieces(String consumer) {
        for (int i = 0; i < PIECES; i++) {
            if (consumer.equals("files")) {
                platform.simulator.drive().addFile("/in/" + i, ("content " + i).getBytes(StandardCharsets.UTF_8));
            } else {
                platform.simulator.drive().addFinishedTranscode(i + ".mp4", new byte[] {1}, "480p");
            }
        }
    }

    private static String uri(String consumer) {
        return consumer.equals("files")
                ? "pan123:listFiles?initialDelay=0&delay=10&path=/in&pageSize=6"
                : "pan123:transcodeResult?initialDelay=0&delay=10";
    }

    private static String piece(Exchange exchange) {
        return exchange.getMessage().getHeader(Pan123Constants.FILE_ID, String.class);
    }

    private void complete(Exchange exchange) {
        String piece = piece(exchange);
        if (completed.computeIfAbsent(piece, first -> new AtomicInteger()).incrementAndGet() > 1) {
            twice.add(piece);
        }
    }

    private void consume(String uri) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId("pieces").process(ConsumerClaimsTest.this::complete);
            }
        });
    }

    private void awaitAllOnce() {
        await().atMost(Duration.ofMinutes(2)).until(() -> completed.size() == PIECES);
        long lists = platform.calls(LIST);
        await().until(() -> platform.calls(LIST) >= lists + 2 * PAGES);
        assertThat(twice).isEmpty();
        assertThat(completed).hasSize(PIECES);
    }

    // the platform

    static List<String[]> callsAndFaults() {
        List<String[]> cases = new ArrayList<>();
        for (String fault : FAULTS) {
            for (int page = 0; page < PAGES; page++) {
                cases.add(new String[] {"files", LIST, Integer.toString(page), fault});
            }
            for (int call : PROOF ? IntStream.range(0, PIECES).toArray() : new int[] {0, PIECES - 1}) {
                cases.add(new String[] {"transcodes", RESULT, Integer.toString(call), fault});
            }
            cases.add(new String[] {"transcodes", LIST, "0", fault});
        }
        return cases;
    }

    private static void strike(FaultRule rule, String fault) {
        switch (fault) {
            case "code" -> rule.answer(1, "broken");
            case "http" -> rule.http(502);
            case "cutBefore" -> rule.cutBefore();
            case "cutAfter" -> rule.cutAfter();
            case "garbage" -> rule.garbage();
            case "truncate" -> rule.truncate();
            default -> throw new IllegalArgumentException(fault);
        }
    }

    @ParameterizedTest
    @MethodSource("callsAndFaults")
    void aCallThatFailsLosesNothing(String consumer, String api, int after, String fault) throws Exception {
        addPieces(consumer);
        strike(platform.simulator.faults().on(api).after(after).times(1), fault);
        consume(uri(consumer));
        awaitAllOnce();
        assertThat(platform.simulator.figures().faults(api)).isOne();
    }

    // the repository

    static List<String[]> repositories() {
        List<String[]> cases = new ArrayList<>();
        for (String consumer : List.of("files", "transcodes")) {
            for (String passing : PASSES) {
                for (String failing : FAILURES) {
                    cases.add(new String[] {consumer, "false", "contains", "false", passing, failing});
                    cases.add(new String[] {consumer, "false", "add", "false", passing, failing});
                    cases.add(new String[] {consumer, "false", "add", "true", passing, failing});
                    cases.add(new String[] {consumer, "false", "confirm", "false", passing, failing});
                    cases.add(new String[] {consumer, "true", "add", "false", passing, failing});
                    cases.add(new String[] {consumer, "true", "confirm", "false", passing, failing});
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void aRepositoryThatThrowsLosesNothing(
            String consumer, boolean eager, String call, boolean afterwards, int passing, int failing)
            throws Exception {
        addPieces(consumer);
        FailingRepository repository = new FailingRepository(call, afterwards, passing, failing);
        platform.context.getRegistry().bind("seen", repository);
        consume(uri(consumer) + "&idempotentRepository=#seen&idempotentEager=" + eager);
        awaitAllOnce();
        assertThat(repository.failing.get()).isNotPositive();
        // each is written in the end
        await().until(() -> completed.keySet().stream()
                .allMatch(id -> repository.keys.stream().anyMatch(key -> key.startsWith(id + "/"))));
    }

    @ParameterizedTest
    @CsvSource({"files, false", "files, true", "transcodes, false", "transcodes, true"})
    void aReleaseThatTheRepositoryRefusesIsMadeUpFor(String consumer, boolean afterwards) throws Exception {
        addPieces(consumer);
        FailingRepository repository = new FailingRepository("remove", afterwards, 0, 3);
        platform.context.getRegistry().bind("seen", repository);
        Set<String> failed = ConcurrentHashMap.newKeySet();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri(consumer) + "&idempotentRepository=#seen&idempotentEager=true")
                        .process(exchange -> {
                            if (failed.add(piece(exchange))) {
                                throw new IllegalStateException("once");
                            }
                        })
                        .process(ConsumerClaimsTest.this::complete);
            }
        });
        awaitAllOnce();
    }

    // the route

    @ParameterizedTest
    @CsvSource({
        "files, stop",
        "files, suspend",
        "files, reload",
        "files, change",
        "transcodes, stop",
        "transcodes, suspend",
        "transcodes, reload",
        "transcodes, change"
    })
    void aRouteThatStopsOrIsLoadedAgainInBetweenLosesAndRepeatsNothing(String consumer, String how) throws Exception {
        addPieces(consumer);
        AtomicInteger number = new AtomicInteger();
        RouteBuilder route = new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                int version = number.incrementAndGet();
                from(uri(consumer) + (how.equals("change") ? "&maxMessagesPerPoll=" + (3 + version) : ""))
                        .routeId("pieces")
                        .process(ConsumerClaimsTest.this::complete);
            }
        };
        platform.routes(route);
        for (int i = 1; i <= 4; i++) {
            int wanted = Math.min(PIECES, 4 * i);
            await().until(() -> completed.size() >= wanted);
            switch (how) {
                case "stop" -> {
                    platform.context.getRouteController().stopRoute("pieces");
                    platform.context.getRouteController().startRoute("pieces");
                }
                case "suspend" -> {
                    platform.context.getRouteController().suspendRoute("pieces");
                    platform.context.getRouteController().resumeRoute("pieces");
                }
                default -> {
                    platform.context.getRouteController().stopRoute("pieces");
                    platform.context.removeRoute("pieces");
                    platform.routes(route);
                }
            }
        }
        awaitAllOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "transcodes"})
    void whateverGoesWrongAtOnceEachHasOneExchangeThatCompletes(String consumer) throws Exception {
        addPieces(consumer);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (String api : List.of(LIST, RESULT)) {
            for (String fault : List.of("code", "http", "cutBefore", "garbage")) {
                strike(
                        platform.simulator
                                .faults()
                                .on(api)
                                .after(random.nextInt(10))
                                .times(2),
                        fault);
            }
        }
        platform.context.getRegistry().bind("seen", new FailingRepository("contains", false, random.nextInt(20), 9));
        AtomicInteger exchanges = new AtomicInteger();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri(consumer) + "&idempotentRepository=#seen")
                        .routeId("pieces")
                        .threads(3)
                        .process(exchange -> {
                            int number = exchanges.incrementAndGet();
                            if (number % 3 == 0) {
                                throw new IllegalStateException("number " + number);
                            }
                        })
                        .process(ConsumerClaimsTest.this::complete);
            }
        });
        for (int i = 0; i < 3; i++) {
            long lists = platform.calls(LIST);
            await().until(() -> platform.calls(LIST) >= lists + random.nextInt(6));
            platform.context.getRouteController().stopRoute("pieces");
            platform.context.getRouteController().startRoute("pieces");
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> completed.size() == PIECES);
        assertThat(twice).as("seed %s", seed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "transcodes"})
    void anErrorOfTheRouteGivesTheClaimBack(String consumer) throws Exception {
        addPieces(consumer);
        Set<String> failed = ConcurrentHashMap.newKeySet();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri(consumer))
                        .process(exchange -> {
                            if (failed.add(piece(exchange))) {
                                throw new StackOverflowError("the first time");
                            }
                        })
                        .process(ConsumerClaimsTest.this::complete);
            }
        });
        awaitAllOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "transcodes"})
    void listenersThatThrowLoseNothing(String consumer) throws Exception {
        addPieces(consumer);
        platform.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                throw new IllegalStateException("a listener of " + event.getType());
            }
        });
        platform.context.getRegistry().bind("throwing", new LoggingExceptionHandler(platform.context, getClass()) {
            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                throw new IllegalStateException("a handler of " + message);
            }
        });
        platform.context.getRegistry().bind("strategy", new DefaultPollingConsumerPollStrategy() {
            @Override
            public void commit(Consumer polling, Endpoint endpoint, int polledMessages) {
                throw new IllegalStateException("a strategy");
            }
        });
        strike(platform.simulator.faults().on(LIST).after(2).times(2), "code");
        Set<String> failed = ConcurrentHashMap.newKeySet();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri(consumer) + "&exceptionHandler=#throwing&pollStrategy=#strategy")
                        .process(exchange -> {
                            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                                @Override
                                public void onDone(Exchange done) {
                                    throw new IllegalStateException("a synchronization");
                                }
                            });
                            if (failed.add(piece(exchange))) {
                                throw new IllegalStateException("the first time");
                            }
                        })
                        .process(ConsumerClaimsTest.this::complete);
            }
        });
        awaitAllOnce();
    }

    // several nodes

    @ParameterizedTest
    @ValueSource(strings = {"files", "transcodes"})
    void twoContextsWithOneEagerRepositoryNeverWorkOnTheSameAtOnceAndShareWhatFails(String consumer) throws Exception {
        addPieces(consumer);
        IdempotentRepository shared = MemoryIdempotentRepository.memoryIdempotentRepository(10_000);
        Set<String> inWork = ConcurrentHashMap.newKeySet();
        Queue<String> atOnce = new ConcurrentLinkedQueue<>();
        Set<String> failed = ConcurrentHashMap.newKeySet();
        CountDownLatch bothWork = new CountDownLatch(2);
        List<CamelContext> nodes = new ArrayList<>();
        try {
            for (int node = 0; node < 2; node++) {
                CamelContext context = SimulatedPlatform.context(platform.simulator);
                context.getComponent("pan123", Pan123Component.class)
                        .getConfiguration()
                        .setRateLimits(platform.options().getRateLimits());
                context.getRegistry().bind("seen", shared);
                AtomicInteger mine = new AtomicInteger();
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from(uri(consumer) + "&idempotentRepository=#seen&idempotentEager=true")
                                .process(exchange -> {
                                    String piece = piece(exchange);
                                    if (!inWork.add(piece)) {
                                        atOnce.add(piece);
                                    }
                                    try {
                                        if (mine.incrementAndGet() == 1) {
                                            bothWork.countDown();
                                            bothWork.await();
                                        }
                                        if (failed.size() < 5 && failed.add(piece)) {
                                            throw new IllegalStateException("the first time");
                                        }
                                        complete(exchange);
                                    } finally {
                                        inWork.remove(piece);
                                    }
                                });
                    }
                });
                nodes.add(context);
                context.start();
            }
            awaitAllOnce();
            assertThat(atOnce).isEmpty();
        } finally {
            nodes.forEach(CamelContext::stop);
        }
    }

    /** As one with leases: who was killed has it all, until the leases end. */
    private static final class Leases extends ServiceSupport implements IdempotentRepository {
        private final Set<String> keys = ConcurrentHashMap.newKeySet();
        private final AtomicInteger refused = new AtomicInteger();
        private volatile boolean ended;

        @Override
        public boolean add(String key) {
            if (!ended) {
                refused.incrementAndGet();
            }
            return ended && keys.add(key);
        }

        @Override
        public boolean contains(String key) {
            return keys.contains(key);
        }

        @Override
        public boolean remove(String key) {
            return keys.remove(key);
        }

        @Override
        public boolean confirm(String key) {
            return true;
        }

        @Override
        public void clear() {
            keys.clear();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "transcodes"})
    void whatAKilledNodeHadComesWhenTheRepositoryEndsItsClaims(String consumer) throws Exception {
        addPieces(consumer);
        Leases leases = new Leases();
        platform.context.getRegistry().bind("seen", leases);
        consume(uri(consumer) + "&idempotentRepository=#seen&idempotentEager=true");
        await().until(() -> leases.refused.get() > 2 * PIECES);
        assertThat(completed).isEmpty();
        leases.ended = true;
        awaitAllOnce();
    }

    /** Tells which marks of completed pieces somebody has seen. */
    private static final class WatchedMarks extends MemoryIdempotentRepository {
        private final Set<String> seen = ConcurrentHashMap.newKeySet();

        @Override
        public boolean contains(String key) {
            boolean there = super.contains(key);
            if (there && key.endsWith("/done")) {
                seen.add(key);
            }
            return there;
        }
    }

    /** Leases end with their node, also those of what it had completed. */
    @ParameterizedTest
    @ValueSource(strings = {"files", "transcodes"})
    void whatAKilledNodeHadCompletedDoesNotComeWhenTheRepositoryEndsItsKeys(String consumer) throws Exception {
        addPieces(consumer);
        WatchedMarks repository = new WatchedMarks();
        String from = uri(consumer) + "&idempotentRepository=#seen&idempotentEager=true";
        try (CamelContext other = SimulatedPlatform.context(platform.simulator)) {
            other.getComponent("pan123", Pan123Component.class)
                    .getConfiguration()
                    .setRateLimits(platform.options().getRateLimits());
            other.getRegistry().bind("seen", repository);
            other.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(from).process(ConsumerClaimsTest.this::complete);
                }
            });
            other.start();
            await().atMost(Duration.ofMinutes(2)).until(() -> completed.size() == PIECES);
            platform.context.getRegistry().bind("seen", repository);
            consume(from);
            await().atMost(Duration.ofMinutes(2)).until(() -> repository.seen.size() == PIECES);
        }
        repository.clear();
        awaitAllOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "transcodes"})
    void pollEnrichClaimsOnePieceAReceive(String consumer) throws Exception {
        addPieces(consumer);
        MemoryIdempotentRepository repository =
                (MemoryIdempotentRepository) MemoryIdempotentRepository.memoryIdempotentRepository(10_000);
        platform.context.getRegistry().bind("seen", repository);
        Queue<String> received = new ConcurrentLinkedQueue<>();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:enrich")
                        .pollEnrich(
                                uri(consumer) + "&idempotentRepository=#seen&idempotentEager=true&maxMessagesPerPoll=5",
                                10_000)
                        .process(exchange -> received.add(piece(exchange)))
                        .choice()
                        .when(exchangeProperty("fail").isEqualTo(true))
                        .throwException(new IllegalStateException("not this one"))
                        .otherwise()
                        .process(ConsumerClaimsTest.this::complete);
            }
        });
        // a property, since before Camel 4.17 no header of the message outlives the enrichment
        platform.template.send("direct:enrich", exchange -> exchange.setProperty("fail", true));
        assertThat(received).hasSize(1);
        // what failed was given back
        assertThat(repository.getCache()).isEmpty();
        for (int i = 1; i <= PIECES; i++) {
            Exchange exchange = platform.template.send("direct:enrich", sent -> {});
            assertThat(exchange.getException()).isNull();
            int expected = i;
            assertThat(repository.getCache().keySet().stream()
                            .map(key -> key.replace("/done", ""))
                            .distinct())
                    .hasSize(expected);
        }
        assertThat(completed).hasSize(PIECES);
        assertThat(twice).isEmpty();
    }

    @Test
    void aTranscodeThatFailsTooOftenIsNotOfferedAnyMore() throws Exception {
        addPieces("transcodes");
        Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri("transcodes") + "&maxAttempts=2&afterRead=delete").process(exchange -> {
                    tries.computeIfAbsent(piece(exchange), first -> new AtomicInteger())
                            .incrementAndGet();
                    throw new IllegalStateException("none of them");
                });
            }
        });
        await().until(() -> tries.size() == PIECES && tries.values().stream().allMatch(count -> count.get() == 2));
        long lists = platform.calls(LIST);
        await().until(() -> platform.calls(LIST) >= lists + 5);
        assertThat(tries.values()).allSatisfy(count -> assertThat(count).hasValue(2));
        assertThat(platform.simulator.drive().videos()).hasSize(PIECES);
    }
}
