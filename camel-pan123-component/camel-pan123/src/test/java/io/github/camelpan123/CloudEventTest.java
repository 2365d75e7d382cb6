package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.TransformerKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the consumers emit, as CloudEvents. */
class CloudEventTest {

    private record Kind(String uri, int events, String type, String source, List<String> subjects) {
        @Override
        public String toString() {
            return uri;
        }
    }

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind(
                        "pan123:listFiles?path=/in",
                        2,
                        "io.github.camelpan123.event.file",
                        "pan123.drive",
                        List.of("/in/a.txt", "/in/b.txt")),
                new Kind(
                        "pan123:transcodeResult",
                        2,
                        "io.github.camelpan123.event.transcode",
                        "pan123.transcode",
                        List.of("v.mp4")),
                new Kind(
                        "pan123:transcodeResult?grouping=video",
                        1,
                        "io.github.camelpan123.event.transcode",
                        "pan123.transcode",
                        List.of("v.mp4")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachMessageIsDescribed(Kind kind) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.drive().addFile("/in/a.txt", new byte[] {1});
            platform.simulator.drive().addFile("/in/b.txt", new byte[] {2});
            byte[] clip = getClass().getResourceAsStream("/demo.mp4").readAllBytes();
            platform.simulator.drive().addFinishedTranscode("v.mp4", clip, "720P", "1080P");
            LinkedBlockingQueue<Map<String, Object>> seen = new LinkedBlockingQueue<>();
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    // fails, so that everything comes a second time
                    from(kind.uri() + (kind.uri().contains("?") ? "&" : "?") + "delay=100")
                            .errorHandler(noErrorHandler())
                            .process(exchange -> {
                                // the step itself has other names in older versions of Camel
                                getContext()
                                        .getTransformerRegistry()
                                        .resolveTransformer(new TransformerKey("pan123:application-cloudevents"))
                                        .transform(exchange.getMessage(), DataType.ANY, DataType.ANY);
                                seen.add(new HashMap<>(exchange.getMessage().getHeaders()));
                                throw new IllegalStateException("again");
                            });
                }
            });
            List<Map<String, Object>> events = new ArrayList<>();
            for (int i = 0; i < 2 * kind.events(); i++) {
                events.add(seen.poll(2, TimeUnit.MINUTES));
            }
            assertThat(events).doesNotContainNull().allSatisfy(event -> {
                assertThat(event)
                        .containsEntry("CamelCloudEventType", kind.type())
                        .containsEntry("CamelCloudEventSource", kind.source())
                        .containsEntry("CamelCloudEventVersion", "1.0");
                assertThat(event.get("CamelCloudEventSubject")).isIn(kind.subjects());
                assertThat(event.get("CamelCloudEventTime")).asString().matches("\\d{4}-\\d\\d-\\d\\dT.+");
            });
            // one ID for each, whenever it comes
            assertThat(new HashSet<>(events.stream()
                            .map(event -> event.get("CamelCloudEventID"))
                            .toList()))
                    .hasSize(kind.events());
            assertThat(platform.calls("/api/v1/file/download_info")).isZero();
        }
    }
}
