package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123CredentialsException;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.api.UserInfo;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One account, one budget, seen from the platform's side. */
class AccountTest {

    private static final String USER_INFO = "/api/v1/user/info";

    private static List<CompletableFuture<Exchange>> burst(ProducerTemplate template, String uri, int count) {
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(template.asyncSend(uri, exchange -> {}));
        }
        return all;
    }

    private static void allSucceed(List<CompletableFuture<Exchange>> exchanges) {
        exchanges.forEach(exchange -> assertThat(
                        exchange.orTimeout(60, TimeUnit.SECONDS).join().getException())
                .isNull());
    }

    @Test
    void aColdStartOfManyLogsInOnce() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            allSucceed(burst(platform.template, "pan123:userInfo?rateLimits.userInfo=1000", 64));
            assertThat(platform.simulator.figures().tokensIssued()).isOne();
        }
    }

    @Test
    void tenRestartsWithAFileStoreLogInOnce(@TempDir Path folder) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().limits(false).start()) {
            for (int i = 0; i < 10; i++) {
                try (CamelContext context = SimulatedPlatform.context(simulator)) {
                    context.start();
                    context.createProducerTemplate()
                            .requestBody("pan123:userInfo?tokenStore=file:" + folder.resolve("tokens"), (Object) null);
                }
            }
            assertThat(simulator.figures().tokensIssued()).isOne();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(file).content().doesNotContain(simulator.clientSecret(), simulator.clientId());
                }
            }
        }
    }

    @Test
    void aBurstIsShapedToTheDocumentedLimitWithoutARefusal() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start(builder -> builder.limits(true))) {
            allSucceed(burst(platform.template, "pan123:userInfo", 35));
            assertThat(platform.simulator.figures().refused(USER_INFO)).isZero();
            assertThat(platform.simulator.figures().calls(USER_INFO)).isEqualTo(35);
            assertThat(platform.simulator.figures().fullestWindow(USER_INFO)).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void contextsThatNameTheSameAccountShareTokenAndQueues() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start(builder -> builder.limits(true));
                CamelContext second = SimulatedPlatform.context(platform.simulator)) {
            second.start();
            List<CompletableFuture<Exchange>> all = burst(platform.template, "pan123:userInfo", 15);
            all.addAll(burst(second.createProducerTemplate(), "pan123:userInfo", 15));
            allSucceed(all);
            assertThat(platform.simulator.figures().refused(USER_INFO)).isZero();
            assertThat(platform.simulator.figures().tokensIssued()).isOne();
        }
    }

    @Test
    void eachRouteGoesOnWithTheClassLoaderOfItsOwnContext() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            for (int i = 0; i < 2; i++) {
                ClassLoader application = new ClassLoader(getClass().getClassLoader()) {};
                try (CamelContext context = SimulatedPlatform.context(platform.simulator)) {
                    context.setApplicationContextClassLoader(application);
                    AtomicReference<ClassLoader> seen = new AtomicReference<>();
                    context.addRoutes(new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in")
                                    .to("pan123:userInfo")
                                    .process(exchange ->
                                            seen.set(Thread.currentThread().getContextClassLoader()));
                        }
                    });
                    context.start();
                    context.createProducerTemplate().requestBody("direct:in", "");
                    assertThat(seen.get()).isSameAs(application);
                }
            }
        }
    }

    @Test
    void theAccountOutlivesTheContextThatMadeIt() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start();
                CamelContext second = SimulatedPlatform.context(platform.simulator)) {
            second.start();
            platform.template.requestBody("pan123:userInfo", (Object) null);
            ProducerTemplate template = second.createProducerTemplate();
            template.requestBody("pan123:userInfo", (Object) null);
            platform.context.stop();
            assertThat(template.requestBody("pan123:userInfo", null, UserInfo.class))
                    .isNotNull();
            assertThat(platform.simulator.figures().tokensIssued()).isOne();
        }
    }

    @Test
    void aContextThatStopsWhileItLogsInLeavesThatToAnother() throws Exception {
        String logIn = "/api/v1/access_token";
        try (SimulatedPlatform platform = SimulatedPlatform.start(builder -> builder.limits(false));
                CamelContext first = SimulatedPlatform.context(platform.simulator)) {
            platform.simulator.faults().on(logIn).times(1).delay(Duration.ofMinutes(5));
            first.start();
            first.getShutdownStrategy().setTimeout(1);
            List<CompletableFuture<Exchange>> stopped = burst(first.createProducerTemplate(), "pan123:userInfo", 1);
            await().until(() -> platform.simulator.figures().mostInFlight(logIn) == 1);
            // they wait for the same login when this has been called
            List<CompletableFuture<Exchange>> others = WaitingTest.send(platform, "pan123:userInfo", 3, message -> {});
            first.stop();
            allSucceed(others);
            assertThat(stopped.get(0).orTimeout(60, TimeUnit.SECONDS).join().getException())
                    .isInstanceOf(Pan123ShutdownException.class);
            assertThat(platform.simulator.figures().tokensIssued()).isOne();
        }
    }

    @Test
    void theTierIsAskedForOnceAndChangesTheLimits() throws Exception {
        try (SimulatedPlatform platform =
                SimulatedPlatform.start(builder -> builder.tier(io.github.camelpan123.simulator.Tier.VIP))) {
            platform.options().setTier(io.github.camelpan123.account.ratelimit.Tier.auto);
            platform.template.requestBody("pan123:listFiles", null, List.class);
            await().untilAsserted(() -> assertThat(platform.component().queues())
                    .filteredOn(queue -> queue.shortName().equals("fileListV2"))
                    .extracting(QueueFigures::limit)
                    .containsExactly("10"));
            platform.template.requestBody("pan123:listFiles", null, List.class);
            assertThat(platform.simulator.figures().calls(USER_INFO)).isOne();
        }
    }

    @Test
    void ownLimitsHoldAndAnImpossibleOneIsRefused() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.template.requestBody("pan123:userInfo?rateLimits.userInfo=0.5", (Object) null);
            assertThat(platform.component().queues())
                    .filteredOn(queue -> queue.shortName().equals("userInfo"))
                    .extracting(QueueFigures::limit)
                    .containsExactly("0.5");
            for (String wrong : List.of("0", "abc", "-3")) {
                assertThatThrownBy(() -> platform.template.requestBody(
                                "pan123:userInfo?clientId=other&rateLimits.userInfo=" + wrong, (Object) null))
                        .hasStackTraceContaining("rateLimits.userInfo=" + wrong);
            }
        }
    }

    @Test
    void aWaitBeyondTheBoundFailsAtOnceWithTheExpectedTime() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            // the third waits for 150 seconds; the fourth would wait for 200
            platform.options().setMaxWait(175_000);
            platform.options().setRateLimits(Map.of("userInfo", "0.02"));
            String uri = "pan123:userInfo";
            platform.template.requestBody(uri, (Object) null);
            // from one thread, and with nothing to be made ready first
            List<CompletableFuture<Exchange>> all = burstOfExchanges(platform, uri, 8);
            await().until(() -> all.stream().filter(CompletableFuture::isDone).count() >= 5);
            assertThat(all.subList(0, 3)).noneMatch(CompletableFuture::isDone);
            assertThat(all.subList(3, 8))
                    .extracting(exchange -> exchange.join().getException(Pan123WaitExceededException.class))
                    .allSatisfy(
                            failure -> assertThat(failure.getExpectedWait()).isGreaterThan(Duration.ofSeconds(175)));
            AccountBinding binding = platform.component().enterAccount(platform.options());
            binding.account().queueControl().limit("userInfo", "1000");
            binding.leave();
            assertThat(all.subList(0, 3))
                    .extracting(exchange ->
                            exchange.orTimeout(1, TimeUnit.MINUTES).join().getException())
                    .containsOnlyNulls();
            assertThat(platform.simulator.figures().calls(USER_INFO)).isEqualTo(1 + 3);
        }
    }

    private static List<CompletableFuture<Exchange>> burstOfExchanges(SimulatedPlatform platform, String uri, int count)
            throws Exception {
        Endpoint endpoint = platform.context.getEndpoint(uri);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Exchange exchange = endpoint.createExchange();
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            producer.process(exchange, doneSync -> done.complete(exchange));
            all.add(done);
        }
        return all;
    }

    @Test
    void stoppingEndsACallThatIsUnderWay() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.context.getShutdownStrategy().setTimeout(1);
            platform.template.requestBody("pan123:userInfo", (Object) null);
            platform.simulator.faults().on(USER_INFO).always().delay(Duration.ofSeconds(20));
            List<CompletableFuture<Exchange>> all = burstOfExchanges(platform, "pan123:userInfo", 3);
            await().until(() -> platform.component().queues().stream()
                    .anyMatch(queue -> queue.shortName().equals("userInfo") && queue.sent() == 4));
            platform.context.stop();
            for (CompletableFuture<Exchange> exchange : all) {
                assertThat(exchange.orTimeout(10, TimeUnit.SECONDS).join().getException())
                        .isInstanceOf(Pan123ShutdownException.class);
            }
        }
    }

    @Test
    void stoppingEndsAWaitBetweenTwoLooks() throws Exception {
        try (SimulatedPlatform platform =
                SimulatedPlatform.start(builder -> builder.limits(false).resolutionPolls(1000))) {
            platform.context.getShutdownStrategy().setTimeout(1);
            byte[] clip = AccountTest.class.getResourceAsStream("/demo.mp4").readAllBytes();
            Object source = platform.template.requestBodyAndHeader(
                    "pan123:upload", clip, Pan123Constants.OVERRIDE_FILE_NAME, "v.mp4", Object.class);
            FileEntry video = platform.template.requestBody("pan123:transcodeImport", source, FileEntry.class);
            List<CompletableFuture<Exchange>> all =
                    burstOfExchanges(platform, "pan123:transcodeResolutions?fileId=" + video.fileId(), 1);
            await().until(() -> platform.component().queues().stream()
                    .anyMatch(queue -> queue.shortName().equals("transcodeResolutions") && queue.sent() == 1));
            platform.context.stop();
            assertThat(all.get(0).orTimeout(10, TimeUnit.SECONDS).join().getException())
                    .isInstanceOf(Pan123ShutdownException.class);
        }
    }

    @Test
    void aLaterStricterLimitHoldsForAllWhoShareTheAccount() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.template.requestBody("pan123:userInfo?rateLimits.userInfo=8", (Object) null);
            platform.template.requestBody("pan123:userInfo?rateLimits.userInfo=2", (Object) null);
            platform.template.requestBody("pan123:userInfo?rateLimits.userInfo=5", (Object) null);
            assertThat(platform.component().queues())
                    .filteredOn(queue -> queue.shortName().equals("userInfo"))
                    .extracting(QueueFigures::limit)
                    .containsOnly("2");
        }
    }

    @Test
    void refusedCallsGoOutAgain() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.simulator.faults().on(USER_INFO).times(2).answer(429);
            assertThat(platform.template.requestBody("pan123:userInfo", null, UserInfo.class))
                    .isNotNull();
            assertThat(platform.component().queues())
                    .filteredOn(queue -> queue.shortName().equals("userInfo"))
                    .singleElement()
                    .satisfies(queue -> {
                        assertThat(queue.sent()).isEqualTo(3);
                        assertThat(queue.refused()).isEqualTo(2);
                    });
        }
    }

    @Test
    void aWrongSecretIsATypedErrorForAllAndOneLogInAMinute() throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                CamelContext context = SimulatedPlatform.context(simulator)) {
            Pan123Configuration options =
                    context.getComponent("pan123", Pan123Component.class).getConfiguration();
            options.setClientSecret("wrong");
            context.start();
            for (CompletableFuture<Exchange> exchange :
                    burst(context.createProducerTemplate(), "pan123:userInfo", 40)) {
                Exception failure =
                        exchange.orTimeout(10, TimeUnit.SECONDS).join().getException();
                assertThat(failure).isInstanceOf(Pan123CredentialsException.class);
                assertThat(failure.toString()).doesNotContain("wrong", simulator.clientId());
            }
            assertThat(simulator.figures().requests()).hasSize(1);
        }
    }

    @Test
    void tokensThatAreNeverAcceptedAreNotAskedForInALoop() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            platform.template.requestBody("pan123:userInfo", (Object) null);
            platform.simulator.faults().on(USER_INFO).times(100).answer(401);
            for (int i = 0; i < 5; i++) {
                assertThat(platform.template.send("pan123:userInfo", e -> {}).getException())
                        .isNotNull();
            }
            // no call was accepted with the two that came after the first one, so there is no other
            assertThat(platform.simulator.figures().tokensIssued()).isEqualTo(3);
            assertThat(platform.simulator.figures().faults(USER_INFO)).isEqualTo(6);
        }
    }
}
