package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileBinding;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

    private static final int SLICE = 256 * 1024;
    private static final String SLICES = "/upload/v2/file/slice";
    private static final String SINGLE = "/upload/v2/file/single/create";
    private static final String CREATE = "/upload/v2/file/create";

    private SimulatedPlatform platform;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String md5(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = platform.template.send(uri, e -> {
            e.getMessage().setBody(body);
            e.getMessage().setHeaders(new HashMap<>(headers));
        });
        if (exchange.getException() instanceof RuntimeException e) {
            throw e;
        }
        if (exchange.getException() != null) {
            throw new CamelExecutionException("failed", exchange, exchange.getException());
        }
        return exchange;
    }

    private FileEntry upload(String uri, Object body, String name) {
        return send(uri, body, Map.of(Pan123Constants.OVERRIDE_FILE_NAME, name))
                .getMessage()
                .getBody(FileEntry.class);
    }

    private byte[] download(long fileId) {
        return platform.template.requestBody("pan123:download", fileId, byte[].class);
    }

    private long accepted(String path) {
        return platform.simulator.figures().calls(path);
    }

    @Test
    void uploadsThatComeTogetherShareTheCallsThatLookAtThem() {
        platform.unhurried();
        platform.options().getRateLimits().put("fileInfos", "1");
        List<CompletableFuture<Exchange>> uploads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String mode = i % 2 == 0 ? "single" : "sliced";
            uploads.add(UploadFixture.begin(
                    platform.context, "pan123:upload?uploadMode=" + mode, content(1000 + i), "file" + i));
        }
        assertThat(UploadFixture.all(uploads, 120))
                .allSatisfy(done -> assertThat(done.getException()).isNull());
        assertThat(platform.simulator.drive().count()).isEqualTo(100);
        assertThat(accepted(UploadFixture.INFOS)).isBetween(1L, 25L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "keepBoth", "overwrite", "skipIfSame"})
    void aPlatformThatShowsNewFilesLateHoldsUpNoUpload(String duplicate) {
        platform.unhurried();
        platform.simulator.faults().listLag(Duration.ofHours(1)).notFoundAfterUpload(Duration.ofHours(1));
        for (String mode : List.of("single", "sliced")) {
            String uri = "pan123:upload?uploadMode=" + mode + "&duplicate=" + duplicate;
            FileEntry entry = upload(uri, content(mode.equals("single") ? 1000 : 2000), mode);
            assertThat(platform.simulator.drive().find("/" + mode).orElseThrow().id())
                    .isEqualTo(entry.fileId());
        }
        assertThat(platform.simulator.drive().count()).isEqualTo(2);
        assertThat(accepted(SINGLE)).isOne();
        assertThat(accepted(SLICES)).isOne();
    }

    @Test
    void aSmallFileGoesUpInOneRequest() throws Exception {
        byte[] bytes = content(10_000);
        FileEntry entry = upload("pan123:upload", bytes, "a.bin");
        assertThat(entry.name()).isEqualTo("a.bin");
        assertThat(entry.size()).isEqualTo(bytes.length);
        assertThat(entry.etag()).isEqualTo(md5(bytes));
        assertThat(download(entry.fileId())).isEqualTo(bytes);
        assertThat(accepted(SINGLE)).isOne();
        assertThat(accepted(CREATE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SLICE - 1, SLICE, SLICE + 1, 3 * SLICE, 7 * SLICE + 13})
    void slicesAreCutExactlyAndComeTogetherAgain(int size) {
        byte[] bytes = content(size);
        FileEntry entry = upload("pan123:upload?uploadMode=sliced", bytes, "a.bin");
        assertThat(download(entry.fileId())).isEqualTo(bytes);
        assertThat(accepted(SLICES)).isEqualTo((size + SLICE - 1) / SLICE);
        assertThat(accepted(CREATE)).isOne();
        assertThat(accepted(SINGLE)).isZero();
    }

    @Test
    void severalSlicesAreUnderWayAtOnceAndNoMoreThanAskedFor() {
        // on a busy machine, each slice may have its answer before the next one is sent
        platform.simulator.faults().on(SLICES).always().delay(Duration.ofMillis(100));
        upload("pan123:upload?uploadMode=sliced&uploadConcurrency=3", content(20 * SLICE), "a.bin");
        assertThat(platform.simulator.figures().mostInFlight(SLICES)).isBetween(2, 3);
    }

    @Test
    void contentThatThePlatformKnowsCostsNoByte() {
        byte[] bytes = content(3 * SLICE);
        upload("pan123:upload?uploadMode=sliced", bytes, "a.bin");
        long before = platform.simulator.figures().uploadedBytes();
        Exchange second =
                send("pan123:upload?uploadMode=sliced", bytes, Map.of(Pan123Constants.OVERRIDE_FILE_NAME, "b.bin"));
        assertThat(second.getMessage().getHeader(Pan123Constants.REUSE)).isEqualTo(true);
        assertThat(second.getMessage().getHeader(Pan123Constants.SKIPPED)).isEqualTo(false);
        assertThat(platform.simulator.figures().uploadedBytes()).isEqualTo(before);
        assertThat(download(second.getMessage().getHeader(Pan123Constants.FILE_ID, Long.class)))
                .isEqualTo(bytes);
    }

    @Test
    void theSameContentUnderWayTwiceIsSentOnce() {
        byte[] bytes = content(9 * SLICE);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Exchange exchange = platform.context
                    .getEndpoint("pan123:upload?uploadMode=sliced")
                    .createExchange();
            exchange.getMessage().setBody(bytes);
            exchange.getMessage().setHeader(Pan123Constants.OVERRIDE_FILE_NAME, "same" + i);
            all.add(platform.template.asyncSend("pan123:upload?uploadMode=sliced", exchange));
        }
        allSucceed(all);
        assertThat(accepted(SLICES)).isEqualTo(9);
    }

    @Test
    void skipIfSameSendsNothingForTheSameFileAndReplacesAnotherOne() {
        String uri = "pan123:upload?duplicate=skipIfSame&parentPath=/in&createDirectories=true";
        byte[] first = content(5000);
        byte[] changed = content(5001);
        FileEntry entry = upload(uri, first, "a.bin");
        long before = platform.simulator.figures().uploadedBytes();

        Exchange again = send(uri, first, Map.of(Pan123Constants.OVERRIDE_FILE_NAME, "a.bin"));
        assertThat(again.getMessage().getHeader(Pan123Constants.FILE_ID)).isEqualTo(entry.fileId());
        assertThat(again.getMessage().getHeader(Pan123Constants.SKIPPED)).isEqualTo(true);
        assertThat(platform.simulator.figures().uploadedBytes()).isEqualTo(before);

        FileEntry replaced = upload(uri, changed, "a.bin");
        assertThat(download(replaced.fileId())).isEqualTo(changed);
        List<?> left = platform.template.requestBody("pan123:listFiles?parentPath=/in", null, List.class);
        assertThat(left).hasSize(1);
    }

    @Test
    void aTakenNameIsRefusedUnlessToldOtherwise() {
        upload("pan123:upload", content(10), "a.bin");
        assertThatThrownBy(() -> upload("pan123:upload", content(11), "a.bin"))
                .isInstanceOf(Pan123NameConflictException.class);
        assertThatThrownBy(() -> upload("pan123:upload?uploadMode=sliced", content(12), "a.bin"))
                .isInstanceOf(Pan123NameConflictException.class);
        FileEntry both = upload("pan123:upload?duplicate=keepBoth", content(13), "a.bin");
        assertThat(both.name()).isNotEqualTo("a.bin");
        FileEntry over = send(
                        "pan123:upload",
                        content(14),
                        Map.of(
                                Pan123Constants.OVERRIDE_FILE_NAME,
                                "a.bin",
                                Pan123Constants.OVERRIDE_DUPLICATE,
                                "overwrite"))
                .getMessage()
                .getBody(FileEntry.class);
        assertThat(over.name()).isEqualTo("a.bin");
        assertThat(download(over.fileId())).isEqualTo(content(14));
    }

    @Test
    void everyBodyThatACamelUserMayHaveGoesUp() throws Exception {
        byte[] bytes = "grüße, 世界".getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("f.txt"), bytes);
        GenericFile<File> wrapped = new GenericFile<>();
        wrapped.setFile(file.toFile());
        wrapped.setBinding(new FileBinding());
        InputStream plain = new FilterInputStream(new ByteArrayInputStream(bytes)) {};
        List<Object> bodies = List.of(
                bytes,
                new String(bytes, StandardCharsets.UTF_8),
                ByteBuffer.wrap(bytes),
                file,
                file.toFile(),
                wrapped,
                new ByteArrayInputStream(bytes),
                plain);
        for (int i = 0; i < bodies.size(); i++) {
            FileEntry entry = upload("pan123:upload", bodies.get(i), "body" + i);
            assertThat(entry.size()).isEqualTo(bytes.length);
            assertThat(entry.etag()).isEqualTo(md5(bytes));
        }
    }

    @Test
    void camelFileNameIsAPathBelowTheParent() {
        send("pan123:upload?parentPath=/in&createDirectories=true", "x", Map.of(Exchange.FILE_NAME, "sub/deep/a.txt"));
        FileEntry entry = platform.template.requestBody("pan123:getFile", "/in/sub/deep/a.txt", FileEntry.class);
        assertThat(entry.name()).isEqualTo("a.txt");
    }

    @Test
    void whatOneUploadLeftInHeadersDoesNotRedirectTheNext() throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:two")
                        .to("pan123:upload?parentPath=/a&createDirectories=true&fileName=one.txt&duplicate=skipIfSame")
                        .setBody(constant("second"))
                        .to("pan123:upload?parentPath=/b&createDirectories=true&fileName=two.txt")
                        .setBody(constant("third"))
                        .setHeader(Exchange.FILE_NAME, constant("three.txt"))
                        .to("pan123:upload?parentPath=/b");
            }
        });
        platform.template.sendBody("direct:two", "first");
        assertThat(content("/a/one.txt")).isEqualTo("first");
        assertThat(content("/b/two.txt")).isEqualTo("second");
        assertThat(content("/b/three.txt")).isEqualTo("third");
        platform.template.sendBody("pan123:trash?path=/b/two.txt", null);
    }

    private String content(String path) {
        return platform.template.requestBody("pan123:download?path=" + path, null, String.class);
    }

    @Test
    void manyUploadsCreateTheSameFoldersOnce() {
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(platform.template.asyncSend(
                    "pan123:upload?parentPath=/a/b/c&createDirectories=true", exchangeOf(i)));
        }
        allSucceed(all);
        assertThat(accepted("/upload/v1/file/mkdir")).isEqualTo(3);
    }

    private static void allSucceed(List<CompletableFuture<Exchange>> exchanges) {
        assertThat(exchanges).allSatisfy(exchange -> assertThat(
                        exchange.orTimeout(30, TimeUnit.SECONDS).join().getException())
                .isNull());
    }

    private Exchange exchangeOf(int number) {
        Exchange exchange = platform.context.getEndpoint("pan123:upload").createExchange();
        exchange.getMessage().setBody("content " + number);
        exchange.getMessage().setHeader(Pan123Constants.OVERRIDE_FILE_NAME, "file" + number);
        return exchange;
    }

    @Test
    void aMissingFolderIsAnErrorUnlessFoldersAreCreated() {
        assertThatThrownBy(() -> upload("pan123:upload?parentPath=/nowhere", "x", "a.txt"))
                .isInstanceOf(Pan123NotFoundException.class)
                .hasMessageContaining("/nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.txt", "a/../../b", "a:b", "a|b", "   "})
    void badNamesFailBeforeAnyCall(String name) {
        assertThatThrownBy(() -> send("pan123:upload", "x", Map.of(Exchange.FILE_NAME, name)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void missingFilesAndFoldersAsBodiesFailBeforeAnyUpload() {
        assertThatThrownBy(
                        () -> upload("pan123:upload", folder.resolve("missing").toFile(), "a"))
                .hasCauseInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> upload("pan123:upload", folder.toFile(), "a"))
                .hasCauseInstanceOf(NoSuchFileException.class);
        assertThat(platform.simulator.figures().requests()).isEmpty();
    }

    @Test
    void bodiesThatAreNoContentAreRefused() {
        assertThatThrownBy(() -> upload("pan123:upload", null, "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> upload("pan123:upload", new Object(), "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> send("pan123:upload", "x", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no name");
    }

    @Test
    void progressIsToldAsEvents() {
        List<Pan123ProgressEvent> events = new CopyOnWriteArrayList<>();
        platform.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof Pan123ProgressEvent progress) {
                    events.add(progress);
                }
            }
        });
        upload("pan123:upload?uploadMode=sliced", content(4 * SLICE), "a.bin");
        assertThat(events)
                .extracting(Pan123ProgressEvent::getPhase)
                .contains("HASH", "SEND", "VERIFY")
                .endsWith("DONE");
        assertThat(events).allSatisfy(event -> assertThat(event.getDone()).isLessThanOrEqualTo(event.getTotal()));
    }

    @Test
    void noHeaderOfTheMessageReachesThePlatform() {
        send(
                "pan123:upload",
                "x",
                Map.of(
                        Pan123Constants.OVERRIDE_FILE_NAME,
                        "a.txt",
                        "CamelHttpUri",
                        "http://127.0.0.1:1/",
                        "CamelHttpMethod",
                        "DELETE",
                        "X-Mine",
                        "secret"));
        assertThat(platform.simulator.figures().requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.toString()).doesNotContain("X-Mine", "secret"));
    }
}
