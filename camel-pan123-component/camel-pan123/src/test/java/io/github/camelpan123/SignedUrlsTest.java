package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelpan123.api.OfflineSource;
import io.github.camelpan123.fixtures.Answers;
import io.github.camelpan123.fixtures.LoggedEvents;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed URLs whose servers answer in odd ways: no failure of the component shows them, nor do the logs of failures. */
class SignedUrlsTest {

    private static final String CONTENT = "x".repeat(1000);
    private static final String SIGNATURE = "sign=5e7c0ffee";
    private static final String START = "/start.ts?" + SIGNATURE;
    private static final String DOWNLOAD_INFO = "/api/v1/file/download_info";
    private static final String ORIGINAL = "/api/v1/transcode/file/download";
    private static final String PRODUCT = "/api/v1/transcode/m3u8_ts/download";
    private static final String OWN = "io.github.camelpan123";
    /** Of the error handler, whose many lines nobody wants to see. */
    private static final String FAILURES = SignedUrlsTest.class.getName();

    /** What a server answers. */
    private enum Odd {
        SPACE("http://127.0.0.1/a file?" + SIGNATURE),
        RELATIVE_WITH_SPACE("a file?" + SIGNATURE),
        TO_ITSELF(START),
        NO_HOST("http:///file?" + SIGNATURE),
        NOTHING_BUT_A_QUERY_FOR_HOST("http://?" + SIGNATURE),
        HOST_OF_NO_SHAPE("http://[::::]/file?" + SIGNATURE),
        NO_PORT("http://127.0.0.1:port/file?" + SIGNATURE),
        NO_ESCAPE("/file?" + SIGNATURE + "%zz"),
        OTHER_SCHEME("ftp://127.0.0.1/file?" + SIGNATURE),
        NO_SERVER("mailto:file?" + SIGNATURE),
        NOBODY_THERE("http://127.0.0.1:1/file?" + SIGNATURE),
        TO_EACH_OTHER("") {
            @Override
            byte[] answer(String target) {
                return found(target.equals(START) ? "/other.ts?" + SIGNATURE : START);
            }
        },
        ON_AND_ON("") {
            @Override
            byte[] answer(String target) {
                return found(target + "0");
            }
        },
        NO_COLON("") {
            @Override
            byte[] answer(String target) {
                return RawServer.head("HTTP/1.1 302 Found", "Location http://127.0.0.1/file?" + SIGNATURE);
            }
        },
        NO_STATUS("") {
            @Override
            byte[] answer(String target) {
                return RawServer.head("http://127.0.0.1/file?" + SIGNATURE);
            }
        },
        STATUS_OF_NO_SHAPE("") {
            @Override
            byte[] answer(String target) {
                return RawServer.head("HTTP/1.1 " + SIGNATURE);
            }
        },
        NO_LENGTH("") {
            @Override
            byte[] answer(String target) {
                return RawServer.head("HTTP/1.1 200 OK", "Content-Length: " + SIGNATURE);
            }
        },
        NO_CHUNK("") {
            @Override
            byte[] answer(String target) {
                return RawServer.answer(
                        "http://?" + SIGNATURE + "\r\n", "HTTP/1.1 200 OK", "Transfer-Encoding: chunked");
            }
        },
        REFUSED("") {
            @Override
            byte[] answer(String target) {
                return RawServer.head("HTTP/1.1 400 " + target, "Content-Length: 0");
            }
        },
        NO_ANSWER("") {
            @Override
            byte[] answer(String target) {
                return new byte[0];
            }
        };

        private final String location;

        Odd(String location) {
            this.location = location;
        }

        byte[] answer(String target) {
            return found(location);
        }

        static byte[] found(String location) {
            return RawServer.head("HTTP/1.1 302 Found", "Location: " + location, "Content-Length: 0");
        }
    }

    /** What is downloaded. */
    private enum Content {
        FILE("pan123:download?fileId=%s", DOWNLOAD_INFO),
        ORIGINAL("pan123:transcodeDownload?artifact=original&fileId=7", SignedUrlsTest.ORIGINAL),
        SEGMENT("pan123:transcodeDownload?artifact=ts&segmentName=000&resolution=480P&fileId=7", PRODUCT),
        PLAYLIST("pan123:transcodeDownload?artifact=m3u8&resolution=480P&fileId=7", PRODUCT),
        SEGMENT_OF_PLAYLIST("pan123:transcodeDownload?artifact=m3u8&resolution=480P&fileId=7", PRODUCT);

        private final String uri;
        private final String call;

        Content(String uri, String call) {
            this.uri = uri;
            this.call = call;
        }
    }

    private LoggedEvents logged;

