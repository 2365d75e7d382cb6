package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Pan123Exception;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the body of a download is opened, read and closed. */
class DownloadedBodiesTest {

    private static final String ADDRESS = "/api/v1/file/download_info";
    private static final String CONTENT = "/download";
    private static final int SIZE = 300_000;

    /** More than all buffers between server and client take, so that half of it tells a reader from a drain. */
    private static final int LARGE = 64 * 1024 * 1024;

    private SimulatedPlatform platform;
    private byte[] bytes;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        platform.simulator.drive().addFile("/in/a.bin", bytes);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private Exchange download() {
        Exchange done = platform.template.request("pan123:download?path=/in/a.bin", exchange -> {});
        assertThat(done.getException()).isNull();
        return done;
    }

    private void assertSent(long size) {
        await().untilAsserted(() ->
                assertThat(platform.simulator.figures().downloadedBytes()).isEqualTo(size));
    }

    @ParameterizedTest
    @ValueSource(classes = {byte[].class, String.class, InputStream.class, Reader.class, ByteBuffer.class})
    void aTemplatesBodyCanBeReadAfterItsExchange(Class<?> type) throws Exception {
        platform.simulator.drive().addFile("/in/a.bin", "hällo".getBytes(StandardCharsets.UTF_8));
        Exchange done = download();
        assertThat(platform.calls(ADDRESS)).isOne();
        assertThat(platform.simulator.figures().requests(CONTENT)).isEmpty();
        assertThat(text(done.getMessage().getBody(type))).isEqualTo("hällo");
        assertThat(text(platform.template.requestBody("pan123:download?path=/in/a.bin", null, type)))
                .isEqualTo("hällo");
        assertSent(12);
    }

