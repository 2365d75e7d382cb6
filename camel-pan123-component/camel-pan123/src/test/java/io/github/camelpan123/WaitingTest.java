package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges that wait for their turn: they hold no thread, keep their order, and are never forgotten. */
@Isolated("it counts threads of the whole JVM")
class WaitingTest {

    private static final String MKDIR = "/upload/v1/file/mkdir";

    private static List<CompletableFuture<Exchange>> send(
            SimulatedPlatform platform, String uri, int count, Consumer<Message> content) throws Exception {
        Endpoint endpoint = platform.context.getEndpoint(uri);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Exchange exchange = endpoint.createExchange();
            content.accept(exchange.getMessage());
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            producer.process(exchange, doneSync -> done.complete(exchange));
            all.add(done);
        }
        return all;
    }

    private static Set<Thread> componentThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("camel-pan123"))
                .collect(Collectors.toSet());
    }

    @Test
    void tenThousandWaitWithoutThreadsAndAllAreToldWhenTheContextStops() throws Exception {
        Map<String, String> routes = Map.of(
                "direct:user", "pan123:userInfo",
                "direct:list", "pan123:listFiles",
                "direct:space", "pan123:transcodeSpace",
                "direct:link", "pan123:downloadUrl");
        Set<Thread> before = componentThreads();
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.options()
                    .setRateLimits(Map.of(
                            "userInfo", "1", "fileListV2", "1", "transcodeFolderInfo", "1", "downloadInfo", "1"));
            platform.context.getShutdownStrategy().setTimeout(1);
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    routes.forEach((from, to) -> from(from).to(to));
                }
            });
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            long file = platform.simulator.drive().addFile("/a", new byte[] {1});
            for (String from : routes.keySet()) {
                all.addAll(send(platform, from, 2500, message -> message.setBody(file)));
            }
            await().until(() -> platform.component().queues().stream()
                            .mapToInt(QueueFigures::waiting)
                            .sum()
                    > 9_900);
            Set<Thread> threads = new HashSet<>(componentThreads());
            threads.removeAll(before);
            assertThat(threads).hasSizeLessThanOrEqualTo(2 * routes.size() + 5);

            long begin = System.nanoTime();
            platform.context.stop();
            for (CompletableFuture<Exchange> exchange : all) {
                Exception failure =
                        exchange.orTimeout(60, TimeUnit.SECONDS).join().getException();
                assertThat(failure == null || failure instanceof Pan123ShutdownException)
                        .as("%s", failure)
                        .isTrue();
            }
            // they have the time that the context gives them, and their turns would take most of an hour
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    /** Camel logs of each exchange what it is, at levels that nobody has on in tests. */
    @ParameterizedTest
    @ValueSource(strings = {"DEBUG", "TRACE"})
    void callsAreAnsweredAtEachLevelOfLogging(String level) throws Exception {
        Configurator.setLevel("org.apache.camel", Level.valueOf(level));
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.options().setRateLimits(Map.of("userInfo", "39.5"));
            send(platform, "pan123:userInfo", 6, message -> {}).forEach(done -> assertThat(
                            done.orTimeout(30, TimeUnit.SECONDS).join().getException())
                    .isNull());
        } finally {
            Configurator.setLevel("org.apache.camel", (Level) null);
        }
    }

    @Test
    void callsReachThePlatformInTheOrderInWhichTheyCame() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            // a fraction, so that each call waits for the one before it
            platform.options().setRateLimits(Map.of("mkdir", "39.5"));
            int[] number = {0};
            send(
                            platform,
                            "pan123:createDirectory?parentFileId=0",
                            60,
                            message -> message.setHeader(Pan123Constants.OVERRIDE_FILE_NAME, "n" + number[0]++))
                    .forEach(CompletableFuture::join);
            assertThat(platform.simulator.figures().requests(MKDIR))
                    .extracting(RequestRecord::body)
                    .zipSatisfy(
                            IntStream.range(0, 60)
                                    .mapToObj(i -> "\"n" + i + "\"")
                                    .toList(),
                            (body, name) -> assertThat(body).contains(name));
        }
    }

    @Test
    void aRefusedCallGoesOutAgainBeforeThoseBehindIt() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.options().setRateLimits(Map.of("mkdir", "39.5"));
            platform.simulator.faults().on(MKDIR).after(2).times(1).answer(429);
            int[] number = {0};
            send(
                            platform,
                            "pan123:createDirectory?parentFileId=0",
                            6,
                            message -> message.setHeader(Pan123Constants.OVERRIDE_FILE_NAME, "n" + number[0]++))
                    .forEach(done -> assertThat(done.join().getException()).isNull());
            // of what is refused before it is read the platform knows no body
            assertThat(platform.simulator.figures().requests(MKDIR))
                    .extracting(RequestRecord::body)
                    .zipSatisfy(
                            List.of("\"n0\"", "\"n1\"", "", "\"n2\"", "\"n3\"", "\"n4\"", "\"n5\""),
                            (body, name) -> assertThat(body).contains(name));
        }
    }

    @Test
    void aQueueOfOneASecondRecoversAfterOneRefusal() throws Exception {
        String path = "/api/v1/transcode/video/resolutions";
        try (SimulatedPlatform platform = SimulatedPlatform.start(builder -> builder.limits(true))) {
            byte[] clip = WaitingTest.class.getResourceAsStream("/demo.mp4").readAllBytes();
            long video = platform.simulator.drive().addVideo("v.mp4", clip);
            platform.simulator.faults().on(path).after(1).times(1).answer(429);
            send(platform, "pan123:transcodeResolutions?fileId=" + video, 4, message -> {})
                    .forEach(done -> assertThat(
                                    done.orTimeout(30, TimeUnit.SECONDS).join().getException())
                            .isNull());
            assertThat(platform.calls(path)).isEqualTo(4);
            assertThat(platform.simulator.figures().refused(path)).isZero();
        }
    }
}
