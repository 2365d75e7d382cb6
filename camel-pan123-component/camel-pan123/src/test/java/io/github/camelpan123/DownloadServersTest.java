package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileExist;
import io.github.camelpan123.api.Pan123DownloadFailedException;
import io.github.camelpan123.api.Pan123FileChangedException;
import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.download.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Content servers that the simulator does not play: they ignore ranges, change what they serve, or send something else.
 */
class DownloadServersTest {

    private static final int SIZE = 200_000;

    /** One answer of the server; asks with a range get what the answer says, whatever they asked for. */
    private record Answer(int status, String contentRange, String entityTag, byte[] body, int sent) {
        static Answer whole(byte[] content, String entityTag) {
            return new Answer(200, null, entityTag, content, content.length);
        }

        static Answer from(byte[] content, int from, int total, String entityTag) {
            byte[] rest = Arrays.copyOfRange(content, from, content.length);
            String range = "bytes " + from + "-" + (content.length - 1) + "/" + total;
            return new Answer(206, range, entityTag, rest, rest.length);
        }

        Answer cutAfter(int bytes) {
            return new Answer(status, contentRange, entityTag, body, bytes);
        }
    }

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Headers> asked = new ArrayList<>();
    private SimulatedPlatform platform;
    private HttpServer server;
    private byte[] bytes;
    private byte[] others;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start();
        bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        others = new byte[SIZE];
        new Random(2).nextBytes(others);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        platform.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders());
        Answer answer = answers.remove();
        if (answer.contentRange() != null) {
            exchange.getResponseHeaders().set("Content-Range", answer.contentRange());
        }
        if (answer.entityTag() != null) {
            exchange.getResponseHeaders().set("ETag", answer.entityTag());
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        if (answer.sent() > 0) {
            exchange.getResponseBody().write(answer.body(), 0, answer.sent());
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    private InputStream open(long size, String md5, boolean verify) {
        AccountBinding binding = platform.component().enterAccount(platform.options());
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/secret-address";
        RemoteFile file =
                new RemoteFile(Api.DOWNLOAD_INFO, "a.bin", size, md5, () -> CompletableFuture.completedFuture(url));
        return binding.downloader()
                .content(file, url, new DownloadOptions(Optional.empty(), FileExist.overwrite, null, 2, verify), null)
                .open();
    }

    private byte[] read(long size, String md5) throws IOException {
        try (InputStream in = open(size, md5, true)) {
            return in.readAllBytes();
        }
    }

    private Throwable failure(long size, String md5) {
        Throwable failure = catchThrowable(() -> read(size, md5));
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(failure).hasMessageNotContaining("secret-address");
        return failure.getCause();
    }

    private static String md5(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    }

    @Test
    void theBeginningIsNamedToTheServerWhenItShallGoOn() throws Exception {
        answers.add(Answer.whole(bytes, "\"x\"").cutAfter(70_000));
        answers.add(Answer.from(bytes, 70_000, SIZE, "\"x\""));
        assertThat(read(SIZE, "")).isEqualTo(bytes);
        assertThat(asked.get(0)).doesNotContainKeys("Range", "If-Range", "Authorization");
        assertThat(asked.get(1).getFirst("Range")).isEqualTo("bytes=70000-");
        assertThat(asked.get(1).getFirst("If-Range")).isEqualTo("\"x\"");
        assertThat(asked.get(1)).doesNotContainKey("Authorization");
    }

    @Test
    void aServerThatKnowsNoRangesIsReadAgainUpToTheBreak() throws Exception {
        answers.add(Answer.whole(bytes, null).cutAfter(70_000));
        answers.add(Answer.whole(bytes, null));
        assertThat(read(SIZE, md5(bytes))).isEqualTo(bytes);
    }

    @Test
    void anotherEntityTagAfterABreakIsAnotherFile() throws Exception {
        answers.add(Answer.whole(bytes, "\"x\"").cutAfter(70_000));
        answers.add(Answer.whole(others, "\"y\""));
        assertThat(failure(SIZE, "")).isInstanceOf(Pan123FileChangedException.class);
    }

    @Test
    void anotherLengthAfterABreakIsAnotherFile() throws Exception {
        answers.add(Answer.whole(bytes, null).cutAfter(70_000));
        answers.add(Answer.from(others, 70_000, SIZE + 1, null));
        assertThat(failure(SIZE, "")).isInstanceOf(Pan123FileChangedException.class);
    }

    @Test
    void aFileThatIsShorterNowIsAnotherFile() throws Exception {
        answers.add(Answer.whole(bytes, "\"x\"").cutAfter(70_000));
        answers.add(new Answer(416, null, null, new byte[0], 0));
        assertThat(failure(SIZE, "")).isInstanceOf(Pan123FileChangedException.class);
    }

    @Test
    void aMixThatNothingElseTellsIsToldByItsMd5() throws Exception {
        answers.add(Answer.whole(bytes, null).cutAfter(70_000));
        answers.add(Answer.from(others, 70_000, SIZE, null));
        assertThat(failure(SIZE, md5(bytes)))
                .isInstanceOf(Pan123DownloadFailedException.class)
                .hasMessageContaining("MD5");
    }

    @Test
    void anAnswerOfAnotherLengthIsNotTakenForTheFile() throws Exception {
        answers.add(Answer.whole("{\"code\":1010}".getBytes(StandardCharsets.UTF_8), null));
        assertThat(failure(SIZE, md5(bytes)))
                .isInstanceOf(Pan123FileChangedException.class)
                .hasMessageContaining("13 bytes");
    }

    @Test
    void theMd5IsNotComparedWhenToldSo() throws Exception {
        answers.add(Answer.whole(others, null));
        try (InputStream in = open(SIZE, md5(bytes), false)) {
            assertThat(in.readAllBytes()).isEqualTo(others);
        }
    }

    @Test
    void aFileOfUnknownLengthIsAsLongAsItsServerSays() throws Exception {
        answers.add(Answer.whole(bytes, null).cutAfter(70_000));
        answers.add(Answer.from(bytes, 70_000, SIZE, null));
        assertThat(read(RemoteFile.UNKNOWN_SIZE, "")).isEqualTo(bytes);
    }

    @Test
    void aPartFromBehindTheBreakIsRefused() throws Exception {
        answers.add(Answer.whole(bytes, null).cutAfter(70_000));
        answers.add(Answer.from(bytes, 80_000, SIZE, null));
        assertThat(failure(SIZE, "")).isInstanceOf(Pan123DownloadFailedException.class);
    }

    @Test
    void aFailureStaysUntilTheStreamGoesBackToItsBeginning() throws Exception {
        answers.add(Answer.whole(bytes, "\"x\"").cutAfter(70_000));
        answers.add(Answer.whole(others, "\"y\""));
        answers.add(Answer.whole(others, "\"y\""));
        try (InputStream in = open(SIZE, "", true)) {
            assertThat(catchThrowable(in::readAllBytes)).isInstanceOf(IOException.class);
            assertThat(catchThrowable(in::read)).isInstanceOf(IOException.class);
            in.reset();
            assertThat(in.readAllBytes()).isEqualTo(others);
        }
    }

    @Test
    void anEmptyFileCostsNoRequest() throws Exception {
        assertThat(read(0, "d41d8cd98f00b204e9800998ecf8427e")).isEmpty();
        assertThat(asked).isEmpty();
    }
}
