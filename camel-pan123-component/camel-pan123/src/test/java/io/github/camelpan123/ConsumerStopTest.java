package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.QueueControl;
import io.github.camelpan123.consumer.ClaimingConsumer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An exchange that a stop ends says nothing about its file or transcode, which comes again after the next start. */
@Order(3) // it lasts some seconds
class ConsumerStopTest {

    private static final int PIECES = 8;
    private static final String MOVE = "/api/v1/file/move";
    private static final String ROUTE = "pieces";

    @TempDir
    Path folder;

    private final Queue<String> completed = new ConcurrentLinkedQueue<>();
    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        bindRepository(platform.context);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private void bindRepository(CamelContext context) {
        context.getRegistry()
                .bind(
                        "seen",
                        FileIdempotentRepository.fileIdempotentRepository(
                                folder.resolve("seen").toFile()));
    }

    private enum Source {
        FILES("pan123:listFiles?path=/in", "downloadInfo"),
        TRANSCODES("pan123:transcodeResult?source=space", "transcodeRecord");

        private final String uri;
        /** The call that each exchange makes. */
        private final String call;

        Source(String uri, String call) {
            this.uri = uri + "&initialDelay=0&delay=50&";
            this.call = call;
        }
    }

    private enum Stop {
        CONTEXT,
        ROUTE
    }

    static Stream<Arguments> stops() {
        List<String> memories =
                List.of("", "&idempotentRepository=#seen", "&idempotentRepository=#seen&idempotentEager=true");
        return Stream.of(Source.values()).flatMap(source -> Stream.of("maxAttempts=1", "moveFailed=/failed")
                .filter(options -> source == Source.FILES || !options.startsWith("moveFailed"))
                .flatMap(options -> memories.stream().map(memory -> options + memory))
                .flatMap(options -> Stream.of(Stop.values()).map(stop -> Arguments.of(source, options, stop))));
    }

    private void addPieces(Source source) {
        for (int i = 0; i < PIECES; i++) {
            if (source == Source.FILES) {
                platform.simulator.drive().addFile("/in/" + i, ("content " + i).getBytes(StandardCharsets.UTF_8));
            } else {
                platform.simulator.drive().addFinishedTranscode(i + ".mp4", new byte[] {1}, "480p");
            }
        }
    }

    private void consume(CamelContext context, Source source, String options) throws Exception {
        String step = source == Source.FILES
                ? "pan123:download?targetDirectory=RAW(" + folder.resolve("out") + ")"
                : "pan123:transcodeRecord";
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(source.uri + options)
                        .routeId(ROUTE)
                        .setProperty("piece", header(Pan123Constants.FILE_ID))
                        .to(step)
                        .process(exchange -> completed.add(exchange.getProperty("piece", String.class)));
            }
        });
    }

    private void control(Consumer<QueueControl> change) {
        AccountBinding used = platform.component().enterAccount(platform.options());
        change.accept(used.account().queueControl());
        used.leave();
    }

    private int waiting(String call) {
        return platform.component().queues().stream()
                .filter(queue -> queue.shortName().equals(call))
                .mapToInt(queue -> queue.waiting())
                .sum();
    }

    private void nothingWasMoved(Source source) {
        assertThat(platform.calls(MOVE)).isZero();
        if (source == Source.FILES) {
            for (int i = 0; i < PIECES; i++) {
                assertThat(platform.simulator.drive().find("/in/" + i)).isPresent();
            }
        }
    }

    private void allHaveCompleted() {
        await().atMost(Duration.ofMinutes(1)).until(() -> completed.size() >= PIECES);
        assertThat(completed).hasSize(PIECES).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("stops")
    void whatAStopEndsIsNeitherGivenUpNorMovedAndComesAgain(Source source, String options, Stop stop) throws Exception {
        addPieces(source);
        Map<String, Object> limits = new HashMap<>(platform.options().getRateLimits());
        limits.put(source.call, "0.01");
        platform.options().setRateLimits(limits);
        consume(platform.context, source, options);
        await().until(() -> completed.size() == 1 && waiting(source.call) == PIECES - 1);
        ClaimingConsumer<?> consumer =
                (ClaimingConsumer<?>) platform.context.getRoute(ROUTE).getConsumer();
        if (stop == Stop.CONTEXT) {
            platform.context.getShutdownStrategy().setTimeout(20);
            platform.context.stop();
        } else {
            // the time-out passes, so that Camel rejects what goes on afterwards
            platform.context.getRouteController().stopRoute(ROUTE, 1, TimeUnit.SECONDS);
            control(queues -> queues.limit(source.call, "1000"));
            await().until(() -> platform.context.getInflightRepository().size() == 0);
        }
        assertThat(completed).hasSize(1);
        nothingWasMoved(source);
        assertThat(consumer.getGivenUp()).isZero();
        if (stop == Stop.CONTEXT) {
            try (CamelContext later = SimulatedPlatform.context(platform.simulator)) {
                limits.put(source.call, "1000");
                later.getComponent("pan123", Pan123Component.class)
                        .getConfiguration()
                        .setRateLimits(limits);
                bindRepository(later);
                if (!options.contains("#seen")) {
                    // nothing tells a new context what has completed
                    completed.clear();
                }
                consume(later, source, options);
                later.start();
                allHaveCompleted();
            }
        } else {
            platform.context.getRouteController().startRoute(ROUTE);
            allHaveCompleted();
        }
        nothingWasMoved(source);
    }

    @Test
    void aRejectionWhileNothingStopsIsAFailure() throws Exception {
        platform.simulator.drive().addFile("/in/a", new byte[] {1});
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(Source.FILES.uri + "moveFailed=/failed")
                        .throwException(new RejectedExecutionException("the pool is full"));
            }
        });
        await().until(() -> platform.simulator.drive().find("/failed/a").isPresent());
    }

    @Test
    void anotherFailureWhileTheContextStopsIsAFailure() throws Exception {
        platform.simulator.drive().addFile("/in/a", new byte[] {1});
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch stops = new CountDownLatch(1);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(Source.FILES.uri + "moveFailed=/failed").process((Exchange exchange) -> {
                    began.countDown();
                    stops.await();
                    throw new IllegalStateException("not this one");
                });
            }
        });
        began.await();
        platform.context.getShutdownStrategy().setTimeout(60);
        Thread stopping = new Thread(platform.context::stop);
        stopping.start();
        await().until(() -> platform.context.getStatus().isStopping());
        stops.countDown();
        stopping.join();
        assertThat(platform.simulator.drive().find("/failed/a")).isPresent();
    }
}
