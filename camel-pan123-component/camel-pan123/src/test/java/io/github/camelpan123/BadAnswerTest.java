package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123MalformedAnswerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that is not what the platform documents is an error that shows it, never an empty list. */
class BadAnswerTest {

    private static final int SHOWN = 500;

    private static SimulatedPlatform platform;
    private static long file;
    private static long video;

    @BeforeAll
    static void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        file = platform.simulator.drive().addFile("/a.txt", new byte[] {1});
        video = platform.simulator.drive().addVideo("v.mp4", new byte[] {1});
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** An operation, the call whose answer is a list, and the list's name in it. */
    private record Listing(String uri, String path, String list) {}

    private static final List<Listing> LISTINGS = List.of(
            new Listing("pan123:listFiles", "/api/v2/file/list", "fileList"),
            new Listing("pan123:listFiles?recursive=true", "/api/v2/file/list", "fileList"),
            new Listing("pan123:listFiles?search=a", "/api/v2/file/list", "fileList"),
            new Listing("pan123:listFiles?orderBy=size", "/api/v1/file/list", "fileList"),
            new Listing("pan123:listFiles?trashedOnly=true", "/api/v1/file/list", "fileList"),
            new Listing("pan123:getFile?path=/a.txt", "/api/v2/file/list", "fileList"),
            new Listing("pan123:getFile", "/api/v1/file/infos", "fileList"),
            new Listing("pan123:delete", "/api/v1/file/infos", "fileList"),
            new Listing("pan123:listShares", "/api/v1/share/list", "shareList"),
            new Listing("pan123:transcodeRecord", "/api/v1/transcode/video/record", "UserTranscodeVideoRecordList"),
            new Listing("pan123:transcodeResult", "/api/v1/transcode/video/result", "UserTranscodeVideoList"));

    private static final List<String> NO_LISTS = List.of(
            "<html><body>maintenance</body></html>",
            "<html>" + "x".repeat(5000) + "</html>",
            "",
            "null",
            "[]",
            "{\"code\":0,\"message\":\"ok\",\"data\":{\"LIST\":[{\"fileId\":1,\"filen",
            "{\"code\":0,\"message\":\"ok\",\"data\":null,\"x-traceID\":\"\"}",
            "{\"code\":0,\"message\":\"ok\",\"data\":[],\"x-traceID\":\"\"}",
            "{\"code\":0,\"message\":\"ok\",\"data\":{\"total\":0,\"lastFileId\":-1,\"lastShareId\":-1},\"x-traceID\":\"\"}",
            "{\"code\":0,\"message\":\"ok\",\"data\":{\"total\":0,\"lastFileId\":-1,\"lastShareId\":-1,\"LIST\":null},"
                    + "\"x-traceID\":\"\"}",
            "{\"code\":0,\"message\":\"ok\",\"data\":{\"total\":0,\"lastFileId\":-1,\"lastShareId\":-1,\"LIST\":\"\"},"
                    + "\"x-traceID\":\"\"}",
            "{\"message\":\"ok\",\"data\":{\"LIST\":[]}}",
            "{\"code\":\"zero\",\"message\":\"ok\",\"data\":{\"LIST\":[]}}");

    private static Stream<Arguments> answers() {
        return LISTINGS.stream().flatMap(listing -> NO_LISTS.stream()
                .map(answer -> Arguments.of(listing, answer.replace("LIST", listing.list()))));
    }

    private static Exception failure(Listing listing) {
        long id = listing.uri().contains("transcode") ? video : file;
        return platform.template
                .send(listing.uri(), exchange -> exchange.getMessage()
                        .setBody(listing.uri().contains("path=") ? null : id))
                .getException();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatIsNoListIsAnErrorThatShowsIt(Listing listing, String answer) {
        platform.simulator.faults().on(listing.path()).garbage(answer);
        Exception failure = failure(listing);
        assertThat(failure).isInstanceOf(Pan123MalformedAnswerException.class);
        assertThat(((Pan123Exception) failure).getApi()).isEqualTo(listing.path());
        if (answer.length() > SHOWN) {
            assertThat(failure)
                    .hasMessageContaining(answer.substring(0, SHOWN))
                    .message()
                    .doesNotContain(answer.substring(0, SHOWN + 1));
        } else if (answer.startsWith("<") || answer.contains("filen")) {
            assertThat(failure).hasMessageContaining(answer);
        }
    }

    private static List<Listing> listings() {
        return new ArrayList<>(LISTINGS);
    }

    @ParameterizedTest
    @MethodSource("listings")
    void anUnknownCodeIsAnErrorThatTellsCodeAndText(Listing listing) {
        platform.simulator.faults().on(listing.path()).answer(777, "something new " + "x".repeat(5000));
        Exception failure = failure(listing);
        assertThat(failure)
                .isInstanceOfSatisfying(
                        Pan123Exception.class, e -> assertThat(e.getCode()).isEqualTo(777))
                .hasMessageContaining(listing.path())
                .hasMessageContaining("777")
                .hasMessageContaining("something new x")
                .message()
                .hasSizeLessThan(SHOWN + 200);
    }
}
