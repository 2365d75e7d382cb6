package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.fixtures.StuckServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first of two upload servers accepts connections and reads nothing of them, so that what is sent blocks. */
class StuckUploadServerTest {

    /** More than sockets buffer. */
    private static final int SIZE = 16 * 1024 * 1024;

    private final HandMadePlatform platform = new HandMadePlatform();
    private final AtomicLong taken = new AtomicLong();
    private StuckServer stuck;
    private CamelContext context;

    @BeforeEach
    void start() throws Exception {
        stuck = new StuckServer();
        String good = platform.server(call -> {
            taken.addAndGet(call.getRequestBody().readAllBytes().length);
            HandMadePlatform.answer(call, "{\"completed\":true,\"fileID\":7}");
        });
        String servers = "[\"http://" + stuck.address() + "\",\"" + good + "\"]";
        String api = platform.calls(path -> switch (path) {
            case "/upload/v2/file/domain" -> servers;
            case "/upload/v2/file/create" ->
                "{\"fileID\":0,\"reuse\":false,\"preuploadID\":\"p\",\"sliceSize\":" + SIZE + ",\"servers\":" + servers
                        + "}";
            case "/upload/v2/file/upload_complete" -> "{\"completed\":true,\"fileID\":7}";
            case "/api/v2/file/list" -> "{\"lastFileId\":-1,\"fileList\":[]}";
            case "/api/v1/transcode/folder/info" -> "{\"fileID\":99}";
            default -> null;
        });
        List<String> unhurried = Stream.of(Api.values())
                .filter(call -> call != Api.UPLOAD_SLICE && call != Api.UPLOAD_SINGLE)
                .map(Api::shortName)
                .toList();
        // longer than a busy machine takes for an answer
        context = platform.context(api, unhurried, options -> options.setResponseTimeout(5000));
    }

    @AfterEach
    void stop() throws IOException {
        platform.close();
        stuck.close();
    }

    /** With one upload in flight, all uploads of the account would stand still. */
    @ParameterizedTest
    @ValueSource(strings = {"sliced", "single"})
    void anUploadThatItsServerDoesNotTakeGoesToTheOther(String mode) {
        String uri = "pan123:upload?verifyUpload=false&maxUploadsInFlight=1&uploadMode=" + mode;
        Exchange done = begin(context, uri, content(SIZE), "a.bin")
                .orTimeout(5, TimeUnit.MINUTES)
                .join();
        assertThat(done.getException()).isNull();
        assertThat(stuck.connected()).isTrue();
        assertThat(taken.get()).isGreaterThan(SIZE);
    }
}
