package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.camelpan123.account.auth.FileTokenStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The developer console shows what the simulator knows, and asks it nothing. */
class DevConsoleTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int WIDTH = 100;
    private static final String INFO = "/api/v1/user/info";
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

    private static DevConsole console(SimulatedPlatform platform) {
        DevConsole console =
                PluginHelper.getDevConsoleResolver(platform.context).resolveDevConsole("pan123");
        assertThat(console).isInstanceOf(Pan123DevConsole.class);
        return console;
    }

    private static String text(SimulatedPlatform platform, Map<String, Object> options) {
        return (String) console(platform).call(MediaType.TEXT, options);
    }

    private static JsonNode json(SimulatedPlatform platform, Map<String, Object> options) {
        try {
            JsonObject json = (JsonObject) console(platform).call(MediaType.JSON, options);
            return MAPPER.readTree(json.toJson()).path("components").path(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode account(SimulatedPlatform platform) {
        JsonNode accounts = json(platform, Map.of()).path("accounts");
        assertThat(accounts).hasSize(1);
        return accounts.path(0);
    }

    /** Returns what the platform has got, answered by a fault or not. */
    private static long requests(SimulatedPlatform platform, String path) {
        return platform.simulator.figures().requests(path).size();
    }

    private static JsonNode with(JsonNode all, String member, String value) {
        for (JsonNode one : all) {
            if (one.path(member).asText().equals(value)) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    /** Counts as terminals do. */
    private static int columns(String line) {
        return line.codePoints()
                .map(one -> Character.UnicodeScript.of(one) == Character.UnicodeScript.HAN || one >= 0xFF00 ? 2 : 1)
                .sum();
    }

    @Test
    void withoutAnAccountItSaysSo() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            assertThat(text(platform, Map.of())).matches("At 20\\S+Z\nNo account is in use.\n");
            assertThat(json(platform, Map.of()).path("accounts")).isEmpty();
            platform.context.removeComponent("pan123");
            assertThat(text(platform, Map.of())).isEqualTo("No component pan123 is in use.\n");
            assertThat(json(platform, Map.of()).isMissingNode()).isTrue();
        }
    }

    @Test
    void theFiguresAreThoseOfThePlatformAndALookCostsNoCall() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            for (int i = 0; i < 3; i++) {
                platform.template.requestBody("pan123:upload?uploadMode=single&fileName=" + i + ".txt", "text" + i);
            }
            platform.template.requestBody("pan123:userInfo", (Object) null);
            platform.simulator.faults().on(INFO).answer(777, "no such luck");
            Exchange failed = platform.template.send("pan123:userInfo", exchange -> {});
            platform.simulator.faults().on(INFO).answer(777, "no such luck again");
            Exchange again = platform.template.send("pan123:userInfo", exchange -> {});
            long id = platform.simulator.drive().addFile("/down.txt", CONTENT);
            platform.template.requestBody("pan123:download?fileId=" + id, null, byte[].class);

            long calls = platform.simulator.figures().totalCalls();
            JsonNode account = account(platform);
            for (int i = 0; i < 20; i++) {
                json(platform, Map.of());
                text(platform, Map.of());
            }
            assertThat(platform.simulator.figures().totalCalls()).isEqualTo(calls);

            for (JsonNode queue : account.path("queues")) {
                assertThat(queue.path("sent").asLong())
                        .as(queue.path("path").asText())
                        .isEqualTo(requests(platform, queue.path("path").asText()));
                assertThat(queue.path("waiting").asInt()).isZero();
                assertThat(queue.path("inFlight").asInt()).isZero();
            }
            assertThat(account.path("queues")).hasSizeGreaterThan(5);
            assertThat(account.path("uploadsSucceeded").asInt()).isEqualTo(3);
            assertThat(account.path("uploadsInFlight").asInt()).isZero();
            assertThat(account.path("uploadsEnded").findValuesAsText("name"))
                    .containsExactly("2.txt", "1.txt", "0.txt");
            assertThat(account.path("uploadsEnded").findValuesAsText("step")).containsOnly("done");
            assertThat(account.path("bytesSent").asLong())
                    .isEqualTo(platform.simulator.figures().uploadedBytes());
            assertThat(account.path("bytesReceived").asLong()).isEqualTo(CONTENT.length);
            assertThat(account.path("seen").path("space").path("free").asLong()).isPositive();
            assertThat(account.path("token").path("source").asText()).isEqualTo("login");
            assertThat(account.path("tierFrom").asText()).isEqualTo("option");
            assertThat(account.path("userId").asText())
                    .startsWith("***")
                    .isNotEqualTo("***" + platform.simulator.drive().uid());

            JsonNode failure = account.path("failures").path(0);
            assertThat(failure.path("api").asText()).isEqualTo("userInfo");
            assertThat(failure.path("code").asInt()).isEqualTo(777);
            assertThat(failure.path("times").asInt()).isEqualTo(2);
            assertThat(failure.path("message").asText()).contains("no such luck again");
            assertThat(failure.path("traceId").asText())
                    .isEqualTo(again.getMessage().getHeader(Pan123Constants.TRACE_ID))
                    .isNotEqualTo(failed.getMessage().getHeader(Pan123Constants.TRACE_ID));
            assertThat(text(platform, Map.of())).contains("At 20", "userInfo, code 777", "2 times since 20");
        }
    }

    @Test
    void aQueueShowsWhatWaitsAndForHowLong() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start(builder -> builder.limits(true))) {
            platform.options().setRateLimits(Map.of("userInfo", "0.1"));
            platform.template.requestBody("pan123:userInfo", (Object) null);
            IntStream.range(0, 3).forEach(i -> platform.template.asyncRequestBody("pan123:userInfo", (Object) null));
            await().until(() -> with(account(platform).path("queues"), "api", "userInfo")
                            .path("waiting")
                            .asInt()
                    == 3);
            JsonNode queue = with(account(platform).path("queues"), "api", "userInfo");
            assertThat(queue.path("limit").asText()).isEqualTo("0.1");
            assertThat(queue.path("used").asInt()).isEqualTo(1);
            // the first waits up to ten seconds and the three others for thirty
            assertThat(queue.path("expectedWaitMillis").asLong()).isBetween(30_000L, 41_100L);
            assertThat(text(platform, Map.of())).containsPattern("userInfo +0\\.1  \\[#{10}] 1/1 +3 +[34]\\d\\.\\d s");
        }
    }

    @Test
    void aStalledRunShowsAllThatGoesWrong() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried();
                StalledRun run = new StalledRun(platform)) {
            assertThat(text(platform, Map.of()))
                    .containsPattern("PAUSED: +no downloads until 20\\S+Z")
                    .containsPattern(StalledRun.QUEUE + " .* PAUSED")
                    .contains("      waiting: transcodeStart 2, transcodeResolutions 1\n")
                    .containsPattern(run.video + " +480P +to start +for")
                    .containsPattern("      not started: .*502")
                    .containsPattern("ago, 2 times since 20\\S+Z: userInfo, code 777");
            JsonNode account = account(platform);
            assertThat(account.path("seen").path("downloadsPausedUntil").asText())
                    .startsWith("20");
            JsonNode operations =
                    with(account.path("queues"), "api", StalledRun.QUEUE).path("operations");
            assertThat(operations.findValuesAsText("operation"))
                    .containsExactly("transcodeStart", "transcodeResolutions");
            assertThat(operations.findValuesAsText("waiting")).containsExactly("2", "1");
            assertThat(operations.findValuesAsText("sent")).containsExactly("1", "0");
            JsonNode job = with(account.path("jobs"), "fileId", "" + run.video);
            assertThat(job.path("state").asText()).isEqualTo("starting");
            assertThat(job.path("reason").asText()).contains("502");
            JsonNode failure = with(account.path("failures"), "api", "userInfo");
            assertThat(failure.path("times").asInt()).isEqualTo(2);
            assertThat(failure.path("firstAt").asText()).startsWith("20");
        }
    }

    @Test
    void anUploadThatStallsShowsItsStepAndHowLongNothingHasMoved() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.faults().on(SINGLE).delay(Duration.ofMinutes(5));
            CompletableFuture<Object> upload =
                    platform.template.asyncRequestBody("pan123:upload?uploadMode=single&fileName=报告.txt", "text");
            // it stalls there, and not on its way
            await().until(() -> platform.simulator.figures().faults(SINGLE) == 1);
            await().until(() ->
                    account(platform).path("uploads").path(0).path("idleMillis").asLong() > 100);
            JsonNode shown = account(platform).path("uploads").path(0);
            assertThat(shown.path("name").asText()).isEqualTo("报告.txt");
            assertThat(shown.path("step").asText()).isEqualTo("send");
            assertThat(shown.path("size").asInt()).isEqualTo(4);
            assertThat(account(platform).path("uploadRequests").path("inFlight").asInt())
                    .isOne();
            await().until(() -> text(platform, Map.of()).contains("idle"));
            assertThat(upload).isNotDone();
        }
    }

    @Test
    void aFailedUploadSaysWhy() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.faults().on(SINGLE).always().answer(1, "文件上传失败");
            platform.template.send("pan123:upload?uploadMode=single&fileName=a.txt", exchange -> exchange.getMessage()
                    .setBody("text"));
            JsonNode shown = account(platform).path("uploadsEnded").path(0);
            assertThat(shown.path("failure").asText()).contains("文件上传失败");
            assertThat(account(platform).path("uploadsFailed").asInt()).isOne();
            assertThat(text(platform, Map.of())).contains("1 failed").containsPattern("a\\.txt +failed");
        }
    }

    @Test
    void transcodeJobsMoveThroughTheirStates() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.drive().addPendingTranscode("v.mp4", CONTENT, Duration.ofMinutes(5), "480p");
            platform.simulator.drive().addFinishedTranscode("old.mp4", CONTENT, "480p");
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pan123:transcodeResult?initialDelay=0&delay=50")
                            .routeId("results")
                            .to("mock:results");
                }
            });
            await().until(() -> account(platform).path("jobs").size() == 1);
            JsonNode job = account(platform).path("jobs").path(0);
            assertThat(job.path("name").asText()).isEqualTo("v.mp4");
            assertThat(job.path("resolution").asText()).isEqualTo("480P");
            assertThat(job.path("state").asText()).isIn("preparing", "running");
            JsonNode consumer = json(platform, Map.of()).path("consumers").path(0);
            assertThat(consumer.path("routeId").asText()).isEqualTo("results");
            assertThat(consumer.path("subject").asText()).isEqualTo("transcodes of space");
            await().until(() -> json(platform, Map.of())
                            .path("consumers")
                            .path(0)
                            .path("backlog")
                            .asInt()
                    == 1);
            assertThat(text(platform, Map.of())).contains("v.mp4", "results: transcodes of space", "last good poll");
        }
    }

    @Test
    void aConsumerShowsItsBacklogWhatItGaveUpAndWhyAPollFailed() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.drive().addFile("/in/bad.txt", CONTENT);
            platform.simulator.drive().addFile("/in/slow.txt", CONTENT);
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("pan123:listFiles?path=/in&initialDelay=0&delay=50&maxAttempts=2")
                            .process(exchange -> {
                                if (exchange.getMessage()
                                        .getHeader(Exchange.FILE_NAME, "", String.class)
                                        .startsWith("bad")) {
                                    throw new IllegalStateException("bad");
                                }
                            })
                            .threads(1)
                            .process(exchange -> goOn.await());
                }
            });
            await().until(() -> consumer(platform).path("givenUp").asInt() == 1
                    && consumer(platform).path("inProgress").asInt() == 1);
            assertThat(consumer(platform).path("backlog").asInt()).isOne();
            assertThat(consumer(platform).path("lastGoodPoll").asText()).isNotEmpty();
            assertThat(consumer(platform).path("failing").asBoolean()).isFalse();
            platform.simulator.faults().on("/api/v2/file/list").always().answer(777, "not today");
            await().until(() -> consumer(platform).path("failing").asBoolean());
            assertThat(consumer(platform).path("lastFailure").asText()).contains("not today");
            assertThat(text(platform, Map.of()))
                    .contains("files of /in", "LAST POLL FAILED", "not today", "1 given up");
            goOn.countDown();
            await().until(() -> consumer(platform).path("inProgress").asInt() == 0);
        } finally {
            goOn.countDown();
        }
    }

    private static JsonNode consumer(SimulatedPlatform platform) {
        return json(platform, Map.of()).path("consumers").path(0);
    }

    @Test
    void noLineIsLongerThanAHundredColumnsAndTheListsAreBounded() throws Exception {
        String longest = "长".repeat(80) + ".txt";
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.faults().on(INFO).answer(777, "\u0007" + "原因 ".repeat(300));
            platform.template.send("pan123:userInfo", exchange -> {});
            platform.template.requestBody("pan123:upload?uploadMode=single&fileName=" + longest, "text");
            platform.simulator.faults().on(SINGLE).always().delay(Duration.ofMinutes(5));
            List<CompletableFuture<Object>> uploads = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                uploads.add(platform.template.asyncRequestBodyAndHeader(
                        "pan123:upload?uploadMode=single", "text" + i, Exchange.FILE_NAME, i + longest));
            }
            platform.simulator
                    .drive()
                    .addPendingTranscode("长".repeat(80) + ".mp4", CONTENT, Duration.ofMinutes(5), "480p", "720p");
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pan123:transcodeResult?initialDelay=0&delay=50").to("mock:results");
                    from("pan123:listFiles?path=/" + "夹".repeat(80) + "&initialDelay=0&delay=50")
                            .routeId("r".repeat(120))
                            .to("mock:files");
                }
            });
            await().until(() -> account(platform).path("jobs").size() == 2);
            await().until(() -> account(platform).path("uploadsInFlight").asInt() == 30);
            await().until(() -> json(platform, Map.of())
                    .path("consumers")
                    .findValuesAsText("failing")
                    .contains("true"));
            String text = text(platform, Map.of("limit", "7"));
            assertThat(text.lines())
                    .allSatisfy(line -> assertThat(columns(line)).as(line).isLessThanOrEqualTo(WIDTH));
            assertThat(text).contains("and 23 more").doesNotContain("\u0007", "\r");
            assertThat(json(platform, Map.of("limit", "7"))
                            .path("accounts")
                            .path(0)
                            .path("uploads"))
                    .hasSize(7);
            // what cannot be read is not an error
            assertThat(account(platform).path("uploads")).hasSize(30);
            assertThat(text(platform, Map.of("limit", "x"))).contains("and 10 more");
        }
    }

    @Test
    void noSecretIsShown(@TempDir Path folder) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.options().setTokenStore(new FileTokenStore(folder));
            long id = platform.simulator.drive().addFile("/down.txt", CONTENT);
            platform.template.requestBody("pan123:download?fileId=" + id, null, byte[].class);
            platform.simulator.faults().on("/download").answer(403, "no");
            platform.template.send("pan123:userInfo?clientSecret=wrong", exchange -> {});
            List<String> secrets = new ArrayList<>(
                    List.of(platform.simulator.clientId(), platform.simulator.clientSecret(), "wrong", "/download/"));
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    for (String word : Files.readString(file).split("\"", -1)) {
                        if (word.length() > 40) {
                            secrets.add(word);
                        }
                    }
                }
            }
            // the token itself
            assertThat(secrets).hasSizeGreaterThan(4);
            String shown = text(platform, Map.of()) + json(platform, Map.of());
            assertThat(shown).contains("accessToken").doesNotContain(secrets);
        }
    }
}
