package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Each request and each wait has a span below the exchange that it belongs to. */
class TelemetryTest {

    private static final String SINGLE = Api.UPLOAD_SINGLE.path();

    private static CamelContext context(SimulatedPlatform platform, String... steps) throws Exception {
        CamelContext context = SimulatedPlatform.context(platform.simulator);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String step : steps) {
                    from("direct:" + step).routeId(step).to("pan123:" + step);
                }
            }
        });
        return context;
    }

    private static Exchange send(ProducerTemplate template, String route, Object body, String name) {
        return template.send("direct:" + route, exchange -> {
            exchange.getMessage().setBody(body);
            if (name != null) {
                exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
            }
        });
    }

    @Test
    void twoComponentsWithOneAccountHaveOneSpanForEachRequest() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            CamelContext context = platform.context;
            RecordedSpans spans = RecordedSpans.in(context);
            Pan123Component archive = new Pan123Component();
            archive.setConfiguration(platform.options().copy());
            context.addComponent("archive", archive);
            platform.template.requestBody("pan123:userInfo", (Object) null);
            platform.template.requestBody("archive:userInfo", (Object) null);
            assertThat(spans.named(Api.USER_INFO.path())).hasSize(2);
            platform.component().stop();
            platform.template.requestBody("archive:userInfo", (Object) null);
            assertThat(spans.named(Api.USER_INFO.path())).hasSize(3);
        }
    }

    @Test
    void eachRequestHasOneSpanBelowItsExchange() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            CamelContext context = context(platform, "upload", "userInfo", "getFile");
            RecordedSpans spans = RecordedSpans.in(context);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            int uploads = 20;
            List<CompletableFuture<Exchange>> all = IntStream.range(0, uploads)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> send(template, "upload", ("content" + i).getBytes(), "file" + i)))
                    .toList();
            all.forEach(one -> assertThat(one.join().getException()).isNull());
            platform.simulator.faults().on("/api/v1/user/info").times(1).answer(429);
            assertThat(send(template, "userInfo", null, null).getException()).isNull();
            Exception missing = send(template, "getFile", "4711", null).getException();
            context.stop();

            Set<String> paths = Arrays.stream(Api.values()).map(Api::path).collect(Collectors.toSet());
            Map<String, Long> requests = platform.simulator.figures().requests().stream()
                    .collect(Collectors.groupingBy(RequestRecord::path, Collectors.counting()));
            Map<String, Long> shown = spans.all().stream()
                    .map(RecordedSpans.Shown::name)
                    .filter(paths::contains)
                    .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
            assertThat(shown).isEqualTo(requests);
            Map<String, Long> waits = spans.all().stream()
                    .map(RecordedSpans.Shown::name)
                    .filter(name -> name.startsWith("wait "))
                    .collect(Collectors.groupingBy(name -> name.substring(5), Collectors.counting()));
            assertThat(waits).isEqualTo(requests);
            // camel-http adds none of its own
            assertThat(spans.all())
                    .noneMatch(span -> span.name().startsWith("http")
                            || String.valueOf(span.tag("component")).contains("http"));

            // each upload has its own request below its own exchange, although they ran at once
            Map<String, RecordedSpans.Shown> byId =
                    spans.all().stream().collect(Collectors.toMap(RecordedSpans.Shown::id, span -> span));
            List<RecordedSpans.Shown> sent = spans.named(SINGLE);
            assertThat(sent).hasSize(uploads);
            assertThat(sent).extracting(RecordedSpans.Shown::trace).doesNotHaveDuplicates();
            assertThat(sent).allSatisfy(span -> {
                assertThat(span.parent()).isIn(byId.keySet());
                RecordedSpans.Shown parent = byId.get(span.parent());
                assertThat(parent.trace()).isEqualTo(span.trace());
                assertThat(parent.name()).doesNotStartWith("wait").doesNotStartWith("/");
                assertThat(span.tag("camel.pan123.operation")).isEqualTo("upload");
                assertThat(span.tag("camel.pan123.traceId")).isNotEmpty();
                assertThat(span.tag("camel.pan123.bytes")).isNotEmpty();
                assertThat(span.failed()).isFalse();
            });
            assertThat(spans.named("wait " + SINGLE))
                    .extracting(RecordedSpans.Shown::parent)
                    .containsExactlyInAnyOrderElementsOf(
                            sent.stream().map(RecordedSpans.Shown::parent).toList());

            List<RecordedSpans.Shown> users = spans.named("/api/v1/user/info");
            assertThat(users).extracting(RecordedSpans.Shown::failed).containsExactly(true, false);
            assertThat(users.get(0).tag("camel.pan123.code")).isEqualTo("429");
            assertThat(users.get(1).tag("camel.pan123.attempt")).isEqualTo("2");
            // the second wait lasts as long as the pause after the refusal
            assertThat(spans.named("wait /api/v1/user/info").get(1).nanos()).isGreaterThan(300_000_000L);

            assertThat(missing).isInstanceOf(Pan123Exception.class);
            assertThat(spans.all()).allSatisfy(span -> assertThat(span.data().toString())
                    .doesNotContain(platform.simulator.clientSecret())
                    .doesNotContain("Bearer"));
        }
    }

    @Test
    void aFailedRequestHasTheTraceIdOfItsException() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            CamelContext context = context(platform, "userInfo");
            RecordedSpans spans = RecordedSpans.in(context);
            context.start();
            platform.simulator.faults().on("/api/v1/user/info").always().answer(5066);
            Exception failure = send(context.createProducerTemplate(), "userInfo", null, null)
                    .getException();
            context.stop();
            assertThat(failure).isInstanceOfSatisfying(Pan123Exception.class, refused -> {
                assertThat(refused.getTraceId()).isNotEmpty();
                assertThat(spans.named("/api/v1/user/info")).singleElement().satisfies(span -> {
                    assertThat(span.failed()).isTrue();
                    assertThat(span.tag("camel.pan123.traceId")).isEqualTo(refused.getTraceId());
                    assertThat(span.tag("camel.pan123.exception"))
                            .isEqualTo(refused.getClass().getSimpleName());
                    assertThat(span.tag("camel.pan123.code")).isEqualTo("5066");
                });
            });
        }
    }

    @Test
    void aWaitThatIsGivenUpIsAFailedSpan() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            CamelContext context = context(platform);
            RecordedSpans spans = RecordedSpans.in(context);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            String route = "userInfo?maxWait=1&rateLimits.userInfo=0.1";
            IntStream.range(0, 3).forEach(i -> template.send("pan123:" + route, exchange -> {}));
            context.stop();
            assertThat(spans.named("wait /api/v1/user/info"))
                    .filteredOn(RecordedSpans.Shown::failed)
                    .isNotEmpty()
                    .allSatisfy(span ->
                            assertThat(span.tag("camel.pan123.exception")).isEqualTo("Pan123WaitExceededException"));
        }
    }
}
