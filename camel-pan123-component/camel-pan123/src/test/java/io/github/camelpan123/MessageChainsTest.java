package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.transcode.Job;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ordinary routes of several steps: what lies on the drive and on the disk afterwards is what the route says. */
class MessageChainsTest {

    private static final String OVERRIDE = "CamelPan123Override";

    private SimulatedPlatform platform;
    private AccountDrive drive;

    @TempDir
    Path local;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        drive = platform.simulator.drive();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All files of the drive with their contents, by path. */
    private Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (Entry entry : drive.all()) {
            if (!entry.folder() && !entry.trashed()) {
                String path = drive.path(entry.id());
                files.put(path, new String(drive.content(path), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private Map<String, String> localFiles() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(local.resolve("out"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        local.resolve("out").relativize(file).toString().replace('\\', '/'),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private MockEndpoint end(int exchanges) {
        MockEndpoint end = platform.context.getEndpoint("mock:end", MockEndpoint.class);
        end.expectedMessageCount(exchanges);
        return end;
    }

    private void satisfied() throws InterruptedException {
        MockEndpoint.assertIsSatisfied(platform.context);
    }

    private void route(String from, UnaryOperator<ProcessorDefinition<?>> steps) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.apply(from(from)).to("mock:end");
            }
        });
    }

    private String out() {
        return "file:" + local.resolve("out");
    }

    private static byte[] clip() throws IOException {
        try (InputStream clip = MessageChainsTest.class.getResourceAsStream("/demo.mp4")) {
            return clip.readAllBytes();
        }
    }

    @Test
    void aLocalTreeKeepsItsFolders() throws Exception {
        Path in = Files.createDirectories(local.resolve("in/sub/deep"));
        Files.writeString(local.resolve("in/a.txt"), "1");
        Files.writeString(local.resolve("in/sub/a.txt"), "2");
        Files.writeString(in.resolve("a.txt"), "3");
        end(3);
        route(
                "file:" + local.resolve("in") + "?recursive=true&noop=true&initialDelay=0",
                route -> route.to("pan123:upload?parentPath=/out&createDirectories=true"));
        satisfied();
        assertThat(files()).isEqualTo(Map.of("/out/a.txt", "1", "/out/sub/a.txt", "2", "/out/sub/deep/a.txt", "3"));
    }

    @Test
    void equalNamesInTwoFoldersStayApart() throws Exception {
        drive.addFile("/in/x/a.txt", bytes("x"));
        drive.addFile("/in/y/a.txt", bytes("y"));
        drive.addFile("/in/a.txt", bytes("top"));
        end(1);
        route("direct:in", route -> route.to("pan123:listFiles?path=/in&recursive=true")
                .split()
                .simple("${body}")
                .filter()
                .simple("${body.directory()} == false")
                .to("pan123:download")
                .to(out())
                .end()
                .end());
        platform.template.sendBody("direct:in", null);
        satisfied();
        assertThat(localFiles()).isEqualTo(Map.of("x/a.txt", "x", "y/a.txt", "y", "a.txt", "top"));
    }

    @Test
    void whatWasDownloadedAndStoredCanBeTrashed() throws Exception {
        drive.addFile("/in/a.txt", bytes("a"));
        drive.addFile("/in/b.txt", bytes("b"));
        end(1);
        route(
                "direct:in",
                route -> route.to("pan123:download?path=/in/a.txt").to(out()).to("pan123:trash"));
        platform.template.sendBody("direct:in", null);
        satisfied();
        assertThat(localFiles()).isEqualTo(Map.of("a.txt", "a"));
        assertThat(files()).isEqualTo(Map.of("/in/b.txt", "b"));
    }

    private static Stream<String> changes() {
        return Stream.of("constant", "text", "text without the folder's id", "bytes of the same length", "stream");
    }

    private static ProcessorDefinition<?> changed(ProcessorDefinition<?> route, String how) {
        return switch (how) {
            case "constant" -> route.setBody().constant("A");
            case "text" -> route.convertBodyTo(String.class).setBody().simple("${body.toUpperCase()}");
            case "text without the folder's id" ->
                route.convertBodyTo(String.class)
                        .setBody()
                        .simple("${body.toUpperCase()}")
                        .removeHeader("CamelPan123ParentFileId");
            case "bytes of the same length" ->
                route.process(exchange -> exchange.getMessage().setBody(bytes("A")));
            case "stream" ->
                route.process(exchange -> exchange.getMessage().setBody(new ByteArrayInputStream(bytes("A"))));
            default -> throw new IllegalArgumentException(how);
        };
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatWasConsumedAndChangedIsUploadedElsewhere(String how) throws Exception {
        drive.addFile("/in/a.txt", bytes("a"));
        drive.addFolder("/out");
        end(1);
        route("pan123:listFiles?path=/in&initialDelay=0&delay=50", route -> changed(route, how)
                .to("pan123:upload?parentPath=/out&duplicate=overwrite"));
        satisfied();
        long polls = platform.calls("/api/v2/file/list");
        await().until(() -> platform.calls("/api/v2/file/list") > polls + 3);
        assertThat(end(1).getReceivedCounter()).isOne();
        assertThat(files()).isEqualTo(Map.of("/in/a.txt", "a", "/out/a.txt", "A"));
    }

    @Test
    void theNameOfAnEndpointWinsOverThatOfTheConsumedFile() throws Exception {
        drive.addFile("/in/a.txt", bytes("a"));
        drive.addFolder("/out");
        end(1);
        route("pan123:listFiles?path=/in&initialDelay=0", route -> route.setBody()
                .constant("changed")
                .to("pan123:upload?parentPath=/out&fileName=r.txt&duplicate=overwrite"));
        satisfied();
        assertThat(files()).isEqualTo(Map.of("/in/a.txt", "a", "/out/r.txt", "changed"));
    }

    @ParameterizedTest
    @CsvSource({
        "pan123:download?path=/other.txt, other",
        "pan123:getFile?path=/other.txt, other.txt",
        "pan123:listFiles?path=/empty, EMPTY",
        "pan123:createDirectory?path=/made, /made"
    })
    void anEndpointBehindAConsumerGoesWhereItsOptionsSay(String uri, String expected) throws Exception {
        drive.addFile("/in/a.txt", bytes("a"));
        drive.addFile("/other.txt", bytes("other"));
        drive.addFolder("/empty");
        end(1);
        route("pan123:listFiles?path=/in&initialDelay=0", route -> route.to(uri).process(exchange -> {
            if (exchange.getMessage().getBody() instanceof java.util.Iterator<?> all) {
                exchange.getMessage().setBody(all.hasNext() ? all.next() : "EMPTY");
            }
        }));
        satisfied();
        Exchange done = end(1).getExchanges().get(0);
        assertThat(done.getMessage().getBody(String.class)).contains(expected);
        assertThat(drive.find("/made").isPresent()).isEqualTo(expected.equals("/made"));
    }

    private void assertStreams(int videos) throws Exception {
        Map<String, String> streams = localFiles();
        assertThat(streams.keySet().stream().filter(name -> name.endsWith("/stream.m3u8")))
                .hasSize(videos * 2);
        for (Map.Entry<String, String> playlist : streams.entrySet()) {
            if (playlist.getKey().endsWith(".m3u8")) {
                List<String> segments = playlist.getValue()
                        .lines()
                        .filter(line -> !line.startsWith("#") && !line.isBlank())
                        .toList();
                assertThat(segments).isNotEmpty();
                String folder = playlist.getKey().substring(0, playlist.getKey().lastIndexOf('/') + 1);
                assertThat(segments).allSatisfy(segment -> assertThat(streams)
                        .as(folder)
                        .hasEntrySatisfying(
                                folder + segment, content -> assertThat(content).startsWith("G")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolution", "video"})
    void allFilesOfAConsumedResultAreDownloaded(String grouping) throws Exception {
        drive.addFinishedTranscode("v.mp4", clip(), "480p", "720p");
        drive.addFinishedTranscode("w.mp4", clip(), "480p", "720p");
        end(grouping.equals("video") ? 2 : 4);
        route("pan123:transcodeResult?initialDelay=0&grouping=" + grouping, route -> {
            ProcessorDefinition<?> results =
                    grouping.equals("video") ? route.split().body() : route;
            ProcessorDefinition<?> files = results.split()
                    .simple("${body.files()}")
                    .to("pan123:transcodeDownload")
                    .to(out())
                    .end();
            return grouping.equals("video") ? files.end() : files;
        });
        satisfied();
        assertStreams(2);
    }

    @Test
    void allFilesOfAnAskedForResultAreDownloaded() throws Exception {
        long video = drive.addFinishedTranscode("v.mp4", clip(), "480p", "720p");
        end(1);
        route("direct:in", route -> route.to("pan123:transcodeResult?fileId=" + video)
                .split()
                .body()
                .split()
                .simple("${body.files()}")
                .to("pan123:transcodeDownload")
                .to(out())
                .end()
                .end());
        platform.template.sendBody("direct:in", null);
        satisfied();
        assertStreams(1);
    }

    @Test
    void aRedeliveredStepStillSeesItsHeader() throws Exception {
        drive.addFolder("/a");
        drive.addFolder("/b");
        platform.simulator.faults().on(UploadFixture.SINGLE).answer(1, "no");
        end(1);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).maximumRedeliveries(2).redeliveryDelay(0);
                from("direct:in")
                        .setHeader(OVERRIDE + "ParentPath", constant("/a"))
                        .setHeader(OVERRIDE + "FileName", constant("x.txt"))
                        .to("pan123:upload?parentPath=/b")
                        .to("mock:end");
            }
        });
        platform.template.sendBody("direct:in", "x");
        satisfied();
        assertThat(files()).isEqualTo(Map.of("/a/x.txt", "x"));
        assertThat(end(1).getExchanges().get(0).getMessage().getHeaders())
                .doesNotContainKeys(OVERRIDE + "ParentPath", OVERRIDE + "FileName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "userInfo", "createDirectory?path=/new", "listFiles?path=/"})
    void aHeaderThatIsSetOnceIsForOneUpload(String between) throws Exception {
        long a = drive.addFolder("/a");
        end(1);
        route("direct:in", route -> {
            ProcessorDefinition<?> first = route.setHeader(OVERRIDE + "ParentFileId")
                    .constant(a)
                    .setHeader(Exchange.FILE_NAME)
                    .constant("x.txt")
                    .to("pan123:upload");
            ProcessorDefinition<?> then = between.equals("nothing") ? first : first.to("pan123:" + between);
            return then.setBody()
                    .constant("2")
                    .setHeader(Exchange.FILE_NAME)
                    .constant("y.txt")
                    .to("pan123:upload");
        });
        platform.template.sendBody("direct:in", "1");
        satisfied();
        assertThat(files()).isEqualTo(Map.of("/a/x.txt", "1", "/y.txt", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ParentFileId", "ParentPath"})
    void aHeaderThatIsSetAnewCountsAnewAlsoInALoop(String header) throws Exception {
        long a = drive.addFolder("/a");
        end(1);
        route("direct:in", route -> route.loop(3)
                .setHeader(OVERRIDE + header)
                .constant(header.equals("ParentPath") ? "/a" : a)
                .setHeader(Exchange.FILE_NAME)
                .simple("${exchangeProperty.CamelLoopIndex}.txt")
                .setBody()
                .simple("turn ${exchangeProperty.CamelLoopIndex}")
                .to("pan123:upload")
                .end());
        platform.template.sendBody("direct:in", null);
        satisfied();
        assertThat(files()).isEqualTo(Map.of("/a/0.txt", "turn 0", "/a/1.txt", "turn 1", "/a/2.txt", "turn 2"));
    }

    @Test
    void oneNameForUploadsToTwoFolders() throws Exception {
        drive.addFolder("/a");
        drive.addFolder("/b");
        end(1);
        route("direct:in", route -> route.setHeader(Exchange.FILE_NAME)
                .constant("x.txt")
                .to("pan123:upload?parentPath=/a")
                .setBody()
                .constant("again")
                .to("pan123:upload?parentPath=/b"));
        platform.template.sendBody("direct:in", "x");
        satisfied();
        assertThat(files()).isEqualTo(Map.of("/a/x.txt", "x", "/b/x.txt", "again"));
    }

    @Test
    void twoVideosAreStartedInTheResolutionThatEachWasGiven() throws Exception {
        long first = drive.addVideo("v.mp4", clip());
        long second = drive.addVideo("w.mp4", clip());
        end(1);
        route("direct:in", route -> route.setHeader(OVERRIDE + "Resolutions")
                .constant("720P")
                .to("pan123:transcodeStart?fileId=" + first)
                .setHeader(OVERRIDE + "Resolutions")
                .constant("720P")
                .to("pan123:transcodeStart?fileId=" + second));
        platform.template.sendBody("direct:in", null);
        satisfied();
        for (long video : List.of(first, second)) {
            assertThat(drive.transcodes(video))
                    .extracting(Job::resolution)
                    .extracting(name -> name.toUpperCase(Locale.ROOT))
                    .containsExactly("720P");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"userInfo", "createDirectory?path=/new", "transcodeSpace"})
    void aProtectionForOneMessageOutlivesOtherOperations(String between) throws Exception {
        drive.addFile("/a.txt", bytes("precious"));
        route("direct:in", route -> route.setHeader(OVERRIDE + "Duplicate")
                .constant("fail")
                .to("pan123:" + between)
                .setBody()
                .constant("new")
                .to("pan123:upload?fileName=a.txt&duplicate=overwrite"));
        Exchange done = platform.template.send("direct:in", exchange -> {});
        assertThat(done.getException()).isInstanceOf(Pan123NameConflictException.class);
        assertThat(files()).isEqualTo(Map.of("/a.txt", "precious"));
    }

    @Test
    void eachRecipientSeesTheHeaders() throws Exception {
        drive.addFolder("/a");
        drive.addFolder("/b");
        end(1);
        route("direct:in", route -> route.setHeader(OVERRIDE + "FileName")
                .constant("x.txt")
                .recipientList()
                .constant("pan123:upload?parentPath=/a,pan123:upload?parentPath=/b,pan123:upload")
                .end());
        platform.template.sendBody("direct:in", "x");
        satisfied();
        assertThat(files()).isEqualTo(Map.of("/a/x.txt", "x", "/b/x.txt", "x", "/x.txt", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trash", "delete", "getFile", "download", "move?targetParentFileId=0"})
    void theNumberOfATaskIsNotTakenForAFile(String operation) throws Exception {
        // one of these has the number that the task gets, if the platform counts from 1 for each kind
        for (int i = 0; i < 5; i++) {
            drive.addFile("/" + i, bytes("x"));
        }
        route("direct:in", route -> route.to("pan123:offlineDownload").to("pan123:" + operation));
        Exchange done = platform.template.send(
                "direct:in", exchange -> exchange.getMessage().setBody("https://example.com/a.mp4"));
        assertThat(done.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OfflineTask")
                .hasMessageContaining("CamelPan123OverrideFileId");
        assertThat(files()).hasSize(5);
        assertThat(platform.calls("/api/v1/file/trash") + platform.calls("/api/v1/file/infos"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trash?path=/films",
                "delete?path=/films",
                "rename?path=/films&newName=x",
                "move?path=/films&targetParentPath=/other",
                "enableDirectLink?path=/films",
                "disableDirectLink?path=/films"
            })
    void aBodyThatNamesSomethingElseIsNotIgnoredByWhatChanges(String operation) {
        drive.addFile("/films/a.mp4", bytes("a"));
        long other = drive.addFolder("/other");
        for (Object body : List.of("a.mp4", "/films/a.mp4", other, List.of(other), Map.of("a", "b"), "")) {
            Exchange done = platform.template.send(
                    "pan123:" + operation, exchange -> exchange.getMessage().setBody(body));
            assertThat(done.getException()).as("%s", body).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(drive.find("/films")).isPresent();
        assertThat(files()).isEqualTo(Map.of("/films/a.mp4", "a"));
        assertThat(platform.calls("/api/v1/direct-link/enable") + platform.calls("/api/v1/direct-link/disable"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "upload, parentPath=/a, parentFileId=1",
        "createDirectory, parentPath=/a, parentFileId=1",
        "createDirectory, path=/a, fileName=b",
        "createDirectory, path=/a, parentPath=/b",
        "listFiles, parentPath=/a, parentFileId=1",
        "listFiles, path=/a, parentFileId=1",
        "listFiles, path=/a, parentPath=/b",
        "offlineDownload, parentPath=/a, parentFileId=1",
        "move, targetParentPath=/a, targetParentFileId=1",
        "copy, targetParentPath=/a, targetParentFileId=0",
        "recover, targetParentPath=/a, targetParentFileId=1",
        "getFile, fileId=1, path=/a",
        "trash, 'fileIds=1,2', path=/a",
        "download, 'fileIds=1,2', fileId=1",
        "transcodeResult, 'fileIds=1,2', fileId=1"
    })
    void twoWaysToNameOneThingAreRefusedAtTheStart(String operation, String one, String other) {
        String uri = "pan123:" + operation + "?" + one + "&" + other;
        assertThatThrownBy(() -> platform.context.getEndpoint(uri))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(one.substring(0, one.indexOf('=')))
                .hasMessageContaining(other.substring(0, other.indexOf('=')));
        // each of them alone, or blank beside the other, is fine
        assertThat(platform.context.getEndpoint(
                        "pan123:" + operation + "?" + one + "&" + other.substring(0, other.indexOf('=') + 1)))
                .isNotNull();
    }
}
