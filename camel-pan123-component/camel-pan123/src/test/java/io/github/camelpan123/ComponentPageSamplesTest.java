package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.camelpan123.ComponentPage.Sample;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples of the component's page run against the simulator, each alone and in a drive of its own. */
class ComponentPageSamplesTest {

    /** What a sample works on, and the call that shows that it did what its section says; null for none. */
    private record Given(String call, Body body) {}

    private interface Body {
        Object in(SimulatedPlatform platform) throws Exception;
    }

    private static final Body NOTHING = platform -> null;
    private static final Body COUNTS = platform -> "uploads=1000,deletes=500";
    private static final Body FILM = platform -> "/films/a.mp4";
    private static final Body UNTOUCHED_VIDEO =
            platform -> platform.simulator.drive().addVideo("a.mp4", film());
    private static final Body FINISHED_VIDEO =
            platform -> platform.simulator.drive().addFinishedTranscode("a.mp4", film(), "720P");

    private static final Map<String, Given> GIVEN = new HashMap<>();

    static {
        GIVEN.put("userInfo", new Given("/api/v1/user/info", NOTHING));
        GIVEN.put("listFiles", new Given("/api/v2/file/list", NOTHING));
        GIVEN.put("getFile", new Given("/api/v1/file/infos", NOTHING));
        GIVEN.put("createDirectory", new Given("/upload/v1/file/mkdir", NOTHING));
        GIVEN.put("rename", new Given("/api/v1/file/name", NOTHING));
        GIVEN.put("move", new Given("/api/v1/file/move", FILM));
        GIVEN.put("copy", new Given("/api/v1/file/copy", NOTHING));
        GIVEN.put("trash", new Given("/api/v1/file/trash", FILM));
        GIVEN.put("recover", new Given("/api/v1/file/recover/by_path", platform -> "/films/old.mp4"));
        GIVEN.put("delete", new Given("/api/v1/file/delete", FILM));
        GIVEN.put("upload", new Given("/upload/v2/file/single/create", platform -> film()));
        GIVEN.put("download", new Given("/api/v1/file/download_info", NOTHING));
        GIVEN.put("downloadUrl", new Given("/api/v1/file/download_info", NOTHING));
        GIVEN.put("transcodeSpace", new Given("/api/v1/transcode/folder/info", NOTHING));
        GIVEN.put("transcodeImport", new Given("/api/v1/transcode/upload/from_cloud_disk", NOTHING));
        GIVEN.put("transcodeResolutions", new Given("/api/v1/transcode/video/resolutions", UNTOUCHED_VIDEO));
        GIVEN.put("transcodeStart", new Given("/api/v1/transcode/video", UNTOUCHED_VIDEO));
        GIVEN.put("transcode", new Given("/api/v1/transcode/video", NOTHING));
        GIVEN.put("transcodeRecord", new Given("/api/v1/transcode/video/record", FINISHED_VIDEO));
        GIVEN.put("transcodeResult", new Given("/api/v1/transcode/video/result", FINISHED_VIDEO));
        GIVEN.put("transcodeDelete", new Given("/api/v1/transcode/delete", FINISHED_VIDEO));
        GIVEN.put("transcodeDownload", new Given("/api/v1/transcode/m3u8_ts/download", FINISHED_VIDEO));
        GIVEN.put("share", new Given("/api/v1/share/create", NOTHING));
        GIVEN.put("listShares", new Given("/api/v1/share/list", NOTHING));
        GIVEN.put("offlineDownload", new Given("/api/v1/offline/download", NOTHING));
        GIVEN.put(
                "offlineDownloadStatus",
                new Given(
                        "/api/v1/offline/download/process",
                        platform ->
                                platform.template.requestBody("pan123:offlineDownload", "https://example.com/a.mp4")));
        GIVEN.put("enableDirectLink", new Given("/api/v1/direct-link/enable", NOTHING));
        GIVEN.put("disableDirectLink", new Given("/api/v1/direct-link/disable", NOTHING));
        GIVEN.put(
                "directLink",
                new Given(
                        "/api/v1/direct-link/url",
                        platform ->
                                platform.template.requestBody("pan123:enableDirectLink?path=/public", (Object) null)));
        GIVEN.put("estimate", new Given(null, COUNTS));
    }

    @TempDir
    Path classes;

