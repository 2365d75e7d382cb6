package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123TranscodeException;
import io.github.camelpan123.api.TranscodeResolutions;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeStart;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(3) // it lasts some seconds
class TranscodeTest {

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private FileEntry uploadVideo(String name) throws Exception {
        try (InputStream clip = TranscodeTest.class.getResourceAsStream("/demo.mp4")) {
            return platform.template.requestBodyAndHeader(
                    "pan123:upload", clip.readAllBytes(), Pan123Constants.OVERRIDE_FILE_NAME, name, FileEntry.class);
        }
    }

    private FileEntry importVideo(String name) throws Exception {
        return platform.template.requestBody("pan123:transcodeImport", uploadVideo(name), FileEntry.class);
    }

    private List<String> started(String uri, FileEntry video) {
        return platform.template.requestBody(uri, video, TranscodeStart.class).resolutions();
    }

    private void consume(String uri) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("results").to("mock:results");
            }
        });
    }

    private MockEndpoint results() {
        return platform.context.getEndpoint("mock:results", MockEndpoint.class);
    }

    @Test
    void importTellsTheIdInTheSpaceAndTheOneOfTheDrive() throws Exception {
        FileEntry source = uploadVideo("v.mp4");
        Exchange exchange = platform.template.request(
                "pan123:transcodeImport", e -> e.getMessage().setBody(source));
        FileEntry imported = exchange.getMessage().getBody(FileEntry.class);
        assertThat(imported.name()).isEqualTo("v.mp4");
        assertThat(imported.etag()).isEqualTo(source.etag());
        assertThat(exchange.getMessage().getHeader(Pan123Constants.FILE_ID)).isEqualTo(imported.fileId());
        assertThat(exchange.getMessage().getHeader(Pan123Constants.SOURCE_FILE_ID))
                .isEqualTo(source.fileId());
    }

    @Test
    void resolutionsAreWaitedForAndStartLeavesOutWhatRunsAlready() throws Exception {
        FileEntry video = importVideo("v.mp4");
        TranscodeResolutions found =
                platform.template.requestBody("pan123:transcodeResolutions", video, TranscodeResolutions.class);
        assertThat(found.available()).contains("720P");
        List<String> first = started("pan123:transcodeStart?resolutions=720p", video);
        assertThat(first).containsExactly("720P");
        List<String> rest = started("pan123:transcodeStart?resolutions=all", video);
        assertThat(rest).isNotEmpty().doesNotContain("720P");
        assertThat(platform.template
                        .send("pan123:transcodeStart?resolutions=333P", e -> e.getMessage()
                                .setBody(video))
                        .getException())
                .isInstanceOf(Pan123TranscodeException.class)
                .hasMessageContaining("333P")
                .hasMessageContaining("720P");
    }

    @Test
    void eachFinishedResolutionIsDeliveredOnce() throws Exception {
        FileEntry video = importVideo("v.mp4");
        List<String> started = started("pan123:transcodeStart", video);
        consume("pan123:transcodeResult?initialDelay=0&delay=100");
        results().expectedMessageCount(started.size());
        results().setAssertPeriod(1000);
        results().assertIsSatisfied();
        assertThat(results().getExchanges()).allSatisfy(exchange -> {
            TranscodeResult result = exchange.getMessage().getBody(TranscodeResult.class);
            assertThat(result.fileName()).isEqualTo("v.mp4");
            assertThat(exchange.getMessage().getHeader(Pan123Constants.FILE_ID)).isEqualTo(video.fileId());
            assertThat(exchange.getMessage().getHeader(Pan123Constants.RESOLUTION))
                    .isEqualTo(result.resolution());
            assertThat(exchange.getMessage().getHeader(Pan123Constants.TRANSCODE_STATUS))
                    .isEqualTo(255);
            assertThat(exchange.getMessage().getHeader(Pan123Constants.PLAY_URL, String.class))
                    .contains("m3u8");
        });
        assertThat(results().getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(Pan123Constants.RESOLUTION))
                .doesNotHaveDuplicates();
    }

    @Test
    void aVideoWhoseResultsAreAllDeliveredIsNotAskedForAgain() throws Exception {
        platform.template.requestBody("pan123:transcodeStart", importVideo("v.mp4"), TranscodeStart.class);
        consume("pan123:transcodeResult?initialDelay=0&delay=50&grouping=video");
        results().expectedMessageCount(1);
        results().assertIsSatisfied();
        assertThat(results().getExchanges().get(0).getMessage().getBody(List.class))
                .asList()
                .hasOnlyElementsOfType(TranscodeResult.class);
        String list = "/api/v2/file/list";
        String result = "/api/v1/transcode/video/result";
        long lists = platform.simulator.figures().calls(list);
        await().until(() -> platform.simulator.figures().calls(list) > lists + 2);
        long asked = platform.simulator.figures().calls(result);
        long listsNow = platform.simulator.figures().calls(list);
        await().until(() -> platform.simulator.figures().calls(list) > listsNow + 3);
        assertThat(platform.simulator.figures().calls(result)).isEqualTo(asked);
    }

    @Test
    void oneVideoThatCannotBeAskedForHoldsNothingBack() throws Exception {
        for (int i = 0; i < 3; i++) {
            platform.template.requestBody(
                    "pan123:transcodeStart?resolutions=480P", importVideo("v" + i + ".mp4"), TranscodeStart.class);
        }
        platform.simulator
                .faults()
                .on("/api/v1/transcode/video/result")
                .after(1)
                .times(2)
                .answer(5066);
        consume("pan123:transcodeResult?initialDelay=1000&delay=100");
        results().expectedMessageCount(3);
        results().assertIsSatisfied();
    }

    @Test
    void aResolutionThatIsStartedLaterIsDeliveredToo() throws Exception {
        FileEntry video = importVideo("v.mp4");
        platform.template.requestBody("pan123:transcodeStart?resolutions=480P", video, TranscodeStart.class);
        consume("pan123:transcodeResult?initialDelay=0&delay=50");
        results().expectedMessageCount(1);
        results().setAssertPeriod(500);
        results().assertIsSatisfied();
        results().reset();
        results().expectedMessageCount(1);
        results().expectedHeaderReceived(Pan123Constants.RESOLUTION, "720P");
        platform.template.requestBody("pan123:transcodeStart?resolutions=720P", video, TranscodeStart.class);
        results().assertIsSatisfied();
    }

    @Test
    void anImportThatHappenedAlreadyIsNotRepeated() throws Exception {
        FileEntry source = uploadVideo("v.mp4");
        FileEntry first = platform.template.requestBody("pan123:transcodeImport", source, FileEntry.class);
        FileEntry second = platform.template.requestBody("pan123:transcodeImport", source, FileEntry.class);
        assertThat(second.fileId()).isEqualTo(first.fileId());
        assertThat(platform.simulator.figures().calls("/api/v1/transcode/upload/from_cloud_disk"))
                .isOne();
    }

    @Test
    void aFailedExchangeIsOfferedAgain() throws Exception {
        platform.template.requestBody(
                "pan123:transcodeStart?resolutions=480P", importVideo("v.mp4"), TranscodeStart.class);
        AtomicInteger tries = new AtomicInteger();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:transcodeResult?initialDelay=0&delay=50")
                        .process(exchange -> {
                            if (tries.incrementAndGet() < 3) {
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .to("mock:results");
            }
        });
        results().expectedMessageCount(1);
        results().setAssertPeriod(500);
        results().assertIsSatisfied();
        assertThat(tries).hasValue(3);
    }

    @Test
    void maxMessagesPerPollIsKeptAndNothingIsLost() throws Exception {
        for (int i = 0; i < 3; i++) {
            platform.template.requestBody(
                    "pan123:transcodeStart?resolutions=480P", importVideo("v" + i + ".mp4"), TranscodeStart.class);
        }
        consume("pan123:transcodeResult?initialDelay=1000&delay=50&maxMessagesPerPoll=1");
        results().expectedMessageCount(3);
        results().assertIsSatisfied();
        assertThat(results().getExchanges())
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_SIZE))
                .containsOnly(1);
    }

    @Test
    void theProductsOfAResolutionCanBeDownloaded() throws Exception {
        FileEntry video = importVideo("v.mp4");
        platform.template.requestBody("pan123:transcodeStart?resolutions=720P", video, TranscodeStart.class);
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            List<?> results = platform.template.requestBody("pan123:transcodeResult", video, List.class);
            return results.size() == 1 && ((TranscodeResult) results.get(0)).status() == 255;
        });
        String playlist = platform.template.requestBody(
                "pan123:transcodeDownload?artifact=m3u8&resolution=720P", video, String.class);
        assertThat(playlist).startsWith("#EXTM3U").contains("000.ts").doesNotContain("http");
        byte[] segment = platform.template.requestBodyAndHeaders(
                "pan123:transcodeDownload?artifact=ts",
                video,
                Map.of(Pan123Constants.OVERRIDE_RESOLUTION, "720P", Pan123Constants.OVERRIDE_SEGMENT_NAME, "000"),
                byte[].class);
        assertThat(segment).hasSizeGreaterThan(1000).startsWith((byte) 0x47);
        byte[] original = platform.template.requestBody("pan123:transcodeDownload", video, byte[].class);
        assertThat(original).hasSize((int) video.size());
    }

    @Test
    void deletingTakesTheVideoOutOfTheSpace() throws Exception {
        FileEntry video = importVideo("v.mp4");
        platform.template.sendBody("pan123:transcodeDelete", video);
        assertThat(platform.template
                        .send("pan123:transcodeResolutions", e -> e.getMessage().setBody(video))
                        .getException())
                .isNotNull();
    }

    @Test
    void aMissingSourceIsATypedErrorBeforeTheImport() {
        assertThat(platform.template
                        .send("pan123:transcodeImport", e -> e.getMessage().setBody(999_999_999L))
                        .getException())
                .isInstanceOf(Pan123NotFoundException.class)
                .hasMessageContaining("999999999");
        assertThat(platform.simulator.figures().calls("/api/v1/transcode/upload/from_cloud_disk"))
                .isZero();
    }
}
