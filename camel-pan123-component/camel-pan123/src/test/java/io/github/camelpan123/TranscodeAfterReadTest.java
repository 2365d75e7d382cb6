package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.simulator.drive.Entry;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the consumer of finished transcodes does to a video all of which was read. */
@Order(3) // it lasts some seconds
class TranscodeAfterReadTest {

    private static final String FAST = "pan123:transcodeResult?initialDelay=0&delay=20&";
    private static final String LIST = "/api/v2/file/list";
    private static final String DELETE = "/api/v1/transcode/delete";
    private static final byte[] CONTENT = {1};

    @TempDir
    Path folder;

    private SimulatedPlatform platform;
    private final AtomicInteger completed = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private boolean inSpace(long video) {
        return platform.simulator.drive().videos().stream().map(Entry::id).anyMatch(id -> id == video);
    }

    private CamelContext node(IdempotentRepository repository) {
        CamelContext context = SimulatedPlatform.context(platform.simulator);
        context.getComponent("pan123", Pan123Component.class)
                .getConfiguration()
                .setRateLimits(platform.options().getRateLimits());
        context.getRegistry().bind("seen", repository);
        return context;
    }

    private void consume(CamelContext context, String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + (context == platform.context ? "" : "idempotentRepository=#seen&") + options)
                        .process(exchange -> completed.incrementAndGet());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "trash, false, resolution",
        "delete, false, resolution",
        "delete, true, resolution",
        "delete, false, video",
        "trash, true, video"
    })
    void whatWasNotDoneBeforeARestartIsDoneAfterItWithoutASecondExchange(
            String afterRead, boolean eager, String grouping) throws Exception {
        long video = platform.simulator.drive().addFinishedTranscode("v.mp4", CONTENT, "480p", "720p");
        int exchanges = grouping.equals("video") ? 1 : 2;
        String options = "afterRead=" + afterRead + "&idempotentEager=" + eager + "&grouping=" + grouping;
        File store = folder.resolve("seen").toFile();
        platform.simulator.faults().on(DELETE).always().answer(1, "no");
        try (CamelContext before = node(FileIdempotentRepository.fileIdempotentRepository(store))) {
            consume(before, options);
            before.start();
            await().until(() -> platform.simulator.figures().faults(DELETE) > 1);
        }
        assertThat(completed).hasValue(exchanges);
        assertThat(inSpace(video)).isTrue();
        platform.simulator.faults().clear();
        try (CamelContext later = node(FileIdempotentRepository.fileIdempotentRepository(store))) {
            consume(later, options);
            later.start();
            await().until(() -> !inSpace(video));
            long lists = platform.calls(LIST);
            await().until(() -> platform.calls(LIST) >= lists + 2);
        }
        assertThat(completed).hasValue(exchanges);
        assertThat(store).content().doesNotContain("after-read");
    }

    /** The platform takes one video a call, so the route must not wait for each. */
    @ParameterizedTest
    @CsvSource({"trash", "delete"})
    void theRouteGoesOnWhileVideosArePutAway(String afterRead) throws Exception {
        int videos = 30;
        for (int i = 0; i < videos; i++) {
            platform.simulator.drive().addFinishedTranscode(i + ".mp4", CONTENT, "480p");
        }
        platform.simulator.faults().on(DELETE).times(videos).delay(Duration.ofSeconds(20));
        consume(platform.context, "afterRead=" + afterRead);
        await().until(() -> completed.get() == videos);
        assertThat(platform.simulator.drive().videos()).hasSize(videos);
        await().until(() -> platform.simulator.figures().mostInFlight(DELETE) == videos);
    }

    @Test
    void twoEagerNodesThatReadOneVideoTogetherHaveItDeletedWhenBothAreDone() throws Exception {
        List<Long> videos = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            videos.add(platform.simulator.drive().addFinishedTranscode(i + ".mp4", CONTENT, "480p", "720p", "1080p"));
        }
        IdempotentRepository shared = MemoryIdempotentRepository.memoryIdempotentRepository(10_000);
        CountDownLatch both = new CountDownLatch(2);
        Set<String> done = ConcurrentHashMap.newKeySet();
        try (CamelContext one = node(shared);
                CamelContext two = node(shared)) {
            for (CamelContext node : List.of(one, two)) {
                AtomicInteger mine = new AtomicInteger();
                node.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(FAST + "idempotentRepository=#seen&idempotentEager=true&afterRead=delete")
                                .process(exchange -> {
                                    if (mine.incrementAndGet() == 1) {
                                        both.countDown();
                                        both.await();
                                    }
                                    completed.incrementAndGet();
                                    done.add(exchange.getMessage().getHeader(Pan123Constants.FILE_ID)
                                            + exchange.getMessage()
                                                    .getHeader(Pan123Constants.RESOLUTION, String.class));
                                });
                    }
                });
                node.start();
            }
            await().until(() -> videos.stream().noneMatch(this::inSpace));
        }
        assertThat(done).hasSize(15);
        assertThat(completed).hasValue(15);
    }
}
