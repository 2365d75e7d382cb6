package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the consumer of new files does to those that were read. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1) // it lasts long
class AfterReadTest {

    private static final String FAST = "pan123:listFiles?initialDelay=0&delay=50&path=/in&";
    private static final String LIST = "/api/v2/file/list";
    private static final String TRASH = "/api/v1/file/trash";
    private static final String DELETE = "/api/v1/file/delete";
    private static final String MOVE = "/api/v1/file/move";

    @TempDir
    Path folder;

    private SimulatedPlatform platform;
    private final Queue<String> reports = new ConcurrentLinkedQueue<>();
    private final AtomicInteger completed = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        platform.context.getRegistry().bind("reports", new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                handleException(null, null, exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                handleException(message, null, exception);
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                reports.add(message);
            }
        });
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private long add(String path, String content) {
        return platform.simulator.drive().addFile(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private void consume(String options) throws Exception {
        consume(platform.context, options);
    }

    private void consume(CamelContext context, String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(FAST + options).process(exchange -> completed.incrementAndGet());
            }
        });
    }

    private boolean there(String path) {
        return platform.simulator.drive().find(path).isPresent();
    }

    private boolean inBin(long id) {
        return platform.simulator
                .drive()
                .get(id)
                .filter(entry -> entry.trashed())
                .isPresent();
    }

    private boolean gone(long id) {
        return platform.simulator.drive().get(id).isEmpty();
    }

    private void awaitLists(int more) {
        long now = platform.calls(LIST);
        await().until(() -> platform.calls(LIST) >= now + more);
    }

    @ParameterizedTest
    @CsvSource({"delete&deleteUnread=true, 22", "trash, 11", "move&moveTo=/done, 11"})
    void aThousandFilesBehindASequentialRouteCostFewCalls(String afterRead, int most) throws Exception {
        for (int i = 0; i < 1000; i++) {
            add("/in/" + i + ".txt", "content " + i);
        }
        consume("afterRead=" + afterRead);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> platform.simulator.drive().list("/in").isEmpty());
        assertThat(completed).hasValue(1000);
        assertThat(platform.calls(TRASH) + platform.calls(DELETE) + platform.calls(MOVE))
                .isLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({
        "trash, /api/v1/file/trash, 5",
        "delete&deleteUnread=true, /api/v1/file/trash, 5",
        "delete&deleteUnread=true, /api/v1/file/delete, 5",
        "move&moveTo=/done, /api/v1/file/move, 5",
        "move&moveTo=/done, /upload/v1/file/mkdir, 5",
    })
    void whatFailsIsToldAndTriedUntilItIsDoneWithoutASecondExchange(String afterRead, String api, int failures)
            throws Exception {
        List<Long> ids = List.of(add("/in/a.txt", "a"), add("/in/b.txt", "b"), add("/in/c.txt", "c"));
        platform.simulator.faults().on(api).times(failures).http(404);
        consume("exceptionHandler=#reports&afterRead=" + afterRead);
        await().atMost(Duration.ofMinutes(1)).until(() -> ids.stream()
                .allMatch(id -> afterRead.startsWith("trash")
                        ? inBin(id)
                        : afterRead.startsWith("delete") ? gone(id) : there("/done/a.txt") && there("/done/c.txt")));
        awaitLists(3);
        assertThat(completed).hasValue(3);
        assertThat(platform.simulator.figures().faults(api)).isEqualTo(failures);
        assertThat(reports).isNotEmpty().allSatisfy(report -> assertThat(report).contains("afterRead="));
        assertThat(String.join("\n", reports)).doesNotContain("https://");
    }

    @ParameterizedTest
    @CsvSource({
        "trash, /api/v1/file/trash",
        "delete&deleteUnread=true, /api/v1/file/trash",
        "delete&deleteUnread=true, /api/v1/file/delete",
        "delete&deleteUnread=true&recursive=true, /api/v1/file/delete",
        "move&moveTo=/done, /api/v1/file/move",
    })
    void whatWasNotDoneBeforeARestartIsDoneAfterItWithoutASecondExchange(String afterRead, String api)
            throws Exception {
        long id = add("/in/a.txt", "a");
        File store = folder.resolve("seen").toFile();
        platform.context.getRegistry().bind("seen", FileIdempotentRepository.fileIdempotentRepository(store));
        platform.simulator.faults().on(api).always().answer(1, "no");
        consume("idempotentRepository=#seen&afterRead=" + afterRead);
        await().until(() -> platform.simulator.figures().faults(api) > 0);
        platform.context.stop();
        assertThat(gone(id)).isFalse();
        assertThat(there("/done/a.txt")).isFalse();
        platform.simulator.faults().clear();
        try (CamelContext later = SimulatedPlatform.context(platform.simulator)) {
            later.getComponent("pan123", Pan123Component.class)
                    .getConfiguration()
                    .setRateLimits(platform.options().getRateLimits());
            later.getRegistry().bind("seen", FileIdempotentRepository.fileIdempotentRepository(store));
            consume(later, "idempotentRepository=#seen&afterRead=" + afterRead);
            later.start();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> afterRead.startsWith("trash")
                            ? inBin(id)
                            : afterRead.startsWith("delete") ? gone(id) : there("/done/a.txt"));
            awaitLists(2);
        }
        assertThat(completed).hasValue(1);
        // whoever comes next finds nothing to do any more
        assertThat(store)
                .content()
                .doesNotContain("TRASH")
                .doesNotContain("DELETE")
                .doesNotContain("MOVE");
    }

    @Test
    void whatSomebodyElsePutIntoTheBinIsLeftThere() throws Exception {
        long id = add("/in/a.txt", "a");
        platform.simulator.drive().trash("/in/a.txt");
        platform.context
                .getRegistry()
                .bind(
                        "seen",
                        FileIdempotentRepository.fileIdempotentRepository(
                                folder.resolve("seen").toFile()));
        consume("idempotentRepository=#seen&afterRead=delete&deleteUnread=true");
        awaitLists(8);
        assertThat(inBin(id)).isTrue();
        platform.template.sendBody("pan123:recover", id);
        await().until(() -> gone(id));
        assertThat(completed).hasValue(1);
    }

    @Test
    void aTakenNameIsToldOnceAndTheFileStays() throws Exception {
        add("/in/report.csv", "new");
        add("/in/other.csv", "other");
        add("/done/report.csv", "old");
        consume("exceptionHandler=#reports&afterRead=move&moveTo=/done");
        await().until(() -> there("/done/other.csv") && !reports.isEmpty());
        long calls = platform.calls(MOVE);
        awaitLists(10);
        assertThat(platform.calls(MOVE)).isEqualTo(calls);
        assertThat(there("/in/report.csv")).isTrue();
        assertThat(reports).singleElement().asString().contains("report.csv").contains("moveDuplicate=fail");
        assertThat(completed).hasValue(2);
    }

    /** The folder is somebody's mistake, which can be put right while the route runs. */
    @ParameterizedTest
    @CsvSource({
        "afterRead=move&moveTo=/done, false",
        "afterRead=move&moveTo=/done&moveDuplicate=keepBoth, false",
        "afterRead=move&moveTo=/done&moveDuplicate=overwrite, false",
        "moveFailed=/done, true"
    })
    void aTargetThatIsAFileIsToldAndTheFilesGoThereWhenItIsAFolder(String options, boolean failing) throws Exception {
        add("/done", "a file");
        add("/in/a.txt", "a");
        add("/in/b.txt", "b");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(FAST + "exceptionHandler=#reports&" + options).process(exchange -> {
                    completed.incrementAndGet();
                    if (failing) {
                        throw new IllegalStateException("not this one");
                    }
                });
            }
        });
        await().atMost(Duration.ofMinutes(1))
                .until(() -> reports.stream()
                                .filter(report -> report.contains("tried again at the next poll"))
                                .count()
                        > 1);
        assertThat(reports).noneMatch(report -> report.contains("name is taken"));
        platform.simulator.drive().trash("/done");
        await().atMost(Duration.ofMinutes(1)).until(() -> there("/done/a.txt") && there("/done/b.txt"));
        awaitLists(3);
        assertThat(completed).hasValue(2);
    }

    @Test
    void aTakenNameGetsTheIdOfTheFile() throws Exception {
        add("/done/report.csv", "old");
        add("/done/plain", "old");
        long report = add("/in/report.csv", "new");
        long plain = add("/in/plain", "new");
        consume("afterRead=move&moveTo=/done&moveDuplicate=keepBoth");
        await().until(() -> there("/done/report-" + report + ".csv") && there("/done/plain-" + plain));
        assertThat(platform.simulator.drive().list("/in")).isEmpty();
        assertThat(platform.simulator.drive().list("/done")).hasSize(4);
        awaitLists(3);
        assertThat(completed).hasValue(2);
    }

    @Test
    void aTakenNameIsFreedByTheRecycleBin() throws Exception {
        long old = add("/done/report.csv", "old");
        long report = add("/in/report.csv", "new");
        consume("afterRead=move&moveTo=/done&moveDuplicate=overwrite");
        await().until(() -> platform.simulator
                .drive()
                .find("/done/report.csv")
                .filter(there -> there.id() == report)
                .isPresent());
        assertThat(inBin(old)).isTrue();
        awaitLists(3);
        assertThat(completed).hasValue(1);
    }

    // what nobody has read

    private void whileReading(String options, String kind) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                var route = from(FAST + "afterRead=delete" + options);
                switch (kind) {
                    case "nobody" -> route.to("mock:done");
                    case "log" -> route.to("log:files?showAll=true").to("mock:done");
                    case "aggregate" ->
                        route.aggregate(constant(true), new GroupedBodyAggregationStrategy())
                                .completionSize(3)
                                .to("mock:done");
                    case "wireTap" -> route.wireTap("seda:later").to("mock:done");
                    case "bytes" -> route.convertBodyTo(byte[].class).to("mock:done");
                    case "file" -> route.to("file:" + folder).to("mock:done");
                    case "head" ->
                        route.process(exchange -> {
                                    try (var in = exchange.getMessage().getBody(java.io.InputStream.class)) {
                                        in.read();
                                    }
                                })
                                .to("mock:done");
                    case "download" ->
                        route.to("pan123:download?targetDirectory=" + folder).to("mock:done");
                    case "instantCopy" ->
                        route.removeHeaders("CamelPan123*")
                                .to("pan123:upload?parentPath=/copies")
                                .to("mock:done");
                    case "copy" ->
                        route.removeHeaders("CamelPan123*")
                                .to("pan123:copy?targetParentPath=/copies")
                                .to("mock:done");
                    default -> throw new IllegalArgumentException(kind);
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "log", "aggregate", "wireTap"})
    void whatNobodyHasReadGoesToTheRecycleBin(String kind) throws Exception {
        List<Long> ids = List.of(add("/in/a.txt", "a"), add("/in/b.txt", "b"), add("/in/c.txt", "c"));
        whileReading("", kind);
        await().until(() -> ids.stream().allMatch(this::inBin));
        awaitLists(5);
        assertThat(ids).allSatisfy(id -> assertThat(inBin(id)).isTrue());
        assertThat(platform.calls(DELETE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "aggregate", "wireTap"})
    void whatNobodyHasReadIsDeletedWhenThatIsWanted(String kind) throws Exception {
        List<Long> ids = List.of(add("/in/a.txt", "a"), add("/in/b.txt", "b"), add("/in/c.txt", "c"));
        whileReading("&deleteUnread=true", kind);
        await().until(() -> ids.stream().allMatch(this::gone));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "file", "head", "download", "instantCopy", "copy"})
    void whatWasReadOrCopiedIsDeletedForGood(String kind) throws Exception {
        List<Long> ids = List.of(add("/in/a.txt", "aaaa"), add("/in/b.txt", "bbbb"), add("/in/empty.txt", ""));
        platform.template.sendBody("pan123:createDirectory?path=/copies", null);
        whileReading("", kind);
        await().until(() -> ids.stream().allMatch(this::gone));
    }

    // what fails again and again

    @ParameterizedTest
    @ValueSource(strings = {"", "idempotentRepository=#seen&", "idempotentRepository=#seen&idempotentEager=true&"})
    void whatFailsTooOftenIsMovedAway(String options) throws Exception {
        add("/failed/bad.txt", "another one");
        long bad = add("/in/bad.txt", "bad");
        add("/in/good.txt", "good");
        AtomicInteger tries = new AtomicInteger();
        Set<String> good = ConcurrentHashMap.newKeySet();
        platform.context
                .getRegistry()
                .bind(
                        "seen",
                        FileIdempotentRepository.fileIdempotentRepository(
                                folder.resolve("seen").toFile()));
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(FAST + options + "exceptionHandler=#reports&maxAttempts=3&moveFailed=/failed")
                        .process(exchange -> {
                            String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
                            if (name.equals("bad.txt")) {
                                tries.incrementAndGet();
                                throw new IllegalStateException("not this one");
                            }
                            good.add(name);
                        });
            }
        });
        await().until(() -> there("/failed/bad-" + bad + ".txt"));
        awaitLists(5);
        assertThat(tries).hasValue(3);
        assertThat(good).containsExactly("good.txt");
        assertThat(there("/in/good.txt")).isTrue();
        assertThat(reports).anySatisfy(report -> assertThat(report).contains("maxAttempts"));
    }

    @Test
    void withoutAFolderForThemWhatFailsTooOftenStaysAndIsNotOffered() throws Exception {
        add("/in/bad.txt", "bad");
        AtomicInteger tries = new AtomicInteger();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(FAST + "exceptionHandler=#reports&maxAttempts=2&afterRead=delete")
                        .process(exchange -> {
                            tries.incrementAndGet();
                            throw new IllegalStateException("not this one");
                        });
            }
        });
        await().until(() -> tries.get() == 2);
        awaitLists(8);
        assertThat(tries).hasValue(2);
        assertThat(there("/in/bad.txt")).isTrue();
    }
}
