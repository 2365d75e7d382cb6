package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Pan123DownloadFailedException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123TrafficExceededException;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads, and what becomes of them when the way breaks. */
@Order(2) // it lasts long
class DownloadTest {

    private static final String CONTENT = "/download";
    private static final String ADDRESS = "/api/v1/file/download_info";
    private static final int SIZE = 3_000_000;

    private SimulatedPlatform platform;
    private byte[] bytes;
    private long file;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        file = platform.simulator.drive().addFile("/in/a.bin", bytes);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    /** Does something with the exchange of a download while it lives. */
    @FunctionalInterface
    interface Reader {
        void read(Exchange exchange) throws Exception;
    }

    private Throwable reading(String uri, Reader reader) throws Exception {
        String from = "direct:" + platform.context.getRoutesSize();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(from).to(uri).process(reader::read);
            }
        });
        return platform.template.send(from, e -> e.getMessage().setBody(file)).getException();
    }

    private byte[] download(String uri) {
        return platform.template.requestBody(uri, file, byte[].class);
    }

    private List<Integer> answers() {
        return platform.simulator.figures().requests(CONTENT).stream()
                .map(RequestRecord::status)
                .toList();
    }

    /** The server writes down what it did when it has done it, which may be after the last byte was read here. */
    private void assertAnswers(Integer... statuses) {
        await().untilAsserted(() -> assertThat(answers()).containsExactly(statuses));
    }

    private void assertSent(long bytes) {
        await().untilAsserted(() ->
                assertThat(platform.simulator.figures().downloadedBytes()).isEqualTo(bytes));
    }

    private List<String> inFolder() throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private String toFolder() {
        return "pan123:download?targetDirectory=" + folder;
    }

    @Test
    void theBodyIsReadOnlyWhenSomebodyReadsIt() throws Exception {
        assertThat(reading("pan123:download", exchange -> {
                    assertThat(answers()).isEmpty();
                    assertThat(exchange.getMessage().getHeader(Exchange.FILE_NAME))
                            .isEqualTo("a.bin");
                    assertThat(exchange.getMessage().getHeader(Exchange.FILE_LENGTH))
                            .isEqualTo((long) SIZE);
                    assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(bytes);
                }))
                .isNull();
        assertAnswers(200);
        assertSent(SIZE);
    }

    @Test
    void aDownloadThatIsCutGoesOnWhereItStopped() {
        platform.simulator.faults().on(CONTENT).times(3).cutAfter();
        assertThat(download("pan123:download")).isEqualTo(bytes);
        assertAnswers(200, 206, 206, 206);
        assertSent(SIZE);
        assertThat(platform.calls(ADDRESS)).isOne();
    }

    @Test
    void serversThatAreDownForAWhileAreAskedAgain() {
        platform.simulator.faults().on(CONTENT).times(2).http(503).on(CONTENT).cutBefore();
        assertThat(download("pan123:download")).isEqualTo(bytes);
        assertSent(SIZE);
    }

    @Test
    void anAddressThatEndedIsAskedForOnceAgain() throws Exception {
        assertThat(reading("pan123:download", exchange -> {
                    platform.simulator.faults().expireUrls();
                    assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(bytes);
                }))
                .isNull();
        assertAnswers(403, 200);
        assertThat(platform.calls(ADDRESS)).isEqualTo(2);
    }

    @Test
    void anAddressMayEndWhileItIsReadFrom() throws Exception {
        platform.simulator.faults().on(CONTENT).cutAfter();
        assertThat(reading("pan123:download", exchange -> {
                    InputStream in = exchange.getMessage().getBody(InputStream.class);
                    byte[] first = in.readNBytes(10);
                    platform.simulator.faults().expireUrls();
                    byte[] rest = in.readAllBytes();
                    assertThat(first).isEqualTo(Arrays.copyOf(bytes, 10));
                    assertThat(rest).isEqualTo(Arrays.copyOfRange(bytes, 10, SIZE));
                }))
                .isNull();
        assertAnswers(200, 403, 206);
        assertThat(platform.calls(ADDRESS)).isEqualTo(2);
        assertSent(SIZE);
    }

    @Test
    void aServerThatForbidsForGoodIsATypedError() throws Exception {
        platform.simulator.faults().on(CONTENT).always().http(403);
        Throwable failure = reading(
                "pan123:download",
                exchange -> exchange.getMessage().getBody(InputStream.class).readAllBytes());
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(Pan123DownloadFailedException.class, e -> assertThat(e.getHttpResponseCode())
                        .isEqualTo(403));
        assertThat(failure).hasStackTraceContaining("HTTP 403");
        assertThat(platform.calls(ADDRESS)).isEqualTo(2);
        assertAnswers(403, 403);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aDownloadThatNeverEndsFailsAfterItsRetries(int retries) throws Exception {
        platform.simulator.faults().on(CONTENT).always().http(502);
        Throwable failure = reading(
                "pan123:download?downloadRetries=" + retries,
                exchange -> exchange.getMessage().getBody(InputStream.class).readAllBytes());
        assertThat(failure.getCause())
                .isInstanceOf(Pan123DownloadFailedException.class)
                .hasMessageContaining("downloadRetries")
                .hasMessageContaining("a.bin")
                .hasMessageNotContaining("/download/");
        await().untilAsserted(() -> assertThat(answers()).hasSize(retries + 1));
    }

    @Test
    void aFileThatIsReplacedWhileItIsReadIsATypedErrorAndNoMix() throws Exception {
        platform.simulator.faults().on(CONTENT).cutAfter();
        Throwable failure = reading("pan123:download", exchange -> {
            InputStream in = exchange.getMessage().getBody(InputStream.class);
            in.readNBytes(10);
            platform.simulator.drive().addFile("/in/a.bin", new byte[SIZE]);
            in.readAllBytes();
        });
        assertThat(failure.getCause()).isInstanceOf(Pan123NotFoundException.class);
        assertAnswers(200, 404);
    }

    @Test
    void camelGoesBackToTheBeginningWithoutKeepingTheContent() throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:twice")
                        .to("pan123:download")
                        .process(e -> e.getMessage().getBody(InputStream.class).readNBytes(1000))
                        .multicast()
                        .parallelProcessing()
                        .to("mock:one", "mock:two");
            }
        });
        List<byte[]> read = new ArrayList<>();
        for (String mock : List.of("mock:one", "mock:two")) {
            platform.context.getEndpoint(mock, MockEndpoint.class).whenAnyExchangeReceived(exchange -> {
                byte[] all = exchange.getMessage().getBody(byte[].class);
                synchronized (read) {
                    read.add(all);
                }
            });
        }
        platform.template.sendBody("direct:twice", file);
        assertThat(read).hasSize(2).allSatisfy(each -> assertThat(each).isEqualTo(bytes));
        assertThat(platform.calls(ADDRESS)).isOne();
    }

    @Test
    void aRedeliveryReadsFromTheBeginning() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        AtomicReference<byte[]> read = new AtomicReference<>();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:again").to("pan123:download").process(exchange -> {
                    InputStream in = exchange.getMessage().getBody(InputStream.class);
                    if (tries.getAndIncrement() == 0) {
                        in.readNBytes(100_000);
                        throw new IllegalStateException("not yet");
                    }
                    read.set(in.readAllBytes());
                });
            }
        });
        platform.template.sendBody("direct:again", file);
        assertThat(read.get()).isEqualTo(bytes);
    }

    @Test
    void bodiesThatAreReadInPartLeaveNoConnectionOpen() throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:part")
                        .to("pan123:download")
                        .process(e -> e.getMessage().getBody(InputStream.class).read());
            }
        });
        for (int i = 0; i < 70; i++) {
            platform.template.sendBody("direct:part", file);
        }
        assertThat(download("pan123:download")).isEqualTo(bytes);
    }

    @Test
    void aStoppingContextEndsADownload() throws Exception {
        Throwable failure = reading("pan123:download", exchange -> {
            InputStream in = exchange.getMessage().getBody(InputStream.class);
            in.readNBytes(10);
            platform.component().stop();
            in.readAllBytes();
        });
        assertThat(failure.getCause()).isInstanceOf(Pan123ShutdownException.class);
    }

    @Test
    void usedUpTrafficPausesDownloadsWithoutACall() throws Exception {
        HealthCheckHelper.getHealthCheckRepository(platform.context, "producers")
                .setEnabled(true);
        platform.simulator.faults().trafficUsedUp(true);
        Pan123TrafficExceededException first = trafficFailure("pan123:download");
        assertThat(first.getCode()).isEqualTo(5113);
        platform.simulator.faults().trafficUsedUp(false);
        long calls = platform.simulator.figures().totalCalls();

        for (String uri : List.of(
                "pan123:download",
                "pan123:download?path=/in/a.bin",
                toFolder(),
                "pan123:downloadUrl",
                "pan123:transcodeDownload")) {
            Pan123TrafficExceededException paused = trafficFailure(uri);
            assertThat(paused.getUntil()).isEqualTo(first.getUntil());
            assertThat(paused).hasMessageContaining(first.getUntil().toString()).hasMessageContaining("trafficPause");
        }
        assertThat(platform.simulator.figures().totalCalls()).isEqualTo(calls);
        assertThat(health().getDetails())
                .containsEntry("downloadsPausedUntil", first.getUntil().toString());
    }

    /** Apart from the test of what happens meanwhile, which a busy machine may try when the pause is over. */
    @Test
    void thePauseOfDownloadsEnds() throws Exception {
        HealthCheckHelper.getHealthCheckRepository(platform.context, "producers")
                .setEnabled(true);
        platform.options().setTrafficPause(2000);
        platform.simulator.faults().trafficUsedUp(true);
        Instant before = Instant.now();
        Pan123TrafficExceededException first = trafficFailure("pan123:download");
        assertThat(first.getUntil())
                .isBetween(before.plusMillis(1999), Instant.now().plusMillis(2000));
        platform.simulator.faults().trafficUsedUp(false);
        await().atMost(Duration.ofMinutes(2)).until(() -> !health().getDetails().containsKey("downloadsPausedUntil"));
        assertThat(download("pan123:download")).isEqualTo(bytes);
    }

    private Pan123TrafficExceededException trafficFailure(String uri) {
        Exception failure =
                platform.template.send(uri, e -> e.getMessage().setBody(file)).getException();
        assertThat(failure).isInstanceOf(Pan123TrafficExceededException.class);
        return (Pan123TrafficExceededException) failure;
    }

    private HealthCheck.Result health() {
        HealthCheck check = HealthCheckHelper.getHealthCheckRepository(platform.context, "producers").stream()
                .filter(candidate -> candidate.getId().contains("pan123"))
                .findFirst()
                .orElseThrow();
        check.setEnabled(true);
        return check.call();
    }

    @Test
    void thePauseIsTenMinutesAndIsKeptByDownloadsUnderWayToo() throws Exception {
        Throwable failure = reading("pan123:download", exchange -> {
            platform.simulator.faults().expireUrls().trafficUsedUp(true);
            exchange.getMessage().getBody(InputStream.class).readAllBytes();
        });
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(Pan123TrafficExceededException.class, e -> assertThat(e.getUntil())
                        .isCloseTo(Instant.now().plus(10, ChronoUnit.MINUTES), within(20, ChronoUnit.SECONDS)));
        assertAnswers(403);
        assertThat(platform.calls(ADDRESS)).isEqualTo(2);
    }

    @Test
    void aDownloadCanBeSavedAsAFile() throws Exception {
        Path below = folder.resolve("new/sub");
        Exchange exchange = platform.template.send(
                "pan123:download?targetDirectory=" + below, e -> e.getMessage().setBody(file));
        assertThat(exchange.getException()).isNull();
        File saved = exchange.getMessage().getBody(File.class);
        assertThat(saved.toPath()).isEqualTo(below.toRealPath().resolve("a.bin"));
        assertThat(saved).hasBinaryContent(bytes);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Exchange.FILE_NAME, "a.bin")
                .containsEntry(Exchange.FILE_LENGTH, (long) SIZE)
                .containsEntry(Exchange.FILE_NAME_PRODUCED, saved.getPath())
                .containsEntry(Pan123Constants.FILE_ID, file);
        assertThat(below).isDirectoryContaining(path -> path.endsWith("a.bin"));
        assertThat(below.toFile().list()).hasSize(1);
    }

    @Test
    void aSavedFileIsReplacedWhenAllHasArrivedAndOnlyThen() throws Exception {
        Files.writeString(folder.resolve("a.bin"), "old");
        platform.simulator.faults().on(CONTENT).always().truncate();
        Exception failure = platform.template
                .send(toFolder() + "&downloadRetries=1", e -> e.getMessage().setBody(file))
                .getException();
        assertThat(failure).isInstanceOf(Pan123DownloadFailedException.class);
        assertThat(inFolder()).containsExactly("a.bin");
        assertThat(folder.resolve("a.bin")).hasContent("old");

        platform.simulator.faults().clear();
        platform.template.requestBody(toFolder(), file, File.class);
        assertThat(inFolder()).containsExactly("a.bin");
        assertThat(folder.resolve("a.bin")).hasBinaryContent(bytes);
    }

    @Test
    void manyDownloadsToOnePlaceDoNotMix() throws Exception {
        platform.simulator.faults().on(CONTENT).times(6).cutAfter();
        List<CompletableFuture<Object>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(platform.template.asyncRequestBody(toFolder(), (Object) file));
        }
        for (CompletableFuture<Object> each : all) {
            each.orTimeout(40, TimeUnit.SECONDS).join();
            assertThat(folder.resolve("a.bin")).hasBinaryContent(bytes);
        }
        assertThat(inFolder()).containsExactly("a.bin");
    }

    @ParameterizedTest
    @CsvSource({"..,__", ".,_"})
    void aNameThatLeadsElsewhereIsMadeSafe(String name, String local) throws Exception {
        long id = platform.simulator.drive().addFile("/" + name, bytes);
        Exchange exchange =
                platform.template.send(toFolder(), e -> e.getMessage().setBody(id));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo(local);
        assertThat(exchange.getMessage().getHeader(Pan123Constants.FILE_NAME)).isEqualTo(name);
        assertThat(inFolder()).containsExactly(local);
    }

    @Test
    void aLinkInThePlaceOfTheFileIsReplacedAndNotFollowed(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "untouched");
        Files.createSymbolicLink(folder.resolve("a.bin"), secret);
        platform.template.requestBody(toFolder(), file, File.class);
        assertThat(secret).hasContent("untouched");
        assertThat(folder.resolve("a.bin")).isRegularFile().hasBinaryContent(bytes);
        assertThat(Files.isSymbolicLink(folder.resolve("a.bin"))).isFalse();
    }

    @Test
    void aFolderCannotBeDownloaded() {
        long parent = platform.simulator.drive().addFolder("/in");
        Exception failure = platform.template
                .send("pan123:download", e -> e.getMessage().setBody(parent))
                .getException();
        assertThat(failure).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("folder");
        assertThat(platform.calls(ADDRESS)).isZero();
    }

    @Test
    void aPlaceThatIsNoFolderIsToldByName() throws Exception {
        Path taken = Files.writeString(folder.resolve("taken"), "x");
        assertThatThrownBy(() -> platform.template.requestBody("pan123:download?targetDirectory=" + taken, file))
                .hasStackTraceContaining("targetDirectory=" + taken);
    }

    @Test
    void negativeRetriesAreRefused() {
        assertThatThrownBy(() -> platform.template.requestBody("pan123:download?downloadRetries=-1", file))
                .hasStackTraceContaining("downloadRetries=-1");
    }
}
