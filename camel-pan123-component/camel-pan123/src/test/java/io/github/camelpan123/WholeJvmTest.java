package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.SLICES;
import static io.github.camelpan123.UploadFixture.all;
import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static io.github.camelpan123.UploadFixture.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.simulator.transcode.VideoFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told only in a JVM that does nothing else meanwhile. */
@Isolated("it counts threads and sets levels of loggers of the whole JVM")
class WholeJvmTest {

    private static Set<Thread> componentThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("camel-pan123"))
                .collect(Collectors.toSet());
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
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
            List<String> calls = List.of("userInfo", "fileListV2", "transcodeFolderInfo", "downloadInfo");
            // so that they wait however long a busy machine takes to send them
            platform.options()
                    .setRateLimits(calls.stream().collect(Collectors.toMap(call -> call, call -> (Object) "0.001")));
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
                all.addAll(WaitingTest.send(platform, from, 2500, message -> message.setBody(file)));
            }
            await().until(() -> platform.component().queues().stream()
                            .mapToInt(QueueFigures::waiting)
                            .sum()
                    > 9_900);
            Set<Thread> threads = new HashSet<>(componentThreads());
            threads.removeAll(before);
            assertThat(threads).hasSizeLessThanOrEqualTo(2 * routes.size() + 5);
            AccountBinding used = platform.component().enterAccount(platform.options());
            calls.forEach(call -> used.account().queueControl().limit(call, "1"));
            used.leave();

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
            WaitingTest.send(platform, "pan123:userInfo", 6, message -> {}).forEach(done -> assertThat(
                            done.orTimeout(30, TimeUnit.SECONDS).join().getException())
                    .isNull());
        } finally {
            Configurator.setLevel("org.apache.camel", (Level) null);
        }
    }

    @Test
    void waitingForAHundredVideosHoldsNoThreads() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start(
                        builder -> builder.limits(false).resolutionPolls(1))
                .unhurried()) {
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                long video = platform.simulator
                        .drive()
                        .addPendingTranscode("v" + i + ".mp4", new byte[] {1, (byte) i}, Duration.ZERO);
                platform.simulator.drive().describeVideo(video, new VideoFacts("H.264", 10, List.of("480p")));
                all.add(platform.template.asyncSend("pan123:transcodeStart", exchange -> exchange.getMessage()
                        .setBody(video)));
            }
            // asyncSend has threads of its own, which wait for their exchanges; those of the account do not
            long held = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("camel-pan123-route"))
                    .count();
            for (CompletableFuture<Exchange> one : all) {
                assertThat(one.get(2, TimeUnit.MINUTES).getException()).isNull();
            }
            assertThat(held).isLessThan(50);
        }
    }

    @Test
    void uploadsThatWaitForThePlatformDoNotHoldUpOthers() throws Exception {
        try (SimulatedPlatform platform =
                SimulatedPlatform.start(builder -> builder.limits(false)).unhurried()) {
            platform.simulator.faults().stillVerifying(1_000_000);
            List<CompletableFuture<Exchange>> waiting = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                waiting.add(begin(platform.context, "pan123:upload?uploadMode=sliced", content(100 + i), "waits" + i));
            }
            await().until(() -> platform.simulator.figures().calls(SLICES) == 40);
            succeed(begin(platform.context, "pan123:upload?uploadMode=single", content(50), "quick"));
            // those of other tests end after a while
            await().untilAsserted(() -> {
                assertThat(threads("camel-pan123-upload-")).isLessThanOrEqualTo(16);
                assertThat(threads("camel-pan123-")).isLessThan(80);
            });
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            platform.simulator.faults().clear();
            assertThat(all(waiting, 60))
                    .allSatisfy(done -> assertThat(done.getException()).isNull());
        }
    }
}
