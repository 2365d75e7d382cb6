package io.github.camelpan123;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.fixtures.Answers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A platform of a few lines, for what the simulator never does, and a context that uses it. */
final class HandMadePlatform implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private CamelContext context;

    /** Starts one more server. Returns its address. */
    String server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        servers.add(server);
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Starts the server of the calls. Returns its address.
     *
     * @param data returns the data of the answer for the path of a call, null if no such call is expected; the token is
     *     given anyway
     */
    String calls(UnaryOperator<String> data) throws IOException {
        return server(call -> {
            String path = call.getRequestURI().getPath();
            String answer = path.equals("/api/v1/access_token")
                    ? "{\"accessToken\":\"t\",\"expiredAt\":\"2099-01-01T00:00:00+08:00\"}"
                    : data.apply(path);
            if (answer == null) {
                throw new IllegalStateException(call.getRequestURI().toString());
            }
            answer(call, answer);
        });
    }

    /** @param data as JSON */
    static void answer(HttpExchange call, String data) throws IOException {
        call.getRequestBody().readAllBytes();
        byte[] body = Answers.ok(data).getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    /**
     * Starts a context that uses it.
     *
     * @param baseUrl the server of the calls
     * @param unhurried the calls that go out as fast as they come
     */
    CamelContext context(String baseUrl, List<String> unhurried, Consumer<Pan123Configuration> changes) {
        context = new DefaultCamelContext();
        context.disableJMX();
        Pan123Component component = new Pan123Component();
        Pan123Configuration options = component.getConfiguration();
        options.setBaseUrl(baseUrl);
        options.setClientId("c");
        // an account that no other test uses
        options.setClientSecret("s" + baseUrl);
        options.setTier(Tier.free);
        Map<String, Object> limits = new HashMap<>();
        unhurried.forEach(name -> limits.put(name, "1000"));
        options.setRateLimits(limits);
        changes.accept(options);
        context.addComponent("pan123", component);
        context.start();
        return context;
    }

    @Override
    public void close() {
        if (context != null) {
            context.stop();
        }
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
