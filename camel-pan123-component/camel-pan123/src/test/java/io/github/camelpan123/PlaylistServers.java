package io.github.camelpan123;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpan123.fixtures.Answers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Serves playlists and what they name, for a platform that names this server. What no page is put under is served as its
 * own address, so that a test reads from a saved file where it came from; keys have 16 bytes.
 */
final class PlaylistServers implements AutoCloseable {

    /** Of the one call for the address of a playlist or a segment. */
    static final String PRODUCT = "/api/v1/transcode/m3u8_ts/download";

    /** The option that names the resolution whose playlist is downloaded. */
    static final String OF_ONE_RESOLUTION = "resolution=480P";

    private static final int FOUND = 302;

    private final HttpServer server;
    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();

    PlaylistServers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    /** The address of a path at a host; {@code 127.0.0.1} and {@code localhost} both lead here. */
    String address(String host, String path) {
        return "http://" + host + ":" + server.getAddress().getPort() + path;
    }

    String address(String path) {
        return address("127.0.0.1", path);
    }

    void page(String path, byte[] content) {
        pages.put(path, content);
    }

    /** Text in which {@code content.example} and {@code other.example} stand for this server under two names. */
    void page(String path, String text) {
        page(path, named(text).getBytes(StandardCharsets.UTF_8));
    }

    String named(String text) {
        return text.replace("//content.example", address("").substring("http:".length()))
                .replace("//other.example", address("localhost", "").substring("http:".length()));
    }

    void redirect(String path, String address) {
        redirects.put(path, named(address));
    }

    void refuse(String path, int status) {
        refusals.put(path, status);
    }

    /** Lets the platform name an address each time that a product of a video is asked for. */
    void named(SimulatedPlatform platform, String address) {
        platform.simulator.faults().on(PRODUCT).always().garbage(answer(address));
    }

    /** The platform's answer that names an address. */
    String answer(String address) {
        return Answers.download(address);
    }

    /** What was asked for, path and query, in its order. */
    List<String> asked() {
        return asked;
    }

    /** The names of all headers that came, in lower case. */
    List<String> headers() {
        return headers;
    }

    void clear() {
        pages.clear();
        redirects.clear();
        refusals.clear();
        asked.clear();
        headers.clear();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        exchange.getRequestHeaders().keySet().forEach(name -> headers.add(name.toLowerCase(Locale.ROOT)));
        try (exchange) {
            if (redirects.containsKey(path)) {
                exchange.getResponseHeaders().set("Location", redirects.get(path));
                exchange.sendResponseHeaders(FOUND, -1);
            } else if (refusals.containsKey(path)) {
                exchange.sendResponseHeaders(refusals.get(path), -1);
            } else {
                byte[] content = pages.getOrDefault(path, content(path));
                exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
                exchange.getResponseBody().write(content);
            }
        }
    }

    private static byte[] content(String path) {
        boolean key = path.contains("key") && !path.contains("auth_key");
        String content = key ? (path + "----------------").substring(0, 16) : path;
        return content.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
