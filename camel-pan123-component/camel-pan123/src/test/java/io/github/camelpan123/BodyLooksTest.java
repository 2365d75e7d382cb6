package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileBinding;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.BacklogTracer;
import org.apache.camel.support.MessageHelper;
import org.apache.camel.support.processor.DefaultExchangeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who only looks at a message downloads nothing; who asks for its text downloads what a local file would be read. */
@Order(3) // it lasts some seconds
class BodyLooksTest {

    private static final String TEXT = "the content of a remote file\n".repeat(100);

    /** Somebody who looks at a body while its exchange goes on, or afterwards while it is kept. */
    private record Look(
            String name,
            Consumer<CamelContext> before,
            UnaryOperator<ProcessorDefinition<?>> step,
            Consumer<Exchange> after) {

        static Look step(String name, UnaryOperator<ProcessorDefinition<?>> step) {
            return new Look(name, context -> {}, step, exchange -> {});
        }

        static Look context(String name, Consumer<CamelContext> before) {
            return new Look(name, before, route -> route, exchange -> {});
        }

        static Look after(String name, Consumer<Exchange> after) {
            return new Look(name, context -> {}, route -> route, after);
        }

        static Look browse(String operation, Object... arguments) {
            return new Look(
                    "JMX " + operation,
                    context ->
                            context.getManagementStrategy().getManagementAgent().setRegisterAlways(true),
                    route -> route,
                    exchange -> browse(exchange.getContext(), operation, arguments));
        }

        private static void browse(CamelContext context, String operation, Object... arguments) {
            try {
                ObjectName mock = new ObjectName("org.apache.camel:context=" + context.getManagementName()
                        + ",type=endpoints,name=\"mock://end\"");
                String[] types = Stream.of(arguments)
                        .map(one -> (one instanceof Boolean ? Boolean.class : Integer.class).getName())
                        .toArray(String[]::new);
                Object shown = ManagementFactory.getPlatformMBeanServer().invoke(mock, operation, arguments, types);
                assertThat(shown.toString()).contains("[Body is file based");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static void requireTraces(Exchange exchange) {
        BacklogTracer tracer = exchange.getContext().getCamelContextExtension().getContextPlugin(BacklogTracer.class);
        assertThat(tracer.dumpAllTracedMessagesAsXml()).contains("[Body is file based");
    }

    private static List<Look> looks() {
        return List.of(
                Look.step("log:", route -> route.to("log:look")),
                Look.step("log: showing all", route -> route.to("log:look?showAll=true&multiline=true")),
                Look.step("log: with streams", route -> route.to("log:look?showStreams=true")),
                Look.step("log: with files", route -> route.to("log:look?showFiles=true")),
                Look.step("log EIP without the body", route -> route.log("saved ${header.CamelFileName}")),
                Look.step(
                        "toString in a processor",
                        route -> route.process(exchange -> assertThat(exchange + " " + exchange.getMessage() + " "
                                        + exchange.getMessage().getBody())
                                .doesNotContain("the content"))),
                Look.step("wireTap", route -> route.wireTap("mock:tap").end()),
                Look.step(
                        "multicast",
                        route -> route.multicast().to("mock:one", "mock:two").end()),
                Look.step("filter by header", route -> route.filter(
                                Builder.header("CamelFileName").isNotNull())
                        .to("mock:one")
                        .end()),
                Look.step("setBody to itself", route -> route.setBody(Builder.body())),
                Look.step("delay", route -> route.delay(1).end()),
                Look.step(
                        "loop that copies",
                        route -> route.loop(2).copy().to("log:look").end()),
                Look.context("stream caching", context -> context.setStreamCaching(true)),
                Look.context("standard tracing", context -> context.setTracing(true)),
                new Look(
                        "backlog tracing",
                        context -> context.setBacklogTracing(true),
                        route -> route.to("mock:one"),
                        BodyLooksTest::requireTraces),
                Look.context("message history", context -> {
                    context.setMessageHistory(true);
                    context.setSourceLocationEnabled(true);
                }),
                Look.context("debug of exhausted messages", context -> {
                    context.getGlobalOptions().put(Exchange.LOG_DEBUG_BODY_STREAMS, "true");
                    context.setLogExhaustedMessageBody(true);
                }),
                Look.after("exchange formatter", exchange -> assertThat(new DefaultExchangeFormatter().format(exchange))
                        .contains("[Body is file based")),
                Look.after(
                        "history dump",
                        exchange -> MessageHelper.dumpMessageHistoryStacktrace(
                                exchange, new DefaultExchangeFormatter(), true)),
                Look.after("dump as XML", exchange -> assertThat(MessageHelper.dumpAsXml(exchange.getMessage()))
                        .contains("[Body is file based")),
                Look.after("dump as JSON", exchange -> assertThat(MessageHelper.dumpAsJSon(exchange.getMessage()))
                        .contains("[Body is file based")),
                Look.browse("browseMessageBody", 0),
                Look.browse("browseMessageAsXml", 0, true),
                Look.browse("browseAllMessagesAsXml", true),
                Look.browse("browseRangeMessagesAsXml", 0, 1, true),
                Look.browse("browseMessageAsJSon", 0, true),
                Look.browse("browseAllMessagesAsJSon", true));
    }

    /** Consumer, download, and a video of the transcode space, whose length only its server knows. */
    private static Stream<Arguments> bodies() {
        return Stream.of("listFiles", "download", "transcodeDownload")
                .flatMap(from -> looks().stream().map(look -> Arguments.of(from, look)));
    }

    private SimulatedPlatform platform;
    private long video;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.managed(builder -> builder.limits(false)).unhurried();
        platform.simulator.drive().addFile("/in/a.txt", TEXT.getBytes(StandardCharsets.UTF_8));
        video = platform.simulator.drive().addFinishedTranscode("a.mp4", TEXT.getBytes(StandardCharsets.UTF_8), "720P");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static RouteBuilder route(String from, UnaryOperator<ProcessorDefinition<?>> steps) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().logExhaustedMessageBody(true).logExhaustedMessageHistory(true));
                ProcessorDefinition<?> route =
                        switch (from) {
                            case "listFiles" -> from("pan123:listFiles?path=/in&initialDelay=0&delay=3600000");
                            case "download" -> from("direct:in").to("pan123:download?path=/in/a.txt");
                            case "transcodeDownload" -> from("direct:in").to("pan123:transcodeDownload");
                            default -> from(from);
                        };
                steps.apply(route).to("mock:end");
            }
        };
    }

    private Exchange run(String from, Look look) throws Exception {
        look.before().accept(platform.context);
        MockEndpoint end = platform.context.getEndpoint("mock:end", MockEndpoint.class);
        end.expectedMessageCount(1);
        platform.routes(route(from, look.step()));
        if (!from.equals("listFiles")) {
            platform.template.sendBody("direct:in", from.equals("download") ? null : video);
        }
        end.assertIsSatisfied();
        Exchange kept = end.getExchanges().get(0);
        look.after().accept(kept);
        return kept;
    }

    private void assertDownloaded(long bytes) {
        await().untilAsserted(() ->
                assertThat(platform.simulator.figures().downloadedBytes()).isEqualTo(bytes));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bodies")
    void whoLooksAtABodyDownloadsNothing(String from, Look look) throws Exception {
        Exchange kept = run(from, look);
        assertThat(platform.simulator.figures().downloadedBytes()).isZero();
        // the one download shows that none before it was only late to be written down
        assertThat(kept.getMessage().getBody(String.class)).isEqualTo(TEXT);
        assertDownloaded(TEXT.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"listFiles", "download", "transcodeDownload"})
    void theDumpOfAnExhaustedMessageDownloadsNothing(String from) throws Exception {
        AtomicInteger failures = new AtomicInteger();
        MockEndpoint end = platform.context.getEndpoint("mock:end", MockEndpoint.class);
        platform.routes(route(
                from,
                steps -> steps.process(exchange -> {
                    failures.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                })));
        if (!from.equals("listFiles")) {
            platform.template.send(
                    "direct:in", exchange -> exchange.getMessage().setBody(from.equals("download") ? null : video));
        }
        await().untilAtomic(failures, org.hamcrest.Matchers.equalTo(1));
        platform.context.getRouteController().stopAllRoutes();
        assertThat(end.getReceivedCounter()).isZero();
        assertThat(platform.simulator.figures().downloadedBytes()).isZero();
    }

    private static Stream<Arguments> readings() {
        return Stream.of(
                        Look.step("log EIP", route -> route.log("${body}")),
                        Look.step("log EIP, twice", route -> route.log("${body} ${body}")),
                        Look.step("log EIP that is off", route -> route.log(LoggingLevel.TRACE, "${body}")),
                        Look.step("header", route -> route.setHeader("text").simple("${body}")),
                        Look.step("bodyAs", route -> route.setHeader("text").simple("${bodyAs(String)}")),
                        Look.step("one line", route -> route.setHeader("text").simple("${bodyOneLine}")),
                        Look.step("equals", route -> route.filter()
                                .simple("${body} == 'x'")
                                .to("mock:one")
                                .end()),
                        Look.step("contains", route -> route.filter()
                                .simple("${body} contains 'x'")
                                .to("mock:one")
                                .end()),
                        Look.step("predicate", route -> route.filter(
                                        Builder.body().isEqualTo("x"))
                                .to("mock:one")
                                .end()),
                        Look.step("type", route -> route.filter(Builder.body().isInstanceOf(String.class))
                                .to("mock:one")
                                .end()))
                .map(Arguments::of);
    }

    /** A local file that counts how often it is opened. */
    private static final class CountedFile extends File {

        private static final long serialVersionUID = 1;

        private final transient AtomicInteger opened = new AtomicInteger();

        CountedFile(Path path) {
            super(path.toString());
        }

        @Override
        public Path toPath() {
            opened.incrementAndGet();
            return super.toPath();
        }
    }

    @ParameterizedTest
    @MethodSource("readings")
    void whoAsksForTheTextReadsARemoteFileAsOftenAsALocalOne(Look look) throws Exception {
        CountedFile local = new CountedFile(Files.writeString(folder.resolve("a.txt"), TEXT));
        GenericFile<File> body = new GenericFile<>();
        body.setFile(local);
        body.setBinding(new FileBinding() {
            @Override
            public Object getBody(GenericFile<File> file) {
                return local;
            }
        });
        // which would read a local file into a cache of its own
        platform.context.setStreamCaching(false);
        platform.routes(route("direct:local", look.step()));
        local.opened.set(0);
        platform.template.sendBody("direct:local", body);
        int reads = local.opened.get();
        platform.context.getEndpoint("mock:end", MockEndpoint.class).reset();

        for (String from : List.of("download", "listFiles")) {
            long before = platform.simulator.figures().downloadedBytes();
            platform.routes(route(from, look.step()));
            MockEndpoint end = platform.context.getEndpoint("mock:end", MockEndpoint.class);
            end.expectedMessageCount(1);
            if (from.equals("download")) {
                platform.template.sendBody("direct:in", null);
            }
            end.assertIsSatisfied();
            assertDownloaded(before + (long) reads * TEXT.length());
            end.reset();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"listFiles", "download", "transcodeDownload"})
    void aTokenizerReadsARemoteFileOnce(String from) throws Exception {
        run(from, Look.step("tokenize", route -> route.split(Builder.body().tokenize("\n"))
                .streaming()
                .to("mock:line")
                .end()));
        assertThat(platform.context.getEndpoint("mock:line", MockEndpoint.class).getReceivedCounter())
                .isEqualTo(100);
        assertDownloaded(TEXT.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"listFiles", "download"})
    void bodiesGoToOtherProcessesAsBytes(String from) throws NoTypeConversionAvailableException, Exception {
        Exchange kept = run(from, Look.step("none", route -> route));
        Object sent = platform.context
                .getTypeConverter()
                .mandatoryConvertTo(
                        java.io.Serializable.class, kept, kept.getMessage().getBody());
        assertThat(sent).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
        // as camel-jms tells a message of bytes from one of an object
        assertThat(kept.getMessage().getBody()).isInstanceOf(org.apache.camel.WrappedFile.class);
    }
}
