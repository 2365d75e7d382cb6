package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.COMPLETE;
import static io.github.camelpan123.UploadFixture.CREATE;
import static io.github.camelpan123.UploadFixture.SLICES;
import static io.github.camelpan123.UploadFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Pan123ShutdownException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stopping context does not wait for calls that it could not make before the end of its shutdown timeout. */
@Order(3) // it lasts some seconds
class ContextStopTest {

    private static final int COUNT = 20;

    @TempDir
    Path folder;

    private final AtomicInteger names = new AtomicInteger();
    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start(builder -> builder.limits(false).sliceSize(10_000));
        platform.context.getShutdownStrategy().setTimeout(20);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    /**
     * A kind of work that waits.
     *
     * @param limited the call whose limit is one in 100 seconds
     * @param body the body of each of many exchanges
     * @param path counted by the simulator: the call that waits
     */
    private record Kind(String uri, String limited, IntFunction<Object> body, String path) {

        @Override
        public String toString() {
            return uri + " waits for " + limited;
        }
    }

    private static Object bytes(int i) {
        return ("content " + i).getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Kind> kinds() {
        IntFunction<Object> file = i -> "/files/" + i;
        return Stream.of(
                new Kind("pan123:userInfo", "userInfo", i -> null, "/api/v1/user/info"),
                new Kind("pan123:createDirectory?parentFileId=0", "mkdir", i -> null, "/upload/v1/file/mkdir"),
                new Kind("pan123:upload?uploadMode=sliced", "uploadCreate", ContextStopTest::bytes, CREATE),
                new Kind("pan123:upload", "fileInfos", ContextStopTest::bytes, UploadFixture.INFOS),
                new Kind("pan123:listFiles?path=/files", "fileListV2", i -> null, UploadFixture.LIST),
                new Kind("pan123:getFile", "fileListV2", file, UploadFixture.LIST),
                new Kind("pan123:downloadUrl", "downloadInfo", file, "/api/v1/file/download_info"),
                new Kind("pan123:rename?newName=x", "fileName", file, "/api/v1/file/name"),
                new Kind("pan123:move?targetParentPath=/to", "fileMove", file, "/api/v1/file/move"),
                new Kind("pan123:trash", "fileTrash", file, "/api/v1/file/trash"),
                new Kind("pan123:delete", "fileDelete", file, "/api/v1/file/delete"),
                new Kind("pan123:share?shareName=s", "shareCreate", file, "/api/v1/share/create"),
                new Kind(
                        "pan123:transcodeResolutions?fileId=1",
                        "transcodeResolutions",
                        i -> null,
                        "/api/v1/transcode/video/resolutions"));
    }

    private void limit(String call, String perSecond) {
        Map<String, Object> limits = new HashMap<>();
        List.of("fileListV2", "fileInfos", "mkdir", "uploadCreate", "uploadComplete", "fileTrash", "shareCreate")
                .forEach(name -> limits.put(name, "1000"));
        limits.put(call, perSecond);
        platform.options().setRateLimits(limits);
    }

    private void route(String uri) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:in").to(uri);
            }
        });
    }

    /** Exchanges in a route, for which Camel waits when it stops. */
    private List<CompletableFuture<Exchange>> send(int count, IntFunction<Object> body) {
        return send(platform.context, "direct:in", count, body);
    }

    private List<CompletableFuture<Exchange>> send(
            CamelContext context, String uri, int count, IntFunction<Object> body) {
        ProducerTemplate template = context.createProducerTemplate();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            all.add(template.asyncSend(uri, exchange -> {
                exchange.getMessage().setBody(body.apply(number));
                exchange.getMessage().setHeader(Pan123Constants.OVERRIDE_FILE_NAME, "n" + names.incrementAndGet());
            }));
        }
        return all;
    }

    private void stopInTime() {
        platform.context.stop();
        assertThat(((DefaultShutdownStrategy) platform.context.getShutdownStrategy()).hasTimeoutOccurred())
                .as("the shutdown timeout has passed")
                .isFalse();
    }

    private static List<Throwable> failures(List<CompletableFuture<Exchange>> all) {
        List<Throwable> failures = new ArrayList<>();
        all.forEach(done -> {
            Throwable failure = done.orTimeout(1, TimeUnit.MINUTES).join().getException();
            if (failure != null) {
                failures.add(failure);
            }
        });
        return failures;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void callsWithoutAChanceEndAtOnce(Kind kind) throws Exception {
        files(0);
        platform.simulator.drive().addFolder("/to");
        limit(kind.limited(), "0.01");
        route(kind.uri());
        List<CompletableFuture<Exchange>> all = send(COUNT, kind.body());
        await().until(() -> platform.calls(kind.path()) == 1);
        // further ones, because the first call may have served all, and those that join it while it is under way
        AtomicInteger sent = new AtomicInteger(COUNT);
        await().until(() -> {
            int from = sent.getAndAdd(COUNT);
            // of their own, because the first call may have moved or deleted the others
            files(from);
            all.addAll(send(COUNT, i -> kind.body().apply(from + i)));
            return waiting(kind.limited()) > 0;
        });
        stopInTime();
        assertThat(failures(all))
                .filteredOn(Pan123ShutdownException.class::isInstance)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("The context stops"));
        assertThat(platform.calls(kind.path())).isEqualTo(1);
    }

    private void files(int from) {
        for (int i = from; i < from + COUNT; i++) {
            platform.simulator.drive().addFile("/files/" + i, new byte[] {1});
        }
    }

    private int waiting(String call) {
        return platform.component().queues().stream()
                .filter(queue -> queue.shortName().equals(call))
                .mapToInt(queue -> queue.waiting())
                .sum();
    }

    @Test
    void whatIsSentAfterwardsEndsAtOnceToo() throws Exception {
        limit("mkdir", "0.01");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:slow?concurrentConsumers=1")
                        .errorHandler(noErrorHandler())
                        .to("pan123:createDirectory?parentFileId=0&fileName=a")
                        .to("pan123:createDirectory?parentFileId=0&fileName=b");
            }
        });
        platform.template.sendBody("seda:slow?waitForTaskToComplete=Never", "x");
        platform.template.sendBody("seda:slow?waitForTaskToComplete=Never", "x");
        await().until(() -> waiting("mkdir") > 0);
        stopInTime();
        assertThat(platform.calls("/upload/v1/file/mkdir")).isEqualTo(1);
    }

    @Test
    void anUploadThatWaitsForThePlatformEndsInTime() throws Exception {
        limit("userInfo", "1");
        platform.simulator.faults().on(COMPLETE).always().answer(20103);
        route("pan123:upload?uploadMode=sliced&journalDirectory=RAW(" + folder + ")");
        List<CompletableFuture<Exchange>> all = send(1, i -> content(25_000));
        await().until(() -> platform.calls(SLICES) == 3);
        platform.context.getShutdownStrategy().setTimeout(3);
        stopInTime();
        assertThat(failures(all)).singleElement().satisfies(failure -> assertThat(failure)
                .isInstanceOf(Pan123ShutdownException.class)
                .hasMessageContaining("3 of 3 slices")
                .hasMessageContaining("goes on"));
        assertThat(platform.calls(SLICES)).isEqualTo(3);
    }

    @Test
    void anotherContextOfTheAccountIsNotDisturbed() throws Exception {
        limit("mkdir", "0.01");
        route("pan123:createDirectory?parentFileId=0");
        try (CamelContext other = SimulatedPlatform.context(platform.simulator)) {
            other.start();
            List<CompletableFuture<Exchange>> all = send(40, i -> null);
            List<CompletableFuture<Exchange>> others =
                    send(other, "pan123:createDirectory?parentFileId=0", 4, i -> null);
            await().until(() -> waiting("mkdir") > 20);
            platform.context.getShutdownStrategy().setTimeout(3);
            stopInTime();
            assertThat(failures(all)).isNotEmpty();
            Pan123Component component = other.getComponent("pan123", Pan123Component.class);
            AccountBinding binding = component.enterAccount(component.getConfiguration());
            binding.account().queueControl().limit("mkdir", "1000");
            binding.leave();
            assertThat(failures(others)).isEmpty();
        }
    }
}
