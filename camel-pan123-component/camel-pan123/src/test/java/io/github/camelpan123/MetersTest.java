package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.simulator.figures.RequestRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The meters agree with what the platform has counted, and end with their account. */
class MetersTest {

    private static final Set<String> APIS =
            Arrays.stream(Api.values()).map(Api::path).collect(Collectors.toSet());

    private final Scrape scrape = new Scrape();

    private static byte[] content(int length, int seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    private static void bind(CamelContext context, String name, Object bean) {
        context.getRegistry().bind(name, bean);
    }

    private SimulatedPlatform metered() throws Exception {
        SimulatedPlatform platform = SimulatedPlatform.start();
        bind(platform.context, "anything", scrape.registry);
        return platform;
    }

    private static void upload(SimulatedPlatform platform, String name, byte[] content) {
        platform.template.requestBodyAndHeader("pan123:upload", content, "CamelFileName", name);
    }

    private static Set<String> ours(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("camel.pan123."))
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theScrapeAgreesWithWhatThePlatformCounted() throws Exception {
        try (SimulatedPlatform platform = metered()) {
            platform.unhurried();
            platform.simulator.faults().on("/api/v2/file/list").times(2).answer(429);
            platform.simulator.faults().on("/upload/v2/file/slice").times(1).http(500);
            platform.simulator.faults().on("/api/v1/user/info").times(1).answer(401);
            for (int i = 0; i < 5; i++) {
                upload(platform, "small" + i, content(1000 + i, i));
            }
            platform.template.requestBodyAndHeaders(
                    "pan123:upload?uploadMode=sliced", content(700 * 1024, 9), Map.of("CamelFileName", "large"));
            platform.template.requestBody("pan123:userInfo", (Object) null);
            platform.template.requestBody("pan123:listFiles?parentFileId=0", null, List.class);
            for (String name : List.of("large", "small0")) {
                platform.template
                        .send("pan123:download?path=/" + name, exchange -> {})
                        .getMessage()
                        .getBody(byte[].class);
            }
            platform.template.requestBody("pan123:trash?path=/small1", (Object) null);
            assertThatThrownBy(() -> platform.template.requestBody("pan123:getFile?path=/missing", (Object) null))
                    .isNotNull();

            Map<String, List<RequestRecord>> requests = platform.simulator.figures().requests().stream()
                    .filter(request -> APIS.contains(request.path()))
                    .collect(Collectors.groupingBy(RequestRecord::path));
            assertThat(requests.keySet()).hasSizeGreaterThan(8);
            requests.forEach((path, all) -> {
                long refused = all.stream().filter(one -> one.code() == 429).count();
                assertThat(scrape.sum("calls_total", "api", path))
                        .as("calls of " + path)
                        .isEqualTo(all.size());
                assertThat(scrape.sum("calls_refused_total", "api", path))
                        .as("refusals of " + path)
                        .isEqualTo(refused);
                assertThat(scrape.sum("calls_failed_total", "api", path))
                        .as("failures of " + path)
                        .isEqualTo(all.stream()
                                .filter(one -> one.code() != 0 && one.code() != 429)
                                .count());
                String time = path.equals(Api.UPLOAD_SINGLE.path()) || path.equals(Api.UPLOAD_SLICE.path())
                        ? "sending_time_seconds_count"
                        : "calling_time_seconds_count";
                assertThat(scrape.sum(time, "api", path)).as("times of " + path).isEqualTo(all.size());
                assertThat(scrape.sum("waiting_time_seconds_count", "api", path))
                        .as("waits of " + path)
                        .isEqualTo(all.size());
            });
            assertThat(scrape.sum("calls_total"))
                    .isEqualTo(requests.values().stream().mapToInt(List::size).sum());
            assertThat(scrape.sum("calls_refused_total")).isEqualTo(2);
            assertThat(scrape.sum("calls_retries_total", "api", "/api/v2/file/list"))
                    .isEqualTo(2);
            assertThat(scrape.sum("calls_retries_total", "api", "/api/v1/user/info"))
                    .isEqualTo(1);
            assertThat(scrape.sum("calls_failed_total", "exception", "Pan123TokenException"))
                    .isEqualTo(1);
            assertThat(scrape.sum("bytes_sent_bytes_total") + scrape.sum("bytes_sent_total"))
                    .isEqualTo(platform.simulator.figures().uploadedBytes());
            assertThat(scrape.sum("bytes_received_bytes_total") + scrape.sum("bytes_received_total"))
                    .isEqualTo(platform.simulator.figures().downloadedBytes());
            assertThat(scrape.sum("hashing_time_seconds_count", "operation", "upload"))
                    .isEqualTo(6);
            assertThat(scrape.sum("uploads_inflight_requests")).isZero();
            assertThat(scrape.sum("token_age_seconds")).isBetween(0.0, 600.0);
            assertThat(scrape.sum("calls_waiting")).isZero();
            assertThat(scrape.sum("calls_limit", "api", "/api/v1/user/info")).isEqualTo(1000);
            assertThat(scrape.sum("calls_total", "operation", "none"))
                    .isEqualTo(scrape.sum("calls_total", "api", Api.ACCESS_TOKEN.path()))
                    .isPositive();
            assertThat(scrape.sum("calls_total", "operation", "trash")).isPositive();
            assertThat(scrape.sum("calls_total", "operation", "trash", "api", Api.FILE_TRASH.path()))
                    .isEqualTo(platform.calls(Api.FILE_TRASH.path()));
            assertThat(scrape.sum("calls_total", "operation", "listFiles")).isPositive();
            assertThat(scrape.sum("calls_total", "operation", "upload", "api", Api.UPLOAD_SINGLE.path()))
                    .isEqualTo(5);
            String account = platform.component().queues().isEmpty()
                    ? ""
                    : scrape.samples().get(0).labels().get("account");
            assertThat(scrape.samples()).allSatisfy(sample -> {
                assertThat(sample.labels())
                        .containsEntry("camelContext", platform.context.getName())
                        .containsEntry("account", account);
                assertThat(sample.labels().keySet())
                        .isSubsetOf("camelContext", "account", "api", "operation", "exception");
            });
            assertThat(scrape.registry.scrape())
                    .doesNotContain(platform.simulator.clientId(), platform.simulator.clientSecret(), "small");
        }
        assertThat(ours(scrape.registry)).isEmpty();
    }

    /** Each has a bean of another name: the one of camel-micrometer comes first, then the only one. */
    @ParameterizedTest
    @ValueSource(strings = {"metricsRegistry", "other", "late", "two"})
    void theRegistryIsFoundByItself(String name) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            CamelContext context = SimulatedPlatform.context(platform.simulator);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("pan123:userInfo");
                    if (name.equals("late")) {
                        // as a service that is started with the routes
                        context.addRoutePolicyFactory((any, id, node) -> {
                            bind(context, "late", scrape.registry);
                            return null;
                        });
                    }
                }
            });
            if (!name.equals("late")) {
                bind(context, name.equals("two") ? "metricsRegistry" : name, scrape.registry);
            }
            if (name.equals("two")) {
                bind(context, "anotherRegistry", new SimpleMeterRegistry());
            }
            context.start();
            context.createProducerTemplate().requestBody("direct:in", (Object) null);
            assertThat(scrape.sum("calls_total", "api", "/api/v1/user/info")).isEqualTo(1);
            context.stop();
            assertThat(ours(scrape.registry)).isEmpty();
        }
    }

    @Test
    void severalRegistriesWithoutTheNameOfCamelsAreNotGuessedAmong() throws Exception {
        SimpleMeterRegistry another = new SimpleMeterRegistry();
        try (SimulatedPlatform platform = metered()) {
            bind(platform.context, "another", another);
            platform.template.requestBody("pan123:userInfo", (Object) null);
            assertThat(ours(scrape.registry)).isEmpty();
            assertThat(ours(another)).isEmpty();
        }
    }

    @Test
    void callsThatWaitAndUploadsInFlightAreSeenMeanwhile() throws Exception {
        try (SimulatedPlatform platform = metered()) {
            platform.options().setRateLimits(Map.of("userInfo", "4"));
            AccountBinding used = platform.component().enterAccount(platform.options());
            // until they were seen, which a busy machine may do later than in the second before the last are sent
            used.account().queueControl().pause("userInfo", true);
            List<CompletableFuture<Object>> asked = IntStream.range(0, 8)
                    .mapToObj(i -> platform.template.asyncRequestBody("pan123:userInfo", (Object) null))
                    .toList();
            await().until(() -> scrape.sum("calls_waiting", "api", "/api/v1/user/info") >= 2);
            used.account().queueControl().pause("userInfo", false);
            used.leave();
            asked.forEach(CompletableFuture::join);
            assertThat(scrape.sum("calls_waiting", "api", "/api/v1/user/info")).isZero();
            assertThat(scrape.sum("calls_limit", "api", "/api/v1/user/info")).isEqualTo(4);
            // four of them at least wait for the second window
            assertThat(scrape.sum("waiting_time_seconds_sum", "api", "/api/v1/user/info"))
                    .isGreaterThan(2);

            platform.simulator
                    .faults()
                    .on("/upload/v2/file/single/create")
                    .always()
                    .delay(Duration.ofSeconds(1));
            // another one if a busy machine looks when it has ended
            await().until(() -> {
                CompletableFuture<Void> upload =
                        CompletableFuture.runAsync(() -> upload(platform, "slow", content(1000, 1)));
                AtomicBoolean seen = new AtomicBoolean();
                await().until(() -> {
                    seen.compareAndSet(false, scrape.sum("uploads_inflight_requests") == 1);
                    return seen.get() || upload.isDone();
                });
                upload.join();
                return seen.get();
            });
            assertThat(scrape.sum("uploads_inflight_requests")).isZero();
            assertThat(scrape.sum("sending_time_seconds_sum")).isGreaterThanOrEqualTo(0.9);
        }
    }

    @Test
    void contextsWithOneRegistryCountTheirOwnCallsAndEndTheirOwnMeters() throws Exception {
        try (SimulatedPlatform platform = metered()) {
            CamelContext other = SimulatedPlatform.context(platform.simulator);
            bind(other, "anything", scrape.registry);
            other.start();
            platform.template.requestBody("pan123:userInfo", (Object) null);
            other.createProducerTemplate().requestBody("pan123:userInfo", (Object) null);
            other.createProducerTemplate().requestBody("pan123:userInfo?maxWait=600000", (Object) null);
            assertThat(scrape.sum("calls_total", "api", "/api/v1/user/info")).isEqualTo(3);
            assertThat(scrape.sum("calls_total", "api", "/api/v1/user/info", "camelContext", other.getName()))
                    .isEqualTo(2);
            other.stop();
            assertThat(scrape.samples()).isNotEmpty().noneMatch(sample -> other.getName()
                    .equals(sample.labels().get("camelContext")));
            platform.template.requestBody("pan123:userInfo", (Object) null);
            assertThat(scrape.sum("calls_total", "api", "/api/v1/user/info")).isEqualTo(2);
        }
    }

    @Test
    void aConsumersCallsAreThoseOfItsOperation() throws Exception {
        try (SimulatedPlatform platform = metered()) {
            platform.unhurried();
            platform.simulator.drive().addFile("/in/a.txt", content(10, 1));
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pan123:listFiles?path=/in&afterRead=trash&initialDelay=0")
                            .convertBodyTo(byte[].class)
                            .to("mock:out");
                }
            });
            await().until(() -> platform.calls(Api.FILE_TRASH.path()) > 0);
            assertThat(scrape.sum("calls_total", "operation", "listFiles", "api", Api.FILE_LIST_V2.path()))
                    .isPositive();
            await().untilAsserted(() ->
                    assertThat(scrape.sum("bytes_received_bytes_total")).isEqualTo(10));
        }
    }

    @Test
    void aRegistryThatFailsFailsNoCall() throws Exception {
        MeterRegistry broken = new SimpleMeterRegistry() {
            @Override
            protected Counter newCounter(Meter.Id id) {
                throw new IllegalStateException("no counters here");
            }
        };
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            bind(platform.context, "metricsRegistry", broken);
            upload(platform, "a", content(10, 1));
            upload(platform, "b", content(20, 1));
            assertThat(platform.simulator.drive().list("/")).hasSize(2);
        }
    }
}