    private static SimulatedPlatform platform;
    private static long file;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        file = platform.simulator.drive().addFile("/a.bin", CONTENT.getBytes(StandardCharsets.US_ASCII));
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().log(FAILURES));
                from("direct:in").toD("${header.uri}").convertBodyTo(byte[].class);
            }
        });
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void listen() {
        // the HTTP client logs all that it sends at DEBUG, as the page says
        logged = new LoggedEvents(event -> event.getLoggerName().startsWith(OWN), LoggedEvents.ROOT, FAILURES);
    }

    @AfterEach
    void stopListening() {
        logged.close();
        platform.simulator.faults().clear();
    }

    /** All that was logged, with the stack traces. */
    private String log() {
        return logged.events().stream()
                .map(event -> event.getMessage().getFormattedMessage() + "\n" + trace(event.getThrown()))
                .collect(Collectors.joining("\n"));
    }

    private static String trace(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static Exception download(String uri) {
        return download(uri, 0);
    }

    private static Exception download(String uri, int retries) {
        return platform.template
                .send("direct:in", exchange -> exchange.getMessage()
                        .setHeader("uri", uri + "&downloadRetries=" + retries))
                .getException();
    }

    private static void name(String call, String address) {
        platform.simulator.faults().on(call).always().garbage(Answers.download(address));
    }

    private static Stream<Arguments> all() {
        return Stream.of(Content.values())
                .flatMap(content -> Arrays.stream(Odd.values()).map(odd -> Arguments.of(content, odd)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void noFailureShowsThem(Content content, Odd odd) throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (RawServer server = new RawServer(request -> {
            if (request.target().equals("/list.m3u8")) {
                return playlist(START);
            }
            asked.add(request.target());
            return odd.answer(request.target());
        })) {
            boolean listed = content == Content.SEGMENT_OF_PLAYLIST;
            name(content.call, server.address(listed ? "/list.m3u8" : START));
            String saved = listed ? "&targetDirectory=RAW(" + folder + ")" : "";
            Exception failure = download(String.format(content.uri, file) + saved);
            assertThat(asked).startsWith(START);
            assertThat(trace(failure)).isNotEmpty().doesNotContain(SIGNATURE);
            assertThat(log()).contains("Failed delivery").contains("Pan123").doesNotContain(SIGNATURE);
        }
    }

    private static byte[] playlist(String address) {
        String text = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n" + address + "\n#EXT-X-ENDLIST\n";
        return RawServer.answer(text, "HTTP/1.1 200 OK", "Content-Length: " + text.length());
    }

    @Test
    void anAddressInAPlaylistThatIsNoneIsNotShown() throws Exception {
        try (RawServer server = new RawServer(request -> playlist("http://[::::]/0.ts?" + SIGNATURE))) {
            name(PRODUCT, server.address("/list.m3u8"));
            assertThat(trace(download(Content.PLAYLIST.uri)))
                    .contains("names no host")
                    .doesNotContain(SIGNATURE);
            assertThat(log()).contains("names no host").doesNotContain(SIGNATURE);
        }
    }

    @Test
    void anAddressForAnOfflineDownloadThatIsNoneIsNotShown() {
        Throwable failure = catchThrowable(() -> new OfflineSource("http://a b/?" + SIGNATURE, "", 1, ""));
        assertThat(trace(failure)).contains("is not an address").doesNotContain(SIGNATURE);
    }

    /** A redirect and where it leads to. */
    private enum Good {
        ABSOLUTE {
            @Override
            String location(RawServer server) {
                return server.address("/films/b?x=1");
            }
        },
        SCHEME_IN_CAPITALS {
            @Override
            String location(RawServer server) {
                return server.address("/films/b?x=1").replace("http", "HTTP");
            }
        },
        PATH {
            @Override
            String location(RawServer server) {
                return "/films/b?x=1";
            }
        },
        NAME {
            @Override
            String location(RawServer server) {
                return "b?x=1";
            }
        },
        UP {
            @Override
            String location(RawServer server) {
                return "../films/b?x=1";
            }
        },
        SAME_PATH {
            @Override
            String location(RawServer server) {
                return "?x=1";
            }

            @Override
            String target() {
                return "/films/a?x=1";
            }
        },
        ENCODED {
            @Override
            String location(RawServer server) {
                return "/films/%E7%94%B5%2f%20+b?x=%2b+1#end";
            }

            @Override
            String target() {
                return "/films/%E7%94%B5%2f%20+b?x=%2b+1";
            }
        };

        abstract String location(RawServer server);

        String target() {
            return "/films/b?x=1";
        }
    }

    @ParameterizedTest
    @EnumSource
    void redirectsAreFollowed(Good good) throws Exception {
        List<String> asked = new ArrayList<>();
        List<String> location = new ArrayList<>();
        try (RawServer server = new RawServer(request -> {
            asked.add(request.target());
            return asked.size() == 1 ? Odd.found(location.get(0)) : thousand();
        })) {
            location.add(good.location(server));
            name(DOWNLOAD_INFO, server.address("/films/a?" + SIGNATURE));
            assertThat(download(String.format(Content.FILE.uri, file))).isNull();
            assertThat(asked).containsExactly("/films/a?" + SIGNATURE, good.target());
        }
    }

    @Test
    void aRangeIsAskedForBehindARedirectToo() throws Exception {
        List<String> ranges = new CopyOnWriteArrayList<>();
        try (RawServer server = new RawServer(request -> {
            if (request.target().startsWith("/a")) {
                return Odd.found("/b");
            }
            String range = request.header("Range");
            ranges.add(range + " " + request.header("If-Range"));
            byte[] content = thousand();
            return range == null ? Arrays.copyOf(content, content.length - 400) : rest();
        })) {
            name(DOWNLOAD_INFO, server.address("/a?" + SIGNATURE));
            assertThat(download(String.format(Content.FILE.uri, file), 1)).isNull();
            assertThat(ranges).containsExactly("null null", "bytes=600- \"x\"");
        }
    }

    private static byte[] thousand() {
        return RawServer.answer(CONTENT, "HTTP/1.1 200 OK", "Content-Length: 1000", "ETag: \"x\"");
    }

    private static byte[] rest() {
        return RawServer.answer(
                "x".repeat(400),
                "HTTP/1.1 206 Partial Content",
                "Content-Length: 400",
                "Content-Range: bytes 600-999/1000",
                "ETag: \"x\"");
    }
}
