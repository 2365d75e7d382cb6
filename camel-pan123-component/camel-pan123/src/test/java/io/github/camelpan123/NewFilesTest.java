package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.api.FileEntry;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.engine.PrototypeExchangeFactory;
import org.apache.camel.spi.ExchangeFactory;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer of new files. */
class NewFilesTest {

    private static final String LIST = "/api/v2/file/list";
    private static final String DOWNLOAD = "/api/v1/file/download_info";

    @TempDir
    Path folder;

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private long add(String path, String content) {
        return platform.simulator.drive().addFile(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private void consume(String options) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:listFiles?initialDelay=0&delay=50&" + options)
                        .routeId("files")
                        .to("mock:files");
            }
        });
    }

    private MockEndpoint files() {
        return platform.context.getEndpoint("mock:files", MockEndpoint.class);
    }

    private void awaitLists(int more) {
        long now = platform.calls(LIST);
        await().until(() -> platform.calls(LIST) >= now + more);
    }

    private List<String> names() {
        return files().getExchanges().stream()
                .map(exchange -> exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class))
                .toList();
    }

    @Test
    void eachNewFileOfAFolderIsAnExchangeOnceAndIsDownloadedOnlyWhenRead() throws Exception {
        add("/in/a.txt", "hällo");
        add("/in/sub/b.txt", "deeper");
        add("/elsewhere/c.txt", "no");
        files().expectedMessageCount(1);
        consume("path=/in");
        files().assertIsSatisfied();
        awaitLists(4);
        files().assertIsSatisfied();
        assertThat(platform.calls(DOWNLOAD)).isZero();
        var message = files().getExchanges().get(0).getMessage();
        long id = platform.simulator.drive().find("/in/a.txt").orElseThrow().id();
        assertThat(message.getHeader(Pan123Constants.FILE_ID)).isEqualTo(id);
        assertThat(message.getHeader(Pan123Constants.FILE_NAME)).isEqualTo("a.txt");
        assertThat(message.getHeader(Pan123Constants.PATH)).isEqualTo("/in/a.txt");
        assertThat(message.getHeader(Pan123Constants.ETAG)).isNotNull();
        assertThat(message.getHeader(Exchange.FILE_LENGTH)).isEqualTo(6L);
        assertThat(message.getBody()).isInstanceOf(DriveFile.class);
        assertThat(message.getBody().toString()).contains("a.txt").doesNotContain("http");
        assertThat(message.getBody(FileEntry.class).name()).isEqualTo("a.txt");
        assertThat(platform.calls(DOWNLOAD)).isZero();
        assertThat(message.getBody(String.class)).isEqualTo("hällo");
        assertThat(message.getBody(byte[].class)).hasSize(6);
        // both read it from the one address
        assertThat(platform.calls(DOWNLOAD)).isOne();
        files().reset();
        files().expectedMessageCount(1);
        add("/in/later.txt", "later");
        files().assertIsSatisfied();
    }

    @Test
    void aTreeIsStoredWithItsFolders() throws Exception {
        add("/in/a.txt", "a");
        add("/in/sub/deep/b.txt", "b");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:listFiles?initialDelay=0&delay=50&path=/in&recursive=true")
                        .to("file:" + folder)
                        .to("mock:files");
            }
        });
        files().expectedMessageCount(2);
        files().assertIsSatisfied();
        assertThat(folder.resolve("a.txt")).hasContent("a");
        assertThat(folder.resolve("sub/deep/b.txt")).hasContent("b");
    }

    @Test
    void includeAndExcludeChooseFilesAndNotFolders() throws Exception {
        add("/in/a.TXT", "a");
        add("/in/b.jpg", "b");
        add("/in/sub/c.txt", "c");
        add("/in/sub/old.txt", "old");
        files().expectedMessageCount(2);
        consume("path=/in&recursive=true&include=.*\\.txt&exclude=old.*");
        files().assertIsSatisfied();
        awaitLists(4);
        assertThat(names()).containsExactlyInAnyOrder("a.TXT", "sub/c.txt");
    }

    @Test
    void whatTheRepositoryKnowsIsNotReadAgainAfterARestartAndNotDownloaded() throws Exception {
        add("/in/a.txt", "a");
        platform.context
                .getRegistry()
                .bind("seen", FileIdempotentRepository.fileIdempotentRepository(new File(folder.toFile(), "seen")));
        files().expectedMessageCount(1);
        consume("path=/in&idempotentRepository=#seen");
        files().assertIsSatisfied();
        platform.context.getRouteController().stopRoute("files");
        platform.context.getRouteController().startRoute("files");
        awaitLists(4);
        files().assertIsSatisfied();
        assertThat(Files.readString(folder.resolve("seen"))).contains("/");
        assertThat(platform.calls(DOWNLOAD)).isZero();
    }

    @Test
    void withoutARepositoryAStopOfTheRouteForgetsNothing() throws Exception {
        add("/in/a.txt", "a");
        files().expectedMessageCount(1);
        consume("path=/in");
        files().assertIsSatisfied();
        platform.context.getRouteController().stopRoute("files");
        platform.context.getRouteController().startRoute("files");
        awaitLists(4);
        files().assertIsSatisfied();
    }

    @Test
    void otherContentUnderTheSameNameIsANewFile() throws Exception {
        add("/in/a.txt", "one");
        platform.context.getRegistry().bind("seen", MemoryIdempotentRepository.memoryIdempotentRepository());
        files().expectedMessageCount(1);
        consume("path=/in&idempotentRepository=#seen");
        files().assertIsSatisfied();
        files().reset();
        files().expectedMessageCount(1);
        add("/in/a.txt", "two");
        files().assertIsSatisfied();
        assertThat(files().getExchanges().get(0).getMessage().getBody(String.class))
                .isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trash", "delete&deleteUnread=true", "move&moveTo=/in/done/today"})
    void whatWasReadIsPutAwayByItsIdWhateverTheRouteDoesToItsHeaders(String afterRead) throws Exception {
        long read = add("/in/a.txt", "a");
        add("/in/sub/keep.txt", "keep");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:listFiles?initialDelay=0&delay=50&path=/in&recursive=true&include=a.*&afterRead="
                                + afterRead)
                        .removeHeaders("*")
                        .setHeader(
                                Pan123Constants.OVERRIDE_FILE_ID,
                                constant(platform.simulator
                                        .drive()
                                        .find("/in/sub/keep.txt")
                                        .orElseThrow()
                                        .id()))
                        .to("mock:files");
            }
        });
        files().expectedMessageCount(1);
        files().assertIsSatisfied();
        await().until(() -> platform.simulator.drive().find("/in/a.txt").isEmpty());
        awaitLists(9);
        files().assertIsSatisfied();
        assertThat(platform.simulator.drive().find("/in/sub/keep.txt")).isPresent();
        boolean deleted = platform.simulator.drive().get(read).isEmpty();
        assertThat(deleted).isEqualTo(afterRead.startsWith("delete"));
        assertThat(platform.simulator.drive().find("/in/done/today/a.txt").isPresent())
                .isEqualTo(afterRead.startsWith("move"));
    }

    @Test
    void whatFailedStaysAndComesAgainAndDoesNotStandInTheWay() throws Exception {
        for (int i = 0; i < 5; i++) {
            add("/in/" + i + ".txt", "content " + i);
        }
        AtomicInteger failures = new AtomicInteger();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("pan123:listFiles?initialDelay=0&delay=50&path=/in&maxMessagesPerPoll=2&afterRead=trash")
                        .process(exchange -> {
                            String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
                            if (name.startsWith("0") || name.startsWith("1")) {
                                failures.incrementAndGet();
                                throw new IllegalStateException("not this one");
                            }
                        })
                        .to("mock:files");
            }
        });
        files().expectedMessageCount(3);
        files().assertIsSatisfied();
        await().until(() -> failures.get() > 5);
        files().assertIsSatisfied();
        await().until(() -> platform.simulator.drive().list("/in").size() == 2);
    }

    @Test
    void anActionThatFailedIsMadeUpForWithoutASecondExchange() throws Exception {
        add("/in/a.txt", "a");
        platform.simulator.faults().on("/api/v1/file/trash").times(1).answer(1, "no");
        files().expectedMessageCount(1);
        consume("path=/in&afterRead=trash");
        await().until(() -> platform.simulator.drive().list("/in").isEmpty());
        files().assertIsSatisfied();
    }

    @Test
    void aFolderThatChangesWhileItIsPagedLosesNothingAndShowsNothingTwice() throws Exception {
        for (int i = 0; i < 250; i++) {
            add("/in/" + i + ".txt", "content " + i);
        }
        platform.simulator.faults().on(LIST).after(2).times(3).delay(Duration.ofMillis(300));
        consume("path=/in&recursive=true");
        files().expectedMinimumMessageCount(100);
        files().assertIsSatisfied();
        for (int i = 0; i < 20; i++) {
            platform.simulator.drive().trash("/in/" + i + ".txt");
            add("/in/new/" + i + ".txt", "fresh " + i);
        }
        await().until(() ->
                names().stream().filter(name -> name.startsWith("new/")).count() == 20);
        awaitLists(12);
        assertThat(names()).doesNotHaveDuplicates().hasSizeBetween(250, 270);
        assertThat(names()).contains("20.txt", "249.txt");
    }

    @Test
    void aFolderThatVanishesWhileATreeIsReadIsLeftOut() throws Exception {
        add("/in/a.txt", "a");
        add("/in/sub/b.txt", "b");
        platform.simulator.faults().on(LIST).after(2).times(1).answer(5066);
        files().expectedMinimumMessageCount(1);
        consume("path=/in&recursive=true");
        files().assertIsSatisfied();
        assertThat(names()).contains("a.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "afterRead=move",
                "moveTo=/done",
                "maxResults=5",
                "trashedOnly=true",
                "includeTrashed=true",
                "include=(",
                "pageSize=500"
            })
    void optionsThatMakeNoSenseAreNamed(String option) {
        assertThatThrownBy(() -> platform.context
                        .getEndpoint("pan123:listFiles?" + option)
                        .createConsumer(exchange -> {}))
                .hasStackTraceContaining(
                        option.startsWith("moveTo") || option.startsWith("afterRead")
                                ? "moveTo"
                                : option.substring(0, option.indexOf('=')));
    }

    /** Hands out exchanges whose first message takes no header, and counts what comes back. */
    private static final class CountingFactory extends PrototypeExchangeFactory {
        private final AtomicInteger created;
        private final AtomicInteger released;

        CountingFactory(Consumer consumer, AtomicInteger created, AtomicInteger released) {
            super(consumer);
            this.created = created;
            this.released = released;
        }

        @Override
        public Exchange create(Endpoint from, boolean autoRelease) {
            Exchange exchange = super.create(from, autoRelease);
            if (created.getAndIncrement() == 0) {
                exchange.setMessage(new DefaultMessage(exchange) {
                    @Override
                    public void setHeader(String name, Object value) {
                        throw new IllegalStateException("no headers");
                    }
                });
            }
            return exchange;
        }

        @Override
        public ExchangeFactory newExchangeFactory(Consumer consumer) {
            CountingFactory factory = new CountingFactory(consumer, created, released);
            factory.setCamelContext(getCamelContext());
            return factory;
        }

        @Override
        public boolean release(Exchange exchange) {
            released.incrementAndGet();
            return super.release(exchange);
        }
    }

    @Test
    void anExchangeThatCannotBeFilledIsGivenBackToItsPoolAndTheFileComesAgain() throws Exception {
        AtomicInteger created = new AtomicInteger();
        AtomicInteger released = new AtomicInteger();
        platform.context.getCamelContextExtension().setExchangeFactory(new CountingFactory(null, created, released));
        add("/in/a.txt", "a");
        files().expectedMessageCount(1);
        consume("path=/in");
        files().assertIsSatisfied();
        // the one that went through the route gives itself back, if it is of a pool
        assertThat(created).hasValue(2);
        assertThat(released).hasValue(1);
    }
}
