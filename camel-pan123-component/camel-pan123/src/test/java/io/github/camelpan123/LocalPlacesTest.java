package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.simulator.AccountDrive;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operation that answers with a content says by CamelFileName where it is to be stored, and stores it there where it
 * saves by itself; so to save and to hand on to a file endpoint come to the same.
 */
class LocalPlacesTest {

    private static final String DOWNLOAD = "download";
    private static final String PRODUCT = "transcodeDownload?resolution=480P&artifact=";

    private SimulatedPlatform platform;
    private AccountDrive drive;
    private long file;
    private long video;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start(builder -> builder.limits(false).zipPolls(0))
                .unhurried();
        drive = platform.simulator.drive();
        file = drive.addFile("/in/sub/deep/a.txt", bytes("deep"));
        drive.addFile("/in/sub/a.txt", bytes("sub"));
        drive.addFile("/in/a.txt", bytes("top"));
        video = drive.addFinishedTranscode("v.mp4", clip(), "480p");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] clip() throws IOException {
        try (InputStream clip = LocalPlacesTest.class.getResourceAsStream("/demo.mp4")) {
            return clip.readAllBytes();
        }
    }

    /** What a body can be that names a file of the drive or a video; null for what only a header names. */
    private Object body(String kind) {
        return switch (kind) {
            case "element" -> element();
            case "consumed" -> consumed();
            case "id" -> file;
            case "path" -> "/in/sub/deep/a.txt";
            case "video" -> video;
            case "entry" -> new FileEntry(video, "v.mp4", 1, false, 1, "", 2, 0, false, null, null);
            case "result" ->
                ((List<?>) platform.template.requestBody("pan123:transcodeResult", video, List.class)).get(0);
            case "playlist" -> result().files().get(0);
            case "segment" -> result().files().get(1);
            default -> null;
        };
    }

    private TranscodeResult result() {
        return (TranscodeResult) body("result");
    }

    private FileEntry element() {
        Iterator<?> all = platform.template.requestBody(
                "pan123:listFiles?path=/in&recursive=true", (Object) null, Iterator.class);
        while (all.hasNext()) {
            FileEntry entry = (FileEntry) all.next();
            if (entry.fileId() == file) {
                return entry;
            }
        }
        throw new AssertionError("not listed");
    }

    private DriveFile consumed() {
        String uri = "pan123:listFiles?path=/in&recursive=true";
        for (int i = 0; i < 3; i++) {
            Exchange found = platform.context.createConsumerTemplate().receive(uri, 20_000);
            if (found.getMessage().getBody() instanceof DriveFile one
                    && one.entry().fileId() == file) {
                return one;
            }
        }
        throw new AssertionError("not consumed");
    }

    private static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of(DOWNLOAD, "element", Map.of(), "sub/deep/a.txt"),
                Arguments.of(DOWNLOAD, "element", Map.of(Exchange.FILE_NAME, "of/another.txt"), "sub/deep/a.txt"),
                Arguments.of(DOWNLOAD, "consumed", Map.of(), "sub/deep/a.txt"),
                Arguments.of(DOWNLOAD, "consumed", Map.of(Exchange.FILE_NAME, "of/another.txt"), "sub/deep/a.txt"),
                Arguments.of(DOWNLOAD, "id", Map.of(), "a.txt"),
                Arguments.of(DOWNLOAD, "path", Map.of(), "a.txt"),
                Arguments.of(DOWNLOAD, "path", Map.of(Exchange.FILE_NAME, "list.txt"), "a.txt"),
                Arguments.of(DOWNLOAD, "result header", Map.of(), "a.txt"),
                Arguments.of(DOWNLOAD, "result header", Map.of(Exchange.FILE_NAME, "x/b.txt"), "x/b.txt"),
                Arguments.of(DOWNLOAD, "result header", Map.of(Exchange.FILE_NAME, "x\\b.txt"), "x/b.txt"),
                Arguments.of(DOWNLOAD, "result header", Map.of(Exchange.FILE_NAME, "/../x/./C:b.txt"), "__/x/C_b.txt"),
                Arguments.of(PRODUCT + "original", "entry", Map.of(), "v.mp4"),
                Arguments.of(PRODUCT + "original", "entry", Map.of(Exchange.FILE_NAME, "x/b.txt"), "v.mp4"),
                Arguments.of(PRODUCT + "m3u8", "entry", Map.of(), "v.mp4/480P/stream.m3u8"),
                Arguments.of(PRODUCT + "m3u8", "video", Map.of(), "ID/480P/stream.m3u8"),
                Arguments.of(PRODUCT + "ts&segmentName=000", "entry", Map.of(), "v.mp4/480P/000.ts"),
                Arguments.of(PRODUCT + "ts&segmentName=000", "video", Map.of(), "ID/480P/000.ts"),
                Arguments.of("transcodeDownload", "playlist", Map.of(), "ID/480P/stream.m3u8"),
                Arguments.of("transcodeDownload", "segment", Map.of(), "ID/480P/000.ts"),
                Arguments.of(PRODUCT + "all", "entry", Map.of(), "v.mp4.zip"),
                Arguments.of(PRODUCT + "all&zipName=z", "video", Map.of(), "z.zip"));
    }

    private Exchange download(String operation, String more, Object body, Map<String, Object> headers) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(Pan123Constants.FILE_ID, operation.startsWith(DOWNLOAD) ? file : video);
        String uri = "pan123:" + operation + (more.isEmpty() ? "" : (operation.contains("?") ? "&" : "?") + more);
        Exchange done = platform.template.send(uri, exchange -> {
            exchange.getMessage().setHeaders(all);
            exchange.getMessage().setBody(body);
        });
        assertThat(done.getException()).isNull();
        return done;
    }

    @ParameterizedTest
    @MethodSource("contents")
    void whatIsSavedLiesWhereItsNameSays(String operation, String kind, Map<String, Object> headers, String place)
            throws IOException {
        Object body = body(kind);
        String expected = place.replace("ID", Long.toString(video));

        Exchange read = download(operation, "", body, headers);
        byte[] content = read.getMessage().getBody(byte[].class);
        assertThat(read.getMessage().getHeader(Exchange.FILE_NAME))
                .as("of a stream")
                .isEqualTo(expected);
        assertThat(read.getMessage().getHeaders()).containsKey(Pan123Constants.FILE_NAME);

        Exchange saved = download(operation, "targetDirectory=" + folder, body, headers);
        assertThat(saved.getMessage().getHeader(Exchange.FILE_NAME))
                .as("of a file")
                .isEqualTo(expected);
        assertThat(saved.getMessage().getBody(File.class).toPath())
                .isEqualTo(folder.toRealPath().resolve(expected))
                .hasBinaryContent(content);
        assertThat(saved.getMessage().getHeader(Exchange.FILE_NAME_PRODUCED))
                .isEqualTo(folder.toRealPath().resolve(expected).toString());
    }

    @Test
    void theOriginalOfAVideoWithoutANameIsCalledByItsId() {
        Exchange read = download(PRODUCT + "original", "", video, Map.of(Exchange.FILE_NAME, "stale.txt"));
        assertThat(read.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo(Long.toString(video));
    }

    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.filter(Files::isRegularFile).toList()) {
                tree.put(folder.relativize(one).toString().replace(File.separatorChar, '/'), text(one));
            }
        }
        return tree;
    }

    private static String text(Path one) {
        try {
            return Files.readString(one, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listed",
                "listed and looked at again",
                "consumed",
                "consumed, only its headers",
                "uploaded",
                "uploaded, only its headers"
            })
    void equalNamesInSeveralFoldersStayApart(String way) throws Exception {
        String save = "pan123:download?targetDirectory=" + folder.resolve("out");
        String consume = "pan123:listFiles?path=/in&recursive=true&initialDelay=0&delay=3600000";
        Path local = folder.resolve("local");
        for (String place : List.of("a.txt", "sub/a.txt", "sub/deep/a.txt")) {
            Files.createDirectories(local.resolve(place).getParent());
            Files.writeString(
                    local.resolve(place), Map.of(5, "top", 9, "sub", 14, "deep").get(place.length()));
        }
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                switch (way) {
                    case "listed" ->
                        from("timer:once?repeatCount=1&delay=0")
                                .setHeader(Exchange.FILE_NAME, constant("of/another.txt"))
                                .to("pan123:listFiles?path=/in&recursive=true")
                                .split(body())
                                .filter(simple("${body.directory()} == false"))
                                .to(save, "mock:end");
                    case "listed and looked at again" ->
                        from("timer:once?repeatCount=1&delay=0")
                                .to("pan123:listFiles?path=/in&recursive=true")
                                .split(body())
                                .filter(simple("${body.directory()} == false"))
                                .to("pan123:getFile", save, "mock:end");
                    case "consumed" -> from(consume).to(save, "mock:end");
                    case "consumed, only its headers" ->
                        from(consume).setBody(constant(bytes("content"))).to(save, "mock:end");
                    default ->
                        from("file:" + local + "?recursive=true&noop=true&initialDelay=0")
                                .to("pan123:upload?parentPath=/up&createDirectories=true")
                                .process(exchange -> {
                                    if (way.endsWith("headers")) {
                                        exchange.getMessage().setBody(null);
                                    }
                                })
                                .to(save, "mock:end");
                }
            }
        });
        MockEndpoint end = platform.context.getEndpoint("mock:end", MockEndpoint.class);
        end.expectedMessageCount(3);
        end.assertIsSatisfied();
        Map<String, String> expected = new TreeMap<>();
        for (String root : List.of("local", "out")) {
            expected.putAll(
                    Map.of(root + "/a.txt", "top", root + "/sub/a.txt", "sub", root + "/sub/deep/a.txt", "deep"));
        }
        assertThat(tree()).isEqualTo(expected);
    }

    @Test
    void productsOfSeveralVideosAndResolutionsStayApart() throws Exception {
        long other = drive.addFinishedTranscode("w.mp4", clip(), "480p", "720p");
        List<String> expected = new ArrayList<>();
        for (long id : List.of(video, other)) {
            for (Object one : platform.template.requestBody("pan123:transcodeResult", id, List.class)) {
                TranscodeResult result = (TranscodeResult) one;
                result.files().forEach(product -> {
                    Exchange saved = download("transcodeDownload", "targetDirectory=" + folder, product, Map.of());
                    expected.add(saved.getMessage().getHeader(Exchange.FILE_NAME, String.class));
                });
            }
        }
        assertThat(expected).hasSizeGreaterThan(6).doesNotHaveDuplicates();
        assertThat(tree()).containsOnlyKeys(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "fileName=b.txt, , b.txt",
        "fileName=x/b.txt, , x/b.txt",
        "fileName=RAW(y/b-${file:onlyname}), , y/b-stale.txt",
        "fileName=b.txt, y/c.txt, y/c.txt",
        "retries=0, /y/c.txt, y/c.txt",
    })
    void aRouteMaySayWhere(String option, String header, String place) throws IOException {
        for (String operation : List.of(DOWNLOAD, PRODUCT + "original")) {
            Map<String, Object> headers = new HashMap<>(Map.of(Exchange.FILE_NAME, "x/stale.txt"));
            if (header != null) {
                headers.put(Pan123Constants.OVERRIDE_FILE_NAME, header);
            }
            Object body = operation.equals(DOWNLOAD) ? element() : body("entry");
            Exchange saved = download(
                    operation,
                    "targetDirectory=" + folder + "&" + option.replace("retries", "downloadRetries"),
                    body,
                    headers);
            assertThat(saved.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo(place);
            assertThat(saved.getMessage().getHeaders()).doesNotContainKey(Pan123Constants.OVERRIDE_FILE_NAME);
            assertThat(tree()).containsOnlyKeys(place);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "C:x", "a\\b", "/", "a|b"})
    void aNameOfARouteThatIsNoPlaceBelowIsRefusedBeforeAnythingIsAskedFor(String name) throws IOException {
        FileEntry element = element();
        long calls = platform.simulator.figures().totalCalls();
        Exchange refused = platform.template.send("pan123:download?targetDirectory=" + folder, exchange -> {
            exchange.getMessage().setHeader(Pan123Constants.OVERRIDE_FILE_NAME, name);
            exchange.getMessage().setBody(element);
        });
        assertThat(refused.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Pan123Constants.OVERRIDE_FILE_NAME);
        assertThat(platform.simulator.figures().totalCalls()).isEqualTo(calls);
        assertThat(tree()).isEmpty();
    }
}
