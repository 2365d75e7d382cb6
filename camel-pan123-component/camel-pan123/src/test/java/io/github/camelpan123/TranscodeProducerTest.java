package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Folder;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123SpaceFullException;
import io.github.camelpan123.api.Pan123TranscodeException;
import io.github.camelpan123.simulator.transcode.Job;
import io.github.camelpan123.simulator.transcode.VideoFacts;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The producers of the transcode space, from a file on the drive to its products. */
@Order(2) // it lasts long
class TranscodeProducerTest {

    private static final String IMPORT = "/api/v1/transcode/upload/from_cloud_disk";
    private static final String PRODUCT = "/api/v1/transcode/m3u8_ts/download";
    private static final String RESOLUTIONS = "/api/v1/transcode/video/resolutions";
    private static final String START = "/api/v1/transcode/video";

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static byte[] clip() throws Exception {
        try (InputStream clip = TranscodeProducerTest.class.getResourceAsStream("/demo.mp4")) {
            return clip.readAllBytes();
        }
    }

    private Exchange request(String uri, Object body) {
        return request(uri, body, Map.of());
    }

    private Exchange request(String uri, Object body, Map<String, Object> headers) {
        return platform.template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    private static Object header(Exchange exchange, String name) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(name);
    }

    private List<String> transcodes(long video) {
        return platform.simulator.drive().transcodes(video).stream()
                .map(Job::resolution)
                .toList();
    }

    @Test
    void transcodeImportsWaitsAndStartsInOneAndCarriesBothIds() throws Exception {
        long source = platform.simulator.drive().addFile("/films/v.mp4", clip());
        Exchange exchange = request("pan123:transcode?resolutions=480P,720p&path=/films/v.mp4", null);
        assertThat(header(exchange, Pan123Constants.SOURCE_FILE_ID)).isEqualTo(source);
        FileEntry entry = exchange.getMessage().getBody(FileEntry.class);
        assertThat(header(exchange, Pan123Constants.FILE_ID)).isEqualTo(entry.fileId());
        assertThat(entry.fileId()).isNotEqualTo(source);
        assertThat(header(exchange, Pan123Constants.RESOLUTIONS)).isEqualTo("480P,720P");
        assertThat(transcodes(entry.fileId())).containsExactlyInAnyOrder("480p", "720p");
    }

    @Test
    void transcodeOfWhatIsThereAlreadyStartsOnlyWhatIsMissing() throws Exception {
        long source = platform.simulator.drive().addFile("/v.mp4", clip());
        Exchange first = request("pan123:transcode?resolutions=480P", source);
        Exchange second = request("pan123:transcode", source);
        Exchange third = request("pan123:transcode", source);
        assertThat(header(second, Pan123Constants.FILE_ID)).isEqualTo(header(first, Pan123Constants.FILE_ID));
        assertThat((String) header(second, Pan123Constants.RESOLUTIONS))
                .isNotEmpty()
                .doesNotContain("480P");
        assertThat(header(third, Pan123Constants.RESOLUTIONS)).isEqualTo("");
        assertThat(platform.calls(IMPORT)).isOne();
        assertThat(platform.calls(START)).isEqualTo(2);
    }

    @Test
    void aLostAnswerToAnImportIsLookedUpInsteadOfRepeated() throws Exception {
        long source = platform.simulator.drive().addFile("/v.mp4", clip());
        platform.simulator.faults().on(IMPORT).cutAfter();
        Exchange lost = request("pan123:transcode", source);
        assertThat(lost.getException()).isInstanceOf(Pan123Exception.class);
        assertThat(request("pan123:transcode", source).getException()).isNull();
        assertThat(platform.simulator.drive().videos()).hasSize(1);
    }

