package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.figures.RequestRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** Exchanges that wait for their turn: they keep their order, and are never forgotten. */
class WaitingTest {

    private static final String MKDIR = "/upload/v1/file/mkdir";

    static List<CompletableFuture<Exchange>> send(
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
