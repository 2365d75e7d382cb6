package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.TranscodeResolutions;
import io.github.camelpan123.simulator.drive.Entry;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A job that is started again while the exchange of its failed result runs is a job of its own. */
@Order(2) // it lasts long
class TranscodeRestartTest {

    private static final String START = "pan123:transcodeStart?resolutions=480P";
    private static final String START_CALL = "/api/v1/transcode/video";
    private static final String RESOLUTIONS = "/api/v1/transcode/video/resolutions";
    private static final String RESULT = "/api/v1/transcode/video/result";
    private static final int FAILED = 7;
    private static final int DONE = 255;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private SimulatedPlatform platform;
    private CamelContext other;
    private final Queue<Integer> began = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> ended = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        if (other != null) {
            other.stop();
        }
        platform.close();
    }

    private long video() throws Exception {
        try (InputStream clip = getClass().getResourceAsStream("/demo.mp4")) {
            return platform.simulator.drive().addVideo("v.mp4", clip.readAllBytes());
        }
    }

    private boolean inSpace(long video) {
        return platform.simulator.drive().videos().stream().map(Entry::id).anyMatch(id -> id == video);
    }

    private void useFile() {
        platform.options().setWatchListDirectory(folder.toString());
    }

    /** A context that shares the account and the watch list, as another JVM would. */
    private ProducerTemplate elsewhere() {
        other = SimulatedPlatform.context(platform.simulator);
        Pan123Configuration options =
                other.getComponent("pan123", Pan123Component.class).getConfiguration();
        options.setRateLimits(platform.options().getRateLimits());
        options.setWatchListDirectory(folder.toString());
        other.start();
        return other.createProducerTemplate();
    }

    private interface Restart {
        void run(Exchange exchange) throws Exception;
    }

    private void consume(String options, Restart restart) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("pan123:transcodeResult?initialDelay=0&delay=20&" + options)
                        .process(exchange -> {
                            int status =
                                    exchange.getMessage().getHeader(Pan123Constants.TRANSCODE_STATUS, Integer.class);
                            began.add(status);
                            if (status == FAILED) {
                                restart.run(exchange);
                            }
                            ended.add(status);
                        });
                from("direct:restart").to(START);
            }
        });
    }

    private Restart restart(String who, long video) {
        return switch (who) {
            case "same route" -> exchange -> platform.template.requestBody(START, video);
            case "other route" ->
                exchange -> platform.template
                        .asyncRequestBody("direct:restart", video)
                        .get(60, TimeUnit.SECONDS);
            case "other program" -> {
                ProducerTemplate theirs = elsewhere();
                yield exchange -> theirs.requestBody(START, video);
            }
            default -> throw new IllegalArgumentException(who);
        };
    }

    static Stream<Arguments> restarts() {
        return Stream.of("resolution", "video")
                .flatMap(grouping -> Stream.of("none", "trash", "delete").flatMap(afterRead -> Stream.of(
                                "space, same route",
                                "space, other route",
                                "ids, same route",
                                "ids, other route",
                                "started, same route",
                                "started, other route",
                                "started in a file, same route",
                                "started in a file, other route",
                                "started in a file, other program")
                        .map(row -> row.split(", "))
                        .map(row -> Arguments.of(row[0], row[1], afterRead, grouping))));
    }

    @ParameterizedTest
    @MethodSource("restarts")
    void aJobThatIsStartedAgainDuringTheExchangeOfItsFailureIsDelivered(
            String source, String who, String afterRead, String grouping) throws Exception {
        if (source.endsWith("file")) {
            useFile();
        }
        long video = video();
        platform.simulator.faults().failTranscode("480p", FAILED);
        platform.template.requestBody(START, video);
        consume(
                "afterRead=" + afterRead + "&grouping=" + grouping + "&"
                        + (source.equals("ids") ? "fileId=" + video : "source=" + source.split(" ")[0]),
                restart(who, video));
        await().atMost(LONG).until(() -> ended.contains(DONE));
        if (afterRead.equals("none")) {
            assertThat(inSpace(video)).isTrue();
        } else {
            await().atMost(LONG).until(() -> !inSpace(video));
        }
        assertThat(ended).containsExactly(FAILED, DONE);
    }

    @ParameterizedTest
    @CsvSource({"space, none", "space, delete", "started, none", "started, delete", "started in a file, delete"})
    void aFailureComesAgainIfItsExchangeFailsBecauseTheRestartIsRefused(String source, String afterRead)
            throws Exception {
        if (source.endsWith("file")) {
            useFile();
        }
        long video = video();
        platform.simulator.faults().failTranscode("480p", FAILED);
        platform.template.requestBody(START, video);
        platform.simulator.faults().on(START_CALL).times(2).answer(1, "no quota");
        consume(
                "afterRead=" + afterRead + "&source=" + source.split(" ")[0],
                exchange -> platform.template.requestBody(START, video));
        await().atMost(LONG).until(() -> ended.contains(DONE));
        assertThat(began).containsExactly(FAILED, FAILED, FAILED, DONE);
        assertThat(ended).containsExactly(FAILED, DONE);
    }

    /** Two routes may find at the same time that a job was not started yet. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void theSecondStartOfAJobIsRefusedAndTheFirstOneIsStillWatched(boolean file) throws Exception {
        if (file) {
            useFile();
        }
        long video = video();
        TranscodeResolutions before =
                platform.template.requestBody("pan123:transcodeResolutions", video, TranscodeResolutions.class);
        platform.template.requestBody(START, before);
        // as the platform answers a route that asked just before the first start
        platform.simulator.faults().on(RESOLUTIONS).times(1).garbage("""
                {"code": 0, "message": "ok", "data": {"IsGetResolution": false, "Resolutions": "%s",
                 "NowOrFinishedResolutions": "", "CodecNames": "%s", "VideoTime": %d}}
                """.formatted(
                        String.join(",", before.available()), before.codec(), before.seconds()));
        assertThat(platform.template
                        .send(START, exchange -> exchange.getMessage().setBody(before))
                        .isFailed())
                .isTrue();
        assertThat(platform.calls(START_CALL)).isEqualTo(2);
        consume("source=started", exchange -> {});
        await().atMost(LONG).until(() -> ended.contains(DONE));
    }

    @Test
    void whatWasStartedAgainAndDeliveredIsNotAskedForAnyMore() throws Exception {
        useFile();
        long video = video();
        platform.simulator.faults().failTranscode("480p", FAILED);
        platform.template.requestBody(START, video);
        AtomicBoolean idle = new AtomicBoolean();
        consume("source=started", exchange -> platform.template.requestBody(START, video));
        await().atMost(LONG).until(() -> ended.contains(DONE));
        platform.context.stop();
        long asked = platform.calls(RESULT);
        other = SimulatedPlatform.context(platform.simulator);
        other.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:transcodeResult?initialDelay=0&delay=20&source=started&sendEmptyMessageWhenIdle=true"
                                + "&watchListDirectory=" + folder)
                        .process(exchange -> idle.set(true));
            }
        });
        other.start();
        await().atMost(LONG).untilTrue(idle);
        assertThat(platform.calls(RESULT)).isEqualTo(asked);
        assertThat(List.copyOf(ended)).containsExactly(FAILED, DONE);
    }
}
