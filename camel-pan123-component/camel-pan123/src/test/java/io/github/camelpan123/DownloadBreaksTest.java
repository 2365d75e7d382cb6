package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Pan123FileChangedException;
import io.github.camelpan123.fixtures.Answers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that break at some byte of an answer, for each form that an answer may have. */
class DownloadBreaksTest {

    private static final String TEXT = "0123456789".repeat(10_000);
    private static final int MIDDLE = 50_001;

    /** What is downloaded. */
    private enum Content {
        FILE("pan123:download?fileId=%s", "/api/v1/file/download_info"),
        ARCHIVE("pan123:transcodeDownload?artifact=all&zipName=p&fileId=7", "/api/v1/transcode/file/download/all"),
        SEGMENT(
                "pan123:transcodeDownload?artifact=ts&segmentName=000&resolution=480P&fileId=7",
                "/api/v1/transcode/m3u8_ts/download");

        private final String uri;
        private final String call;

        Content(String uri, String call) {
            this.uri = uri;
            this.call = call;
        }

        boolean knowsSize() {
            return this == FILE;
        }
    }

    private enum Length {
        TOLD {
            @Override
            byte[] answer(List<String> head, String body, int sent) {
                head.add("Content-Length: " + body.length());
                return RawServer.answer(body.substring(0, sent), head.toArray(String[]::new));
            }
        },
        CHUNKED {
            @Override
            byte[] answer(List<String> head, String body, int sent) {
                head.add("Transfer-Encoding: chunked");
                String chunk = sent == 0 ? "" : Integer.toHexString(sent) + "\r\n" + body.substring(0, sent) + "\r\n";
                String end = sent == body.length() ? "0\r\n\r\n" : "";
                return RawServer.answer(chunk + end, head.toArray(String[]::new));
            }
        };

        abstract byte[] answer(List<String> head, String body, int sent);
    }

    /**
     * A content as a server has it.
     *
     * @param tag null for none
     */
    private record Served(String text, Length length, String tag) {

        /** Answers with the range that is asked for. */
        byte[] answer(RawServer.Request request, int sent) {
            String range = request.header("Range");
            String unless = request.header("If-Range");
            boolean part = range != null && (unless == null || unless.equals(tag));
            int from = part ? Integer.parseInt(range.substring("bytes=".length(), range.length() - 1)) : 0;
            List<String> head = new ArrayList<>();
            head.add(part ? "HTTP/1.1 206 Partial Content" : "HTTP/1.1 200 OK");
            if (part) {
                head.add("Content-Range: bytes " + from + "-" + (text.length() - 1) + "/" + text.length());
            }
            if (tag != null) {
                head.add("ETag: " + tag);
            }
            String body = text.substring(from);
            return length.answer(head, body, Math.min(sent, body.length()));
        }
    }

    private static SimulatedPlatform platform;
    private static long file;

    private final List<String> ranges = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        file = platform.simulator.drive().addFile("/a.bin", TEXT.getBytes(StandardCharsets.ISO_8859_1));
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:in").toD("${header.uri}").convertBodyTo(byte[].class);
            }
        });
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @AfterEach
    void clear() {
        platform.simulator.faults().clear();
    }

    /** Downloads from a server that has one content after the other and breaks all connections but the last. */
    private Exchange download(Content content, int retries, int breakAt, Served... served) throws Exception {
        Queue<Served> left = new ConcurrentLinkedQueue<>(List.of(served));
        try (RawServer server = new RawServer(request -> {
            ranges.add(String.valueOf(request.header("Range")));
            Served one = left.remove();
            return one.answer(request, left.isEmpty() ? Integer.MAX_VALUE : breakAt);
        })) {
            platform.simulator.faults().on(content.call).always().garbage(Answers.download(server.address("/content")));
            String uri = String.format(content.uri, file) + "&downloadRetries=" + retries;
            return platform.template.send("direct:in", sent -> sent.getMessage().setHeader("uri", uri));
        }
    }

    private static void assertRead(Exchange exchange, String text) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Stream<Arguments> all() {
        return Stream.of(0, 1, MIDDLE).flatMap(at -> Stream.of(Length.values()).flatMap(length -> Stream.of("\"x\"", "")
                .flatMap(tag -> Stream.of(Content.values()).map(content -> Arguments.of(at, length, tag, content)))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aDownloadGoesOnWhereItsConnectionBroke(int at, Length length, String tag, Content content) throws Exception {
        Served served = new Served(TEXT, length, tag.isEmpty() ? null : tag);
        Exchange exchange = download(content, 1, at, served, served);
        if (at > 0 && !content.knowsSize() && length == Length.CHUNKED && tag.isEmpty()) {
            // nothing tells whether the rest would be one of the same content
            assertThat(exchange.getException())
                    .hasStackTraceContaining("broke at byte " + at)
                    .hasStackTraceContaining("neither a length nor an entity tag");
        } else {
            assertRead(exchange, TEXT);
            assertThat(ranges).containsExactly("null", at == 0 ? "null" : "bytes=" + at + "-");
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachBreakBeforeTheFirstByteCounts(Content content) throws Exception {
        Served served = new Served(TEXT, Length.CHUNKED, null);
        Exchange exchange = download(content, 2, 0, served, served, served, served);
        assertThat(exchange.getException())
                .hasStackTraceContaining("broke at byte 0 and could not be resumed after 2 retries");
        assertThat(ranges).containsExactly("null", "null", "null");
    }

    /** Nothing was delivered of the first one that the second could be mixed with. */
    @ParameterizedTest
    @EnumSource(names = {"ARCHIVE", "SEGMENT"})
    void whatBecomesAnotherBeforeItsFirstByteIsReadAsIt(Content content) throws Exception {
        String other = "another".repeat(1000);
        Exchange exchange = download(
                content, 1, 0, new Served(TEXT, Length.TOLD, "\"x\""), new Served(other, Length.TOLD, "\"y\""));
        assertRead(exchange, other);
    }

    @ParameterizedTest
    @EnumSource
    void whatBecomesAnotherLaterIsNotMixed(Content content) throws Exception {
        String other = "another".repeat(1000);
        Exchange exchange = download(
                content, 1, MIDDLE, new Served(TEXT, Length.TOLD, "\"x\""), new Served(other, Length.TOLD, "\"y\""));
        assertThat(exchange.getException()).hasRootCauseInstanceOf(Pan123FileChangedException.class);
    }

    @Test
    void aFileOfAnotherLengthThanThePlatformSaysIsAnotherFromItsFirstByte() throws Exception {
        Exchange exchange = download(
                Content.FILE,
                1,
                0,
                new Served(TEXT, Length.TOLD, "\"x\""),
                new Served(TEXT + "more", Length.TOLD, "\"y\""));
        assertThat(exchange.getException()).hasRootCauseInstanceOf(Pan123FileChangedException.class);
    }
}