    @Test
    void aLocalFileIsUploadedIntoTheSpaceAndTranscodedThere() throws Exception {
        long space = platform.template
                .requestBody("pan123:transcodeSpace", null, Folder.class)
                .fileId();
        FileEntry uploaded = platform.template.requestBody(
                "pan123:upload?fileName=local.mp4&parentFileId=" + space, clip(), FileEntry.class);
        Exchange exchange = request("pan123:transcode?resolutions=480P", uploaded);
        assertThat(header(exchange, Pan123Constants.FILE_ID)).isEqualTo(uploaded.fileId());
        assertThat(exchange.getMessage().getHeader(Pan123Constants.SOURCE_FILE_ID))
                .isNull();
        assertThat(transcodes(uploaded.fileId())).containsExactly("480p");
        assertThat(platform.calls(IMPORT)).isZero();
    }

    @Test
    void codecAndLengthThatAreGivenSpareTheQuestionAndWhatRunsIsLeftOutAllTheSame() throws Exception {
        long video = platform.simulator.drive().addVideo("v.mp4", new byte[] {1});
        platform.simulator.drive().describeVideo(video, new VideoFacts("H.264", 51, List.of("480p", "720p", "1080p")));
        platform.simulator.drive().addTranscode(video, "480p", Duration.ofMinutes(5), Job.DONE);
        platform.simulator.drive().addTranscode(video, "720p", Duration.ZERO, 3);
        Exchange exchange =
                request("pan123:transcodeStart?codecName=H.264&videoTime=51&resolutions=480P,720P,1080P", video);
        assertThat(header(exchange, Pan123Constants.RESOLUTIONS)).isEqualTo("720P,1080P");
        assertThat(platform.calls(RESOLUTIONS)).isZero();
    }

    @Test
    void deletingTheOriginalOnlyLeavesTheProducts() throws Exception {
        long video = platform.simulator.drive().addFinishedTranscode("v.mp4", clip(), "480p");
        assertThat(request("pan123:transcodeDelete?deleteProducts=false", video).getException())
                .isNull();
        assertThat(platform.simulator.drive().videos()).isEmpty();
        assertThat(platform.template.requestBody("pan123:transcodeResult", video, List.class))
                .hasSize(1);
        assertThat(request("pan123:transcodeDownload?artifact=original", video).getException())
                .isInstanceOf(Pan123NotFoundException.class);
        assertThat(platform.template.requestBody(
                        "pan123:transcodeDownload?artifact=m3u8&resolution=480P", video, String.class))
                .startsWith("#EXTM3U");
    }

    @Test
    void aPlaylistIsSavedWithTheSegmentsThatThePlatformGives(@TempDir Path folder) throws Exception {
        long video = platform.simulator.drive().addFinishedTranscode("v.mp4", clip(), "480p");
        Exchange saved = request(
                "pan123:transcodeDownload?artifact=m3u8&resolution=480P&targetDirectory=RAW(" + folder + ")", video);
        assertThat(saved.getException()).isNull();
        File playlist = saved.getMessage().getBody(File.class);
        assertThat(header(saved, Pan123Constants.FILE_NAME)).isEqualTo("stream.m3u8");
        List<String> segments = Files.readAllLines(playlist.toPath()).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        assertThat(segments).hasSizeGreaterThan(1);
        Path below = folder.resolve(Long.toString(video)).resolve("480P");
        assertThat(playlist).hasParent(below.toRealPath().toFile());
        assertThat(below.toFile().list()).hasSize(1 + segments.size());
        assertThat(platform.calls(PRODUCT)).isEqualTo(1 + segments.size());
        for (String segment : segments) {
            byte[] alone = platform.template.requestBody(
                    "pan123:transcodeDownload?artifact=ts&resolution=480P&segmentName=" + segment, video, byte[].class);
            assertThat(below.resolve(segment)).hasBinaryContent(alone);
        }
    }