    static Stream<Sample> operations() throws IOException {
        List<String> operations =
                Arrays.stream(Pan123Operation.values()).map(Enum::name).toList();
        return ComponentPage.read().samples().stream().filter(sample -> operations.contains(sample.section()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void runs(Sample sample) throws Exception {
        Given given = GIVEN.get(sample.section());
        assertThat(given).as("what %s works on", sample.section()).isNotNull();
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            seed(platform.simulator.drive());
            Object body = given.body().in(platform);
            load(sample, platform);
            Exchange done = platform.template.request("direct:" + sample.section(), exchange -> {
                exchange.getMessage().setBody(body);
                exchange.getMessage().setHeader("name", "b.mp4");
            });
            assertThat(done.getException()).isNull();
            Figures figures = platform.simulator.figures();
            if (given.call() == null) {
                assertThat(figures.totalCalls()).isZero();
                return;
            }
            assertThat(figures.calls(given.call()) - figures.failed(given.call()))
                    .as(given.call())
                    .isPositive();
        }
    }

    /** What the sections about uploads send to. */
    private static final Map<String, String> UPLOADS = Map.of(
            "Large files", "direct:large",
            "Journal and resume", "direct:resumable",
            "Duplicates", "direct:mirror",
            "Lost answers", "direct:redelivered");

    static Stream<Sample> uploads() throws IOException {
        return ComponentPage.read().samples().stream().filter(sample -> UPLOADS.containsKey(sample.section()));
    }

    @ParameterizedTest
    @MethodSource("uploads")
    void uploadsOnce(Sample sample) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.drive().addFolder("/films");
            Properties places = new Properties();
            places.setProperty("journals", classes.resolve("journals").toString());
            platform.context.getPropertiesComponent().setOverrideProperties(places);
            load(sample, platform);
            byte[] film = UploadFixture.content(600_000);
            if (sample.section().equals("Lost answers")) {
                platform.simulator.faults().on(UploadFixture.SINGLE).cutAfter();
            }
            platform.template.sendBodyAndHeader(UPLOADS.get(sample.section()), film, "md5", UploadFixture.md5(film));
            if (sample.section().equals("Duplicates")) {
                platform.template.sendBody(UPLOADS.get(sample.section()), film);
            }
            assertThat(platform.simulator.figures().uploadedBytes()).isEqualTo(film.length);
            assertThat(platform.simulator.drive().all())
                    .filteredOn(entry -> !entry.folder())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.name()).isEqualTo("film.mp4"));
        }
    }

    @Test
    void everySectionAboutUploadsHasASampleInEachLanguage() throws IOException {
        for (String section : UPLOADS.keySet()) {
            assertThat(uploads()
                            .filter(sample -> sample.section().equals(section))
                            .map(Sample::language))
                    .as(section)
                    .containsExactly("java", "xml", "yaml");
        }
    }

    static Stream<Sample> others() throws IOException {
        List<String> operations =
                Arrays.stream(Pan123Operation.values()).map(Enum::name).toList();
        return ComponentPage.read().samples().stream()
                .filter(sample -> List.of("java", "yaml").contains(sample.language())
                        || sample.code().startsWith("<route")
                        || sample.code().startsWith("<beans"))
                .filter(sample -> !operations.contains(sample.section()) && !UPLOADS.containsKey(sample.section()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void starts(Sample sample) throws Exception {
        assumeFalse(
                Boolean.getBoolean("camel.incomplete") && sample.code().contains("master:"),
                "Camel's master component is left out here");
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            assumeFalse(
                    platform.context.getVersion().startsWith("4.14.")
                            && sample.code().contains("java.io.File")
                            && !sample.language().equals("java"),
                    "Camel 4.14 cannot make a File from XML or YAML, as the page says");
            assumeFalse(
                    platform.context.getVersion().startsWith("4.14.")
                            && sample.code().contains("transformDataType"),
                    "Camel 4.14 calls the step transform, as the page says");
            if (sample.section().equals("One poller in a cluster")
                    && !sample.language().equals("java")) {
                FileLockClusterService cluster = new FileLockClusterService();
                cluster.setRoot(classes.toString());
                platform.context.addService(cluster);
            }
            load(sample, platform);
            assertThat(platform.context.getRoutes()).hasSize(1);
            assertThat(platform.context
                            .getRouteController()
                            .getRouteStatus(platform.context.getRoutes().get(0).getRouteId()))
                    .isEqualTo(ServiceStatus.Started);
        }
    }

    private static void seed(AccountDrive drive) throws IOException {
        drive.addFile("/films/a.mp4", film());
        drive.addFile("/films/old.mp4", "old".getBytes(StandardCharsets.UTF_8));
        drive.trash("/films/old.mp4");
        drive.addFolder("/archive");
        drive.addFile("/public/a.mp4", film());
    }

    private static byte[] film() throws IOException {
        try (InputStream clip = ComponentPageSamplesTest.class.getResourceAsStream("/demo.mp4")) {
            return clip.readAllBytes();
        }
    }

    private void load(Sample sample, SimulatedPlatform platform) throws Exception {
        switch (sample.language()) {
            case "java" -> platform.context.addRoutes(SampleCompiler.compiled(sample.code(), classes));
            case "xml" -> {
                assumeFalse(Boolean.getBoolean("camel.incomplete"), "Camel's reader of XML is left out here");
                load(
                        "sample.xml",
                        sample.code().startsWith("<beans") ? sample.code() : "<routes>" + sample.code() + "</routes>",
                        platform);
            }
            case "yaml" -> load("sample.yaml", sample.code(), platform);
            default -> throw new IllegalArgumentException("Nobody runs " + sample.language());
        }
    }

    private static void load(String name, String content, SimulatedPlatform platform) throws Exception {
        PluginHelper.getRoutesLoader(platform.context).loadRoutes(ResourceHelper.fromString(name, content));
    }
}