    private static String text(Object body) throws Exception {
        if (body instanceof InputStream in) {
            try (in) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        if (body instanceof Reader reader) {
            try (reader) {
                java.io.StringWriter all = new java.io.StringWriter();
                reader.transferTo(all);
                return all.toString();
            }
        }
        if (body instanceof ByteBuffer buffer) {
            return StandardCharsets.UTF_8.decode(buffer).toString();
        }
        return body instanceof byte[] array ? new String(array, StandardCharsets.UTF_8) : (String) body;
    }

    @Test
    void aStreamThatARouteMadeAndNobodyReadCanBeReadAfterItsExchange() throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:stream").to("pan123:download?path=/in/a.bin").convertBodyTo(InputStream.class);
            }
        });
        try (InputStream in = platform.template.requestBody("direct:stream", null, InputStream.class)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aBodyThatIsHalfReadIsClosedWithItsExchange() throws Exception {
        AtomicReference<InputStream> half = new AtomicReference<>();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:half").to("pan123:download?path=/in/a.bin").process(exchange -> {
                    half.set(exchange.getMessage().getBody(InputStream.class));
                    half.get().readNBytes(10);
                });
            }
        });
        Exchange done = platform.template.request("direct:half", exchange -> {});
        assertThatThrownBy(() -> half.get().read()).hasMessageContaining("is closed");
        // the body itself is not used up
        assertThat(done.getMessage().getBody(byte[].class)).isEqualTo(bytes);
    }

    @Test
    void eachReaderReadsFromTheBeginning() throws Exception {
        Exchange done = download();
        try (InputStream one = done.getMessage().getBody(InputStream.class);
                InputStream other = done.getMessage().getBody(InputStream.class)) {
            assertThat(one.readNBytes(1000)).isEqualTo(Arrays.copyOf(bytes, 1000));
            assertThat(other.readAllBytes()).isEqualTo(bytes);
            assertThat(one.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 1000, SIZE));
        }
        assertThat(platform.calls(ADDRESS)).isOne();
    }

    @Test
    void theAddressIsAskedForInTheStepOfTheDownloadAndFailsThere() throws Exception {
        platform.simulator.faults().on(ADDRESS).always().answer(5066);
        MockEndpoint next = platform.context.getEndpoint("mock:next", MockEndpoint.class);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Pan123Exception.class).handled(true).setBody(constant("handled"));
                from("direct:fails").to("pan123:download?path=/in/a.bin").to(next);
            }
        });
        assertThat(platform.template.requestBody("direct:fails", null, String.class))
                .isEqualTo("handled");
        assertThat(next.getReceivedCounter()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"download", "targetDirectory", "listFiles"})
    void anEmptyFileIsBroughtWithoutAnAddress(String way) throws Exception {
        long id = platform.simulator.drive().addFile("/empty/empty.txt", new byte[0]);
        platform.simulator.faults().on(ADDRESS).always().answer(5066);
        if (way.equals("targetDirectory")) {
            File saved = platform.template.requestBody("pan123:download?targetDirectory=" + folder, id, File.class);
            assertThat(saved).isEmpty().hasName("empty.txt");
            return;
        }
        Exchange got;
        if (way.equals("download")) {
            got = platform.template.request(
                    "pan123:download", exchange -> exchange.getMessage().setBody(id));
        } else {
            got = platform.context.createConsumerTemplate().receive("pan123:listFiles?path=/empty", 30_000);
        }
        assertThat(got.getException()).isNull();
        assertThat(got.getMessage().getBody(byte[].class)).isEmpty();
        assertThat(got.getMessage().getBody(String.class)).isEmpty();
        assertThat(got.getMessage().getHeader(Exchange.FILE_LENGTH)).isEqualTo(0L);
        assertThat(platform.calls(ADDRESS)).isZero();
    }

    @Test
    void whateverAStreamCanBeConvertedToABodyCanBeToo() {
        platform.simulator.drive().addFile("/in/a.bin", "<a><b>text</b></a>".getBytes(StandardCharsets.UTF_8));
        Exchange done = download();
        assertThat(done.getMessage()
                        .getBody(org.w3c.dom.Document.class)
                        .getDocumentElement()
                        .getTextContent())
                .isEqualTo("text");
        assertThat(done.getMessage().getBody(java.util.Iterator.class).next())
                .isSameAs(done.getMessage().getBody());
    }

    /** What takes a little of a body and lets go of it. */
    @FunctionalInterface
    interface Taker {
        void take(Exchange exchange) throws Exception;
    }

    private static Stream<Arguments> takers() {
        Map<String, Taker> takers = new HashMap<>();
        takers.put("closed stream", exchange -> {
            try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
                in.read();
            }
        });
        takers.put(
                "end of the exchange",
                exchange -> exchange.getMessage().getBody(InputStream.class).read());
        takers.put("closed reader", exchange -> {
            try (Reader reader = exchange.getMessage().getBody(Reader.class)) {
                reader.read();
            }
        });
        takers.put(
                "reader and end of the exchange",
                exchange -> exchange.getMessage().getBody(Reader.class).read());
        takers.put("scanner of a tokenizer", exchange -> {
            try (Scanner scanner =
                    ExchangeHelper.getScanner(exchange, exchange.getMessage().getBody(), "\0")) {
                scanner.next();
            }
        });
        takers.put("failing route", exchange -> {
            exchange.getMessage().getBody(InputStream.class).read();
            throw new IllegalStateException("on purpose");
        });
        return takers.entrySet().stream().map(taker -> Arguments.of(taker.getKey(), taker.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("takers")
    void closingEarlyDropsTheConnectionInsteadOfReadingTheRest(String name, Taker taker) throws Exception {
        Path large = folder.resolve("large.bin");
        try (var out = Files.newByteChannel(
                large, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            out.position(LARGE - 1).write(ByteBuffer.wrap(new byte[1]));
        }
        platform.simulator.drive().addFile("/in/a.bin", large);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:take").to("pan123:download?path=/in/a.bin").process(taker::take);
            }
        });
        platform.template.send("direct:take", exchange -> {});
        await().untilAsserted(() ->
                assertThat(platform.simulator.figures().requests(CONTENT)).hasSize(1));
        assertThat(platform.simulator.figures().downloadedBytes()).isLessThan(LARGE / 2);
    }
}
