package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.Pan123TrafficExceededException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody who wants no bound may write the longest duration that there is. */
class DurationOptionsTest {

    /** In milliseconds. */
    static final long LONGEST = Long.MAX_VALUE / 2 / 1_000_000;

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    static Stream<String> durations() throws IOException {
        JsonNode catalog = new ObjectMapper()
                .readTree(DurationOptionsTest.class.getResource("/META-INF/io/github/camelpan123/pan123.json"));
        Set<String> names = new HashSet<>();
        for (String options : List.of("componentProperties", "properties")) {
            catalog.get(options).properties().forEach(option -> {
                if (option.getValue().path("type").asText().equals("duration")) {
                    names.add(option.getKey());
                }
            });
        }
        return names.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("durations")
    void theLongestDurationWorks(String option) throws Exception {
        String longest = "?" + option + "=" + LONGEST;
        switch (option) {
            case "maxWait" -> callsThatWait(longest);
            case "jobTimeout" -> jobs(longest);
            case "listingMaxAge" -> listings(longest);
            case "trafficPause" -> pause(longest);
            case "connectTimeout", "responseTimeout" -> requests(longest);
            case "delay" -> poll(longest);
            case "clusterSlack" -> platform.component().setClusterSlack(LONGEST);
            case "clusterTimeout" -> platform.component().setClusterTimeout(LONGEST);
            default -> throw new AssertionError(option + " is not tried");
        }
    }

    private Exchange send(String uri, Object body) {
        Exchange done =
                platform.template.send(uri, exchange -> exchange.getMessage().setBody(body));
        assertThat(done.getException()).as(uri).isNull();
        return done;
    }

    /** For a token first, and then for their turns. */
    private void callsThatWait(String longest) throws Exception {
        platform.options().setRateLimits(new HashMap<>(Map.of("userInfo", "20")));
        List<CompletableFuture<Exchange>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(platform.template.asyncSend("pan123:userInfo" + longest, exchange -> {}));
        }
        for (CompletableFuture<Exchange> call : calls) {
            assertThat(call.get(2, TimeUnit.MINUTES).getException()).isNull();
        }
    }

    private void jobs(String longest) throws Exception {
        platform.unhurried();
        byte[] clip;
        try (InputStream in = getClass().getResourceAsStream("/demo.mp4")) {
            clip = in.readAllBytes();
        }
        long video = platform.simulator.drive().addFile("/films/a.mp4", clip);
        long other = platform.simulator.drive().addFile("/films/b.mp4", clip);
        long folder = platform.simulator.drive().addFolder("/copies");
        send("pan123:copy" + longest + "&fileIds=" + video + "," + other + "&targetParentFileId=" + folder, null);
        assertThat(platform.simulator.drive().list("/copies")).hasSize(2);
        send("pan123:transcode" + longest + "&fileId=" + video, null);
    }

    private void listings(String longest) {
        for (int i = 0; i < 2; i++) {
            send("pan123:upload" + longest + "&duplicate=skipIfSame&fileName=a.txt", "content");
        }
        assertThat(platform.simulator.drive().list("/")).hasSize(1);
    }

    private void pause(String longest) {
        long file = platform.simulator.drive().addFile("/a.txt", new byte[] {1});
        platform.simulator.faults().trafficUsedUp(true);
        for (int i = 0; i < 2; i++) {
            Exchange done = platform.template.send("pan123:download" + longest + "&fileId=" + file, exchange -> {});
            assertThat(done.getException())
                    .isInstanceOfSatisfying(Pan123TrafficExceededException.class, used -> assertThat(used.getUntil())
                            .isAfter(Instant.now().plus(Duration.ofDays(50_000))));
        }
    }

    private void requests(String longest) {
        send("pan123:userInfo" + longest, null);
        send("pan123:upload" + longest + "&fileName=a.txt", "content");
        send("pan123:upload" + longest + "&fileName=b.txt&uploadMode=sliced", "other content");
        Exchange done = send("pan123:download" + longest + "&path=/a.txt", null);
        assertThat(done.getMessage().getBody(String.class)).isEqualTo("content");
    }

    private void poll(String longest) throws Exception {
        platform.simulator.drive().addFile("/in/a.txt", new byte[] {1});
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:listFiles" + longest + "&initialDelay=0&path=/in").to("mock:files");
            }
        });
        MockEndpoint files = platform.context.getEndpoint("mock:files", MockEndpoint.class);
        await().atMost(Duration.ofMinutes(2)).until(() -> files.getReceivedCounter() == 1);
    }
}