    @Test
    void allProductsComeAsAZipFileOnceThePlatformHasPackedThem() throws Exception {
        long video = platform.simulator.drive().addFinishedTranscode("v.mp4", clip(), "480p", "720p");
        byte[] packed = platform.template.requestBody(
                "pan123:transcodeDownload?artifact=all&zipName=products", video, byte[].class);
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).contains("480p/stream.m3u8", "720p/stream.m3u8");
        assertThat(platform.calls("/api/v1/transcode/file/download/all")).isEqualTo(2);
        assertThat(header(request("pan123:transcodeDownload?artifact=all&zipName=products", video), Exchange.FILE_NAME))
                .isEqualTo("products.zip");
    }

    @Test
    void aFullSpaceIsATypedErrorForEveryArtifact() throws Exception {
        long video = platform.simulator.drive().addFinishedTranscode("v.mp4", clip(), "480p");
        platform.simulator.faults().spaceFull(true);
        for (String artifact : List.of("original", "m3u8", "ts&segmentName=000", "all")) {
            assertThat(request("pan123:transcodeDownload?resolution=480P&artifact=" + artifact, video)
                            .getException())
                    .as(artifact)
                    .isInstanceOf(Pan123SpaceFullException.class);
        }
    }

    @Test
    void anArchiveThatIsNeverPackedEndsWithJobTimeout() throws Exception {
        platform.close();
        platform = SimulatedPlatform.start(builder -> builder.limits(false).zipPolls(Integer.MAX_VALUE))
                .unhurried();
        long video = platform.simulator.drive().addFinishedTranscode("v.mp4", clip(), "480p");
        assertThat(request("pan123:transcodeDownload?artifact=all&jobTimeout=100", video)
                        .getException())
                .isInstanceOf(Pan123TranscodeException.class)
                .hasMessageContaining("jobTimeout");
    }

    @Test
    void resolutionsThatAreNeverFoundEndWithJobTimeout() throws Exception {
        platform.close();
        platform = SimulatedPlatform.start(builder -> builder.limits(false).resolutionPolls(Integer.MAX_VALUE))
                .unhurried();
        long source = platform.simulator.drive().addFile("/v.mp4", clip());
        assertThat(request("pan123:transcode?jobTimeout=100", source).getException())
                .isInstanceOf(Pan123TranscodeException.class)
                .hasMessageContaining("jobTimeout");
    }

    @Test
    void whatIsNotAVideoIsRefusedBeforeTheImport() {
        long text = platform.simulator.drive().addFile("/a.txt", new byte[] {1});
        long folder = platform.simulator.drive().addFolder("/folder");
        for (String operation : List.of("transcode", "transcodeImport")) {
            for (long id : List.of(text, folder)) {
                assertThat(request("pan123:" + operation, id).getException())
                        .isInstanceOf(Pan123TranscodeException.class)
                        .hasMessageContaining("not a video");
            }
        }
        assertThat(platform.calls(IMPORT)).isZero();
    }

    @Test
    void aVideoWithoutResolutionsAndUnknownNamesAreTypedErrors() throws Exception {
        long video = platform.simulator.drive().addVideo("v.mp4", new byte[] {1});
        platform.simulator.drive().describeVideo(video, new VideoFacts("H.264", 51, List.of()));
        assertThat(request("pan123:transcodeStart", video).getException())
                .isInstanceOf(Pan123TranscodeException.class)
                .hasMessageContaining("no resolution");
        platform.simulator.drive().describeVideo(video, new VideoFacts("H.264", 51, List.of("480p")));
        assertThat(request("pan123:transcodeStart?resolutions=480P,9000P", video)
                        .getException())
                .isInstanceOf(Pan123TranscodeException.class)
                .hasMessageContaining("9000P")
                .hasMessageContaining("480P");
        assertThat(request("pan123:transcodeStart", video, Map.of(Pan123Constants.OVERRIDE_RESOLUTIONS, ","))
                        .getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("resolutions");
        assertThat(platform.calls(START)).isZero();
    }

    @Test
    void aDeletedSourceIsNotFound() throws Exception {
        long source = platform.simulator.drive().addFile("/v.mp4", clip());
        platform.simulator.drive().trash("/v.mp4");
        assertThat(request("pan123:transcode", source).getException()).isInstanceOf(Pan123NotFoundException.class);
        assertThat(request("pan123:transcodeStart", 999_999_999L).getException())
                .isInstanceOf(Pan123NotFoundException.class);
        assertThat(platform.calls(IMPORT)).isZero();
    }

    @Test
    void anArchiveNeedsAPossibleName() {
        assertThat(request("pan123:transcodeDownload?artifact=all&zipName=a/b", 1L)
                        .getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zipName");
    }
}
