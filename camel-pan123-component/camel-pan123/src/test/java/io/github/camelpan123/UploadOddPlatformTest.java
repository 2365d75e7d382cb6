package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static io.github.camelpan123.UploadFixture.fail;
import static io.github.camelpan123.UploadFixture.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123UploadFailedException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Upload servers that differ, and an entry that is not what was sent. What the platform says is in platform/calls.md, "Create an upload" and "Complete an upload".
 */
class UploadOddPlatformTest {

    private static final int SLICE = 1000;
    private static final int COUNT = 60;
    private static final int CONCURRENCY = 4;

    private final HandMadePlatform platform = new HandMadePlatform();
    private final AtomicInteger fast = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final List<String> strangers = new CopyOnWriteArrayList<>();
    private CamelContext context;
    private volatile HttpHandler other;
    private volatile CountDownLatch slowAnswers = new CountDownLatch(0);

    @BeforeEach
    void start() throws Exception {
        String second = platform.server(call -> other.handle(call));
        String first = platform.server(call -> {
            fast.incrementAndGet();
            slowAnswers.countDown();
            HandMadePlatform.answer(call, "null");
        });
        String api = platform.calls(path -> switch (path) {
            case "/upload/v2/file/create" ->
                "{\"fileID\":0,\"reuse\":false,\"preuploadID\":\"p\",\"sliceSize\":" + SLICE + ",\"servers\":[\""
                        + second + "\",\"" + first + "\"]}";
            case "/api/v1/file/infos" ->
                "{\"fileList\":[{\"fileId\":7,\"filename\":\"a.bin\",\"parentFileId\":0,\"type\":0,\"etag\":\""
                        + "0".repeat(32) + "\",\"size\":" + COUNT * SLICE
                        + ",\"category\":0,\"status\":0,\"trashed\":0}]}";
            case "/upload/v2/file/upload_complete" -> "{\"completed\":true,\"fileID\":7}";
            default -> null;
        });
        context = platform.context(api, List.of("uploadCreate", "uploadComplete"), options -> {});
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private void upload() {
        succeed(begin(
                context,
                "pan123:upload?uploadMode=sliced&verifyUpload=false&uploadConcurrency=" + CONCURRENCY,
                content(COUNT * SLICE),
                "a.bin"));
    }

    @Test
    void aSlowServerGetsFewSlicesAndDoesNotStallTheRest() {
        // it answers only when the other one has done nearly everything: whoever waits for it waits for ever
        slowAnswers = new CountDownLatch(COUNT - CONCURRENCY);
        other = exchange -> {
            slow.incrementAndGet();
            try {
                slowAnswers.await(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            HandMadePlatform.answer(exchange, "null");
        };
        upload();
        assertThat(slow.get()).isBetween(1, CONCURRENCY);
        assertThat(fast.get() + slow.get()).isEqualTo(COUNT);
    }

    @Test
    void aServerThatFailsIsLeftForTheOther() {
        other = exchange -> {
            broken.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        };
        upload();
        assertThat(fast.get()).isEqualTo(COUNT);
        assertThat(broken.get()).isBetween(1, CONCURRENCY);
    }

    @Test
    void anEntryThatIsNotWhatWasSentIsATypedFailure() {
        other = call -> HandMadePlatform.answer(call, "null");
        assertThat(fail(begin(context, "pan123:upload?uploadMode=sliced", content(COUNT * SLICE), "a.bin")))
                .isInstanceOf(Pan123UploadFailedException.class)
                .hasMessageContaining("0".repeat(32));
        upload();
    }

    @Test
    void theTokenGoesToNoServerThatThePlatformDidNotName() throws IOException {
        String stranger = platform.server(call -> {
            strangers.add(call.getRequestURI().toString());
            HandMadePlatform.answer(call, "null");
        });
        other = exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders()
                    .set("Location", stranger + exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        };
        Throwable failure = begin(
                        context, "pan123:upload?uploadMode=sliced&verifyUpload=false", content(COUNT * SLICE), "a.bin")
                .orTimeout(60, TimeUnit.SECONDS)
                .join()
                .getException();
        assertThat(strangers).isEmpty();
        // a redirection is no answer of the platform; whether the other server saved the upload does not matter
        // here
        assertThat(failure == null || failure instanceof Pan123Exception).isTrue();
    }
}
