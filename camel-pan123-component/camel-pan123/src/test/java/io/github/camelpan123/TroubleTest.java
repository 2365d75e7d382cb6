package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.auth.FileTokenStore;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.api.SourceChangedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong half-way ends, and leaves nothing behind that would hold up the next one. */
class TroubleTest {

    private static final String USER_INFO = "/api/v1/user/info";
    private static final String SINGLE = "/upload/v2/file/single/create";
    private static final String SLICE = "/upload/v2/file/slice";
    private static final int LARGE = 8 * 1024 * 1024;
    /** More than there are connections. */
    private static final int MANY = 70;

    private SimulatedPlatform platform;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
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

    private void onProgress(Consumer<Pan123ProgressEvent> listener) {
        platform.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof Pan123ProgressEvent progress) {
                    listener.accept(progress);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void downloadsThatAreNotReadToTheEndHoldNoConnection(boolean closedByRoute) throws Exception {
        long id = platform.simulator.drive().addFile("/large", content(LARGE));
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:peek").streamCache("false").to("pan123:download").process(exchange -> {
                    InputStream in = exchange.getMessage().getBody(InputStream.class);
                    assertThat(in.read()).isNotNegative();
                    if (closedByRoute) {
                        in.close();
                    }
                    exchange.getMessage().setBody(null);
                });
            }
        });
        for (int i = 0; i < MANY; i++) {
            CompletableFuture<Exchange> done = platform.template.asyncSend(
                    "direct:peek", e -> e.getMessage().setBody(id));
            assertThat(done.orTimeout(60, TimeUnit.SECONDS).join().getException())
                    .isNull();
        }
        assertThat(platform.simulator.figures().downloadedBytes()).isLessThan((long) MANY * LARGE / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void aTokenPushedOutDuringAnUploadIsReplacedAndNothingIsCountedTwice(String mode) throws Exception {
        FileTokenStore store = new FileTokenStore(folder);
        try (CamelContext before = SimulatedPlatform.context(platform.simulator)) {
            before.getComponent("pan123", Pan123Component.class)
                    .getConfiguration()
                    .setTokenStore(store);
            before.start();
            before.createProducerTemplate().requestBody("pan123:userInfo", (Object) null);
        }
        // the token comes from the store, so that a login is possible at once
        platform.options().setTokenStore(store);
        List<Pan123ProgressEvent> events = new CopyOnWriteArrayList<>();
        onProgress(events::add);
        platform.simulator.faults().on(mode.equals("single") ? SINGLE : SLICE).evict();
        byte[] bytes = content(600_000);
        platform.template.requestBodyAndHeader(
                "pan123:upload?uploadMode=" + mode, bytes, Pan123Constants.OVERRIDE_FILE_NAME, "a", FileEntry.class);
        assertThat(platform.simulator.drive().content("/a")).isEqualTo(bytes);
        assertThat(platform.simulator.drive().list("/")).hasSize(1);
        assertThat(platform.simulator.figures().tokensIssued()).isEqualTo(2);
        assertThat(events).allSatisfy(event -> assertThat(event.getDone()).isLessThanOrEqualTo(event.getTotal()));
    }

    @Test
    void anErrorOfAListenerEndsItsUploadAndNoOther() {
        AtomicBoolean thrown = new AtomicBoolean();
        onProgress(event -> {
            if (thrown.compareAndSet(false, true)) {
                throw new AssertionError("no");
            }
        });
        assertThat(UploadFixture.fail(UploadFixture.begin(platform.context, "pan123:upload", "x", "a.txt")))
                .hasRootCauseInstanceOf(AssertionError.class);
        UploadFixture.succeed(UploadFixture.begin(platform.context, "pan123:upload", "x", "a.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void aFileThatIsCutWhileItIsSentIsSaidToBeTheCause(String mode) throws Exception {
        Path file = Files.write(folder.resolve("a.bin"), content(LARGE));
        whileSending(() -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(1000);
            }
        });
        Exception failure = upload(mode, file);
        assertThat(failure).isInstanceOf(SourceChangedException.class);
        assertThat(failure.getMessage()).containsAnyOf("became shorter", "has 1000 now");
        assertThat(platform.simulator.drive().list("/")).isEmpty();
        uploadWorks(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void aFileThatIsWrittenOverWhileItIsSentIsNotUploaded(String mode) throws Exception {
        Path file = Files.write(folder.resolve("a.bin"), content(LARGE));
        whileSending(() -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[LARGE / 2]), LARGE / 2);
            }
        });
        assertThat(upload(mode, file))
                .isInstanceOf(SourceChangedException.class)
                .hasMessageContaining("written to");
        assertThat(platform.simulator.drive().list("/")).isEmpty();
        uploadWorks(file);
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    /** Once, when the first bytes have gone out. */
    private void whileSending(Change change) {
        AtomicBoolean made = new AtomicBoolean();
        onProgress(event -> {
            if (event.getPhase().equals("SEND") && made.compareAndSet(false, true)) {
                try {
                    change.make();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private Exception upload(String mode, Path file) {
        CompletableFuture<Exchange> done = platform.template.asyncSend(
                "pan123:upload?uploadConcurrency=2&uploadMode=" + mode,
                exchange -> exchange.getMessage().setBody(file));
        return done.orTimeout(60, TimeUnit.SECONDS).join().getException();
    }

    /** Whatever went wrong before holds no thread, slot or connection. */
    private void uploadWorks(Path file) throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(upload("sliced", Files.copy(file, folder.resolve("again" + i))))
                    .isNull();
        }
        assertThat(platform.simulator.drive().content("/again2")).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void callsBehindOneThatIsRefusedEndInTimeAlthoughTheQueueIsPaused() throws Exception {
        platform.options().setMaxWait(1500);
        // a busy machine may take longer than that
        await().pollDelay(Duration.ZERO)
                .until(() -> platform.template
                                .send("pan123:userInfo", exchange -> {})
                                .getException()
                        == null);
        platform.simulator.faults().on(USER_INFO).always().answer(429);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        // again if the machine was so busy that the wait of all was over before one of them was refused
        await().pollDelay(Duration.ZERO).until(() -> {
            List<CompletableFuture<Exchange>> some = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                some.add(platform.template.asyncSend("pan123:userInfo", exchange -> {}));
            }
            for (CompletableFuture<Exchange> done : some) {
                assertThat(done.orTimeout(30, TimeUnit.SECONDS).join().getException())
                        .isInstanceOfSatisfying(Pan123WaitExceededException.class, e -> assertThat(e.getExpectedWait())
                                .isPositive());
            }
            all.addAll(some);
            return platform.simulator.figures().faults(USER_INFO) > 0;
        });
        // the third pause is longer than any of them may wait; unbounded, each would be refused eight times
        assertThat(platform.simulator.figures().faults(USER_INFO)).isBetween(1L, 3L * all.size());
        platform.simulator.faults().clear();
    }
}
