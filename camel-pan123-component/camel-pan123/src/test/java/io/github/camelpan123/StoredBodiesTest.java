package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored is the body as it is when it is uploaded, and never the nothing that is left of a stream. */
class StoredBodiesTest {

    private static final String OLD = "the old text";
    private static final String NEW = "THE NEW TEXT";

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        platform.simulator.drive().addFile("/in/a.txt", OLD.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private record Change(String name, UnaryOperator<ProcessorDefinition<?>> step, String stored) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Arguments> changes() {
        return Stream.of(
                        new Change("none", route -> route, OLD),
                        new Change("text", route -> route.convertBodyTo(String.class), OLD),
                        new Change(
                                "another text of the same length",
                                route -> route.convertBodyTo(String.class)
                                        .setBody()
                                        .constant(NEW),
                                NEW),
                        new Change(
                                "a longer text",
                                route -> route.setBody().simple("${body} and more"),
                                OLD + " and more"),
                        new Change(
                                "a stream",
                                route -> route.process(exchange -> exchange.getMessage()
                                        .setBody(new ByteArrayInputStream(NEW.getBytes(StandardCharsets.UTF_8)))),
                                NEW),
                        new Change(
                                "a reader",
                                route -> route.process(
                                        exchange -> exchange.getMessage().setBody(new StringReader(NEW))),
                                NEW),
                        new Change(
                                "bytes", route -> route.setBody().constant(NEW.getBytes(StandardCharsets.UTF_8)), NEW))
                .flatMap(change -> Stream.of("listFiles", "download").map(from -> Arguments.of(from, change)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("changes")
    void whatIsStoredIsTheBodyAndNotWhatItWasMadeOf(String from, Change change) throws Exception {
        // headers of the file that was read do not matter here, only its content
        platform.simulator.drive().addFolder("/out");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                ProcessorDefinition<?> route = from.equals("listFiles")
                        ? from("pan123:listFiles?path=/in&initialDelay=0&delay=3600000")
                        : from("direct:in").to("pan123:download?path=/in/a.txt");
                change.step()
                        .apply(route)
                        .removeHeader("CamelPan123ParentFileId")
                        .removeHeader("CamelPan123Path")
                        .to("pan123:upload?parentPath=/out&duplicate=overwrite")
                        .to("mock:end");
            }
        });
        MockEndpoint end = platform.context.getEndpoint("mock:end", MockEndpoint.class);
        end.expectedMessageCount(1);
        if (from.equals("download")) {
            platform.template.sendBody("direct:in", null);
        }
        end.assertIsSatisfied();
        assertThat(new String(platform.simulator.drive().content("/out/a.txt"), StandardCharsets.UTF_8))
                .isEqualTo(change.stored());
        // an unchanged file is copied by the platform, without its bytes
        assertThat(platform.simulator.figures().uploadedBytes())
                .isEqualTo(change.name().equals("none") ? 0 : change.stored().length());
    }

    /** Camel takes a stream of bytes in memory back to its beginning; this one has none. */
    private static InputStream onceReadable() {
        return new SequenceInputStream(new ByteArrayInputStream(new byte[9]), InputStream.nullInputStream());
    }

    private static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of("logged with streamCache=false", onceReadable(), false),
                Arguments.of("read, then cached", onceReadable(), true),
                Arguments.of("empty", InputStream.nullInputStream(), false),
                Arguments.of("empty and cached", InputStream.nullInputStream(), true),
                Arguments.of("reader", new StringReader("text"), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void aStreamOfNoBytesIsRefused(String name, Object body, boolean cached) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:reads")
                        .streamCache("false")
                        .process(exchange -> {
                            Object read = exchange.getMessage().getBody();
                            if (read instanceof InputStream in) {
                                in.readAllBytes();
                            } else {
                                ((StringReader) read).transferTo(java.io.Writer.nullWriter());
                            }
                        })
                        .to("direct:stores");
                from("direct:stores").streamCache(Boolean.toString(cached)).to("pan123:upload?fileName=a.txt");
            }
        });
        Exchange done = platform.template.send(
                "direct:reads", exchange -> exchange.getMessage().setBody(body));
        assertThat(done.getException())
                .isNotNull()
                .hasMessageContaining("no bytes")
                .hasMessageContaining("CamelFileLength");
        assertThat(platform.simulator.drive().find("/a.txt")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRedeliveryNeverStoresWhatTheFirstTryLeftOfAStream(boolean cached) throws Exception {
        AtomicInteger tries = new AtomicInteger();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:again").streamCache(Boolean.toString(cached)).to("direct:tries");
                from("direct:tries")
                        .errorHandler(noErrorHandler())
                        .streamCache("false")
                        .process(exchange -> {
                            if (tries.getAndIncrement() == 0) {
                                exchange.getMessage().getBody(InputStream.class).readAllBytes();
                                throw new IllegalStateException("not yet");
                            }
                        })
                        .to("pan123:upload?fileName=a.txt");
            }
        });
        Exchange done = platform.template.send("direct:again", exchange -> exchange.getMessage()
                .setBody(new SequenceInputStream(
                        new ByteArrayInputStream(NEW.getBytes(StandardCharsets.UTF_8)),
                        InputStream.nullInputStream())));
        assertThat(tries).hasValue(2);
        if (cached) {
            assertThat(done.getException()).isNull();
            assertThat(platform.simulator.drive().content("/a.txt")).asString().isEqualTo(NEW);
        } else {
            assertThat(done.getException()).hasMessageContaining("no bytes");
            assertThat(platform.simulator.drive().find("/a.txt")).isEmpty();
        }
    }

    private static Stream<Arguments> empties() {
        return Stream.of(
                Arguments.of("stream said to be empty", InputStream.nullInputStream(), 0L),
                Arguments.of("stream said to be empty, as text", InputStream.nullInputStream(), "0"),
                Arguments.of("bytes", new byte[0], null),
                Arguments.of("text", "", null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empties")
    void whatIsEmptyOnPurposeIsStored(String name, Object body, Object length) {
        Exchange done = platform.template.send("pan123:upload?fileName=a.txt", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(Exchange.FILE_LENGTH, length);
        });
        assertThat(done.getException()).isNull();
        assertThat(platform.simulator.drive().content("/a.txt")).isEmpty();
    }

    @Test
    void anEmptyRemoteFileIsCopied() {
        long id = platform.simulator.drive().addFile("/in/empty.txt", new byte[0]);
        Exchange got = platform.template.send(
                "pan123:download", exchange -> exchange.getMessage().setBody(id));
        Exchange done = platform.template.send("pan123:upload?fileName=copy.txt", exchange -> exchange.getMessage()
                .setBody(got.getMessage().getBody()));
        assertThat(done.getException()).isNull();
        assertThat(platform.simulator.drive().content("/copy.txt")).isEmpty();
    }

    @Test
    void whatIsSaidOfOneContentIsNotTakenForTheNext() throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:two")
                        .to("pan123:upload?fileName=one.txt")
                        .setBody(constant(NEW))
                        .to("pan123:upload?fileName=two.txt&duplicate=overwrite");
            }
        });
        platform.template.send("direct:two", exchange -> {
            exchange.getMessage().setBody(OLD);
            exchange.getMessage()
                    .setHeader("CamelPan123ContentMd5", UploadFixture.md5(OLD.getBytes(StandardCharsets.UTF_8)));
        });
        assertThat(platform.simulator.drive().content("/one.txt")).asString().isEqualTo(OLD);
        assertThat(platform.simulator.drive().content("/two.txt")).asString().isEqualTo(NEW);
    }
}
