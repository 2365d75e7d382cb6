package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first of two upload servers accepts connections and reads nothing of them, so that what is sent blocks. */
class StuckUploadServerTest {

    /** More than sockets buffer. */
    private static final int SIZE = 16 * 1024 * 1024;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final AtomicLong taken = new AtomicLong();
    private ServerSocket stuck;
    private HttpServer api;
    private HttpServer good;
    private CamelContext context;

    @BeforeEach
    void start() throws Exception {
        stuck = new ServerSocket();
        stuck.setReceiveBufferSize(4096);
        stuck.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        threads.execute(this::accept);
        good = server();
        good.createContext("/", exchange -> {
            taken.addAndGet(exchange.getRequestBody().readAllBytes().length);
            answer(exchange, "{\"completed\":true,\"fileID\":7}");
        });
        api = server();
        String servers = "[\"http://127.0.0.1:" + stuck.getLocalPort() + "\",\"" + url(good) + "\"]";
        api.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(
                    exchange,
                    switch (exchange.getRequestURI().getPath()) {
                        case "/api/v1/access_token" ->
                            "{\"accessToken\":\"t\",\"expiredAt\":\"2099-01-01T00:00:00+08:00\"}";
                        case "/upload/v2/file/domain" -> servers;
                        case "/upload/v2/file/create" ->
                            "{\"fileID\":0,\"reuse\":false,\"preuploadID\":\"p\",\"sliceSize\":" + SIZE
                                    + ",\"servers\":" + servers + "}";
                        case "/upload/v2/file/upload_complete" -> "{\"completed\":true,\"fileID\":7}";
                        case "/api/v2/file/list" -> "{\"lastFileId\":-1,\"fileList\":[]}";
                        case "/api/v1/transcode/folder/info" -> "{\"fileID\":99}";
                        default ->
                            throw new IllegalStateException(
                                    exchange.getRequestURI().toString());
                    });
        });
        List.of(api, good).forEach(HttpServer::start);
        startContext();
    }

    private void startContext() {
        context = new DefaultCamelContext();
        context.disableJMX();
        Pan123Component component = new Pan123Component();
        Pan123Configuration options = component.getConfiguration();
        options.setBaseUrl(url(api));
        options.setClientId("c");
        options.setClientSecret("s" + api.getAddress().getPort());
        options.setTier(Tier.free);
        // longer than a busy machine takes for an answer
        options.setResponseTimeout(5000);
        Map<String, Object> limits = new HashMap<>();
        for (Api call : Api.values()) {
            if (call != Api.UPLOAD_SLICE && call != Api.UPLOAD_SINGLE) {
                limits.put(call.shortName(), "1000");
            }
        }
        options.setRateLimits(limits);
        context.addComponent("pan123", component);
        context.start();
    }

    @AfterEach
    void stop() throws IOException {
        context.stop();
        stuck.close();
        for (Socket socket : accepted) {
            socket.close();
        }
        List.of(api, good).forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                accepted.add(stuck.accept());
            }
        } catch (IOException closed) {
            // the end of the test
        }
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
        byte[] body = ("{\"code\":0,\"message\":\"ok\",\"data\":" + data + ",\"x-traceID\":\"\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
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
        assertThat(accepted).isNotEmpty();
        assertThat(taken.get()).isGreaterThan(SIZE);
    }
}
