package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static io.github.camelpan123.UploadFixture.fail;
import static io.github.camelpan123.UploadFixture.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123UploadFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Upload servers that differ, and an entry that is not what was sent: a platform of a few lines does what the simulator
 * never does. What it says is in platform/calls.md, "Create an upload" and "Complete an upload".
 */
class UploadOddPlatformTest {

    private static final int SLICE = 1000;
    private static final int COUNT = 60;
    private static final int CONCURRENCY = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger fast = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final List<String> strangers = new CopyOnWriteArrayList<>();
    private HttpServer api;
    private HttpServer first;
    private HttpServer other;
    private CamelContext context;
    private volatile CountDownLatch slowAnswers;

    @BeforeEach
    void start() throws Exception {
        api = server();
        first = server();
        other = server();
        api.createContext(
                "/",
                exchange -> answer(
                        exchange,
                        switch (exchange.getRequestURI().getPath()) {
                            case "/api/v1/access_token" ->
                                "{\"accessToken\":\"t\",\"expiredAt\":\"2099-01-01T00:00:00+08:00\"}";
                            case "/upload/v2/file/create" ->
                                "{\"fileID\":0,\"reuse\":false,\"preuploadID\":\"p\",\"sliceSize\":" + SLICE
                                        + ",\"servers\":[\"" + url(other) + "\",\"" + url(first) + "\"]}";
                            case "/api/v1/file/infos" ->
                                "{\"fileList\":[{\"fileId\":7,\"filename\":\"a.bin\",\"parentFileId\":0,\"type\":0,\"etag\":\""
                                        + "0".repeat(32) + "\",\"size\":" + COUNT * SLICE
                                        + ",\"category\":0,\"status\":0,\"trashed\":0}]}";
                            case "/upload/v2/file/upload_complete" -> "{\"completed\":true,\"fileID\":7}";
                            default ->
                                throw new IllegalStateException(
                                        exchange.getRequestURI().toString());
                        }));
        first.createContext("/", exchange -> {
            fast.incrementAndGet();
            slowAnswers.countDown();
            answer(exchange, "null");
        });
        List.of(api, first, other).forEach(HttpServer::start);
        context = new DefaultCamelContext();
        context.disableJMX();
        Pan123Component component = new Pan123Component();
        Pan123Configuration options = component.getConfiguration();
        options.setBaseUrl(url(api));
        options.setClientId("c");
        options.setClientSecret("s" + api.getAddress().getPort());
        options.setTier(Tier.free);
        Map<String, Object> limits = new HashMap<>();
        List.of("uploadCreate", "uploadComplete").forEach(name -> limits.put(name, "1000"));
        options.setRateLimits(limits);
        context.addComponent("pan123", component);
        context.start();
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String data) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = ("{\"code\":0,\"message\":\"ok\",\"data\":" + data + ",\"x-traceID\":\"\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        context.stop();
        List.of(api, first, other).forEach(server -> server.stop(0));
        threads.shutdownNow();
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
        other.createContext("/", exchange -> {
            slow.incrementAndGet();
            try {
                slowAnswers.await(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, "null");
        });
        upload();
        assertThat(slow.get()).isBetween(1, CONCURRENCY);
        assertThat(fast.get() + slow.get()).isEqualTo(COUNT);
    }

    @Test
    void aServerThatFailsIsLeftForTheOther() {
        slowAnswers = new CountDownLatch(0);
        other.createContext("/", exchange -> {
            broken.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        upload();
        assertThat(fast.get()).isEqualTo(COUNT);
        assertThat(broken.get()).isBetween(1, CONCURRENCY);
    }

    @Test
    void anEntryThatIsNotWhatWasSentIsATypedFailure() {
        slowAnswers = new CountDownLatch(0);
        other.createContext("/", exchange -> answer(exchange, "null"));
        assertThat(fail(begin(context, "pan123:upload?uploadMode=sliced", content(COUNT * SLICE), "a.bin")))
                .isInstanceOf(Pan123UploadFailedException.class)
                .hasMessageContaining("0".repeat(32));
        upload();
    }

    @Test
    void theTokenGoesToNoServerThatThePlatformDidNotName() throws IOException {
        slowAnswers = new CountDownLatch(0);
        HttpServer stranger = server();
        stranger.createContext("/", exchange -> {
            strangers.add(exchange.getRequestURI().toString());
            answer(exchange, "null");
        });
        stranger.start();
        try {
            other.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                url(stranger) + exchange.getRequestURI().getPath());
                exchange.sendResponseHeaders(307, -1);
                exchange.close();
            });
            Throwable failure = begin(
                            context,
                            "pan123:upload?uploadMode=sliced&verifyUpload=false",
                            content(COUNT * SLICE),
                            "a.bin")
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join()
                    .getException();
            assertThat(strangers).isEmpty();
            // a redirection is no answer of the platform; whether the other server saved the upload does not matter
            // here
            assertThat(failure == null || failure instanceof Pan123Exception).isTrue();
        } finally {
            stranger.stop(0);
        }
    }
}
