package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events tell how far the files of a folder are, and exchanges when they will start. */
class FolderProgressTest {

    @TempDir
    Path folder;

    private final List<Pan123ProgressEvent> events = new CopyOnWriteArrayList<>();
    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start();
        platform.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof Pan123ProgressEvent progress && progress.isFolder()) {
                    events.add(progress);
                }
            }
        });
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private void files(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Files.writeString(folder.resolve("f" + i), "0123456789");
        }
    }

    private Pan123ProgressEvent last() {
        return events.get(events.size() - 1);
    }

    private void route(String... steps) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "?noop=true&initialDelay=0&delay=3600000")
                        .routeId("backup")
                        .to(steps);
            }
        });
    }

    @Test
    void aBatchIsAFolder() throws Exception {
        platform.unhurried();
        files(20);
        route("pan123:upload?parentFileId=0");
        await().until(() -> !events.isEmpty() && last().getFilesDone() == 20);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getPhase()).isEqualTo("FOLDER");
            assertThat(event.getFileName()).isEqualTo("backup");
            assertThat(event.getFilesTotal()).isEqualTo(20);
            assertThat(event.getDone()).isEqualTo(10L * event.getFilesDone());
            assertThat(event.getTotal()).isEqualTo(-1);
        });
        assertThat(events)
                .extracting(Pan123ProgressEvent::getFilesDone)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(last()).hasToString("backup: 20 of 20 files, 200 bytes");
        assertThat(last().getExpectedEnd()).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void aFailedFileIsDoneButNotItsBytes() throws Exception {
        platform.unhurried();
        files(3);
        platform.simulator.faults().on(UploadFixture.SINGLE).times(1).answer(777, "no");
        route("pan123:upload?parentFileId=0");
        await().until(() -> !events.isEmpty() && last().getFilesDone() == 3);
        assertThat(last().getDone()).isEqualTo(20);
    }

    @Test
    void theEndIsExpectedByTheLimits() throws Exception {
        platform.options().setRateLimits(Map.of("downloadInfo", "0.02"));
        List<Long> ids = IntStream.range(0, 10)
                .mapToObj(i ->
                        platform.simulator.drive().addFile("/d" + i, ("content " + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:restore")
                        .routeId("restore")
                        .split(body())
                        .parallelProcessing()
                        .to("pan123:download");
            }
        });
        platform.template.asyncSendBody("direct:restore", ids);
        await().until(() -> !events.isEmpty());
        Pan123ProgressEvent first = events.get(0);
        assertThat(first.getFileName()).isEqualTo("restore");
        assertThat(first.getFilesDone()).isOne();
        assertThat(first.getFilesTotal()).isEqualTo(10);
        // nine more, one in fifty seconds
        assertThat(first.getExpectedEnd()).isAfter(Instant.now().plusSeconds(8 * 50 - 60));
    }

    @Test
    void oneFileIsNoFolder() throws Exception {
        platform.unhurried();
        files(1);
        route("pan123:upload?parentFileId=0", "mock:done");
        platform.context.getEndpoint("mock:done", MockEndpoint.class).expectedMessageCount(1);
        MockEndpoint.assertIsSatisfied(platform.context);
        assertThat(events).isEmpty();
    }

    @Test
    void anExchangeThatWaitsKnowsWhenItWillStart() throws Exception {
        platform.options().setRateLimits(Map.of("downloadInfo", "0.02"));
        long id = platform.simulator.drive().addFile("/w", new byte[] {1});
        Exchange free = UploadFixture.begin(platform.context, "pan123:downloadUrl", id, Map.of())
                .join();
        assertThat(free.getProperty(Pan123Producer.EXPECTED_START)).isNull();
        List<CompletableFuture<Exchange>> waiting = IntStream.range(0, 3)
                .mapToObj(i -> UploadFixture.begin(platform.context, "pan123:downloadUrl", id, Map.of()))
                .toList();
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        Exchange fourth = platform.context.getEndpoint("pan123:downloadUrl").createExchange();
        fourth.getMessage().setBody(id);
        AsyncProducer producer =
                platform.context.getEndpoint("pan123:downloadUrl").createAsyncProducer();
        platform.context.addService(producer);
        producer.start();
        producer.process(fourth, sync -> {});
        Instant start = fourth.getProperty(Pan123Producer.EXPECTED_START, Instant.class);
        // the rest of a window and three of fifty seconds
        assertThat(start)
                .isBetween(Instant.now().plusSeconds(2 * 50 - 60), Instant.now().plusSeconds(4 * 50 + 10));
    }
}
