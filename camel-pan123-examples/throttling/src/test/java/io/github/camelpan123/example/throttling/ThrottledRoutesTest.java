package io.github.camelpan123.example.throttling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform sees of the throttles, with the component's own queues behind them and without. */
@Execution(ExecutionMode.CONCURRENT) // they do little but wait
class ThrottledRoutesTest {

    private static final String MOVE = "/api/v1/file/move";
    private static final String IMPORT = "/api/v1/transcode/upload/from_cloud_disk";
    private static final String LIST = "/api/v1/file/list";
    private static final int BATCH = 100;
    /** No queue of the component holds anything back, so what is held back is held back by the routes. */
    private static final Map<String, Object> WIDE_OPEN =
            Map.of("fileMove", 1000, "transcodeImport", 1000, "fileListV1", 1000);

    private static DefaultCamelContext context(
            Pan123Simulator simulator, Map<String, Object> rates, String routes, RoutesBuilder java, String language)
            throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        Pan123Component component = context.getComponent("pan123", Pan123Component.class);
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setClientId(simulator.clientId());
        component.getConfiguration().setClientSecret(simulator.clientSecret());
        component.getConfiguration().setTier(Tier.free);
        component.getConfiguration().setRateLimits(rates);
        if (language.equals("java")) {
            context.addRoutes(java);
        } else {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context)
                            .resolveResource("classpath:routes/" + routes + ".camel." + language));
        }
        context.start();
        return context;
    }

    /** As many as one call takes, since fewer would share calls with others. */
    private static List<Object> batches(Pan123Simulator simulator, String folder, int count) {
        byte[] content = {1};
        return IntStream.range(0, count)
                .<Object>mapToObj(batch -> IntStream.range(0, BATCH)
                        .mapToObj(
                                i -> simulator.drive().addFile("/" + folder + "/" + batch + "-" + i + ".mp4", content))
                        .toList())
                .toList();
    }

    private static List<CompletableFuture<Object>> send(DefaultCamelContext context, String uri, List<Object> bodies) {
        ProducerTemplate template = context.createProducerTemplate();
        return bodies.stream().map(body -> template.asyncRequestBody(uri, body)).toList();
    }

    private static void await(List<CompletableFuture<Object>> all) throws Exception {
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
    }

    /** For clocks that count in milliseconds. */
    private static Duration almost(long millis) {
        return Duration.ofMillis(millis - 20);
    }

    /** How long after a moment the last of so many calls came to the platform. */
    private static Duration last(Pan123Simulator simulator, String path, int count, Instant since) {
        List<RequestRecord> calls = simulator.figures().requests(path);
        assertThat(calls).hasSize(count);
        return Duration.between(since, calls.get(count - 1).at());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml", "java"})
    void inOneRouteEachEndpointHasItsOwnNumber(String language) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().limits(false).start();
                DefaultCamelContext context = context(simulator, WIDE_OPEN, "one-route", new OneRoute(), language)) {
            simulator.drive().addFolder("/films");
            List<Object> films = batches(simulator, "inbox", 7);
            Instant begin = Instant.now();
            List<CompletableFuture<Object>> all = new ArrayList<>(send(context, "direct:films", films));
            all.addAll(send(context, "direct:catalog", List.of("", "")));
            await(all);
            assertThat(last(simulator, MOVE, 7, begin)).isGreaterThan(almost(2000));
            assertThat(last(simulator, IMPORT, 7, begin)).isGreaterThan(almost(6000));
            // the first list may be looked at again, because files come into the folder
            int lists = simulator.figures().requests(LIST).size();
            assertThat(last(simulator, LIST, lists, begin)).isGreaterThan(almost(5000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml", "java"})
    void acrossRoutesAllShareOneNumber(String language) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().limits(false).start();
                DefaultCamelContext context =
                        context(simulator, WIDE_OPEN, "across-routes", new AcrossRoutes(), language)) {
            List<Object> old = batches(simulator, "a", 8);
            List<Object> fresh = batches(simulator, "b", 8);
            Instant begin = Instant.now();
            List<CompletableFuture<Object>> all = new ArrayList<>(send(context, "direct:old", old));
            all.addAll(send(context, "direct:new", fresh));
            await(all);
            // two throttles, one a route, would be through after 2 seconds
            assertThat(last(simulator, MOVE, 16, begin)).isGreaterThan(almost(5000));
            assertThat(simulator.drive().list("/old")).hasSize(8 * BATCH);
            assertThat(simulator.drive().list("/new")).hasSize(8 * BATCH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml", "java"})
    void withTheQueuesBehindThemNothingIsRefused(String language) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                DefaultCamelContext context = context(simulator, Map.of(), "one-route", new OneRoute(), language)) {
            await(send(context, "direct:films", batches(simulator, "inbox", 7)));
            assertThat(simulator.figures().totalRefused()).isZero();
            assertThat(simulator.figures().fullestWindow(MOVE)).isBetween(1, 3);
            assertThat(simulator.figures().fullestWindow(IMPORT)).isEqualTo(1);
        }
    }
}
