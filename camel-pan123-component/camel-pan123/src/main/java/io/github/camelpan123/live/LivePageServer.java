package io.github.camelpan123.live;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page, its script and style, and the events. They are added to the management server of Camel Main, or to a
 * server of their own if there is none. Needs {@code camel-platform-http-main} on the class path.
 */
public final class LivePageServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LivePageServer.class);

    /** The page loads nothing from elsewhere and runs no script but its own. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 503;
    private static final int MOVED = 302;

    private final CamelContext context;
    private final LiveSettings settings;
    private final Supplier<String> state;
    private final ScheduledExecutorService thread;
    private final LiveEvents events;
    private final List<Route> routes = new ArrayList<>();
    private final Set<HttpServerResponse> open = ConcurrentHashMap.newKeySet();

    /** @param state returns the state as one line of JSON */
    private LivePageServer(CamelContext context, LiveSettings settings, Supplier<String> state) {
        this.context = context;
        this.settings = settings;
        this.state = state;
        this.thread = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "Pan123LivePage");
        this.events = new LiveEvents(state, thread);
    }

    /**
     * Starts to serve the page.
     *
     * @param state returns the state as one line of JSON
     * @throws Exception if the server cannot be started
     */
    public static LivePageServer start(CamelContext context, LiveSettings settings, Supplier<String> state)
            throws Exception {
        LivePageServer server = new LivePageServer(context, settings, state);
        try {
            server.start();
            return server;
        } catch (Exception | Error e) {
            server.close();
            throw e;
        }
    }

    private void start() throws Exception {
        ManagementHttpServer server = context.hasService(ManagementHttpServer.class);
        boolean own = server == null;
        if (own) {
            server = PageServer.create(context, settings);
            context.addService(server, true, true);
        }
        VertxPlatformHttpRouter router = server.getRouter();
        file(router, "/", "index.html", "text/html");
        file(router, "/page.js", "page.js", "text/javascript");
        file(router, "/page.css", "page.css", "text/css");
        file(router, "/icon.svg", "icon.svg", "image/svg+xml");
        route(router, "/state", call -> call.response()
                .putHeader("Content-Type", "application/json")
                .end(state.get()));
        route(router, "/events", this::listen);
        route(router, "", call -> call.response()
                .setStatusCode(MOVED)
                .putHeader("Location", call.request().path() + "/")
                .end());
        LOG.info(
                "The live page of pan123 is at http://{}:{}{}/{}",
                shown(server.getHost()),
                server.getPort(),
                settings.path(),
                own && settings.nextFreePort() && server.getPort() != settings.port()
                        ? " because port " + settings.port() + " is in use"
                        : "");
    }

    private static String shown(String host) {
        return host == null || host.equals("0.0.0.0") ? "localhost" : host;
    }

    private void file(VertxPlatformHttpRouter router, String path, String name, String type) throws IOException {
        Buffer content;
        try (InputStream in = LivePageServer.class.getResourceAsStream(name)) {
            content = Buffer.buffer(in.readAllBytes());
        }
        route(router, path, call -> call.response()
                .putHeader("Content-Type", type + "; charset=utf-8")
                .end(content));
    }

    private void route(VertxPlatformHttpRouter router, String path, Consumer<RoutingContext> answer) {
        // as a pattern, because a path with a slash at its end would also match one without
        routes.add(router.routeWithRegex(HttpMethod.GET, Pattern.quote(settings.path() + path))
                .handler(call -> {
                    HEADERS.forEach(call.response()::putHeader);
                    if (allowed(call)) {
                        answer.accept(call);
                    } else {
                        call.response()
                                .setStatusCode(FORBIDDEN)
                                .putHeader("Content-Type", "text/plain; charset=utf-8")
                                .end("Only this machine may read this page, under the name localhost. Set remote=true"
                                        + " of the live page to change that.");
                    }
                }));
    }

    /** Whether the caller is on this machine and has asked for it by its own name, which no foreign page can do. */
    private boolean allowed(RoutingContext call) {
        if (settings.remote()) {
            return true;
        }
        HostAndPort host = call.request().authority();
        return host != null
                && OWN_NAMES.contains(host.host().toLowerCase(Locale.ROOT))
                && local(call.request().remoteAddress());
    }

    private static boolean local(SocketAddress address) {
        try {
            // a literal address, so no name is resolved
            return address != null
                    && InetAddress.getByName(address.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void listen(RoutingContext call) {
        HttpServerResponse response = call.response();
        Context loop = call.vertx().getOrCreateContext();
        Consumer<String> listener = now -> loop.runOnContext(any -> {
            // a slow reader gets the next state that it has time for
            if (!response.ended() && !response.closed() && !response.writeQueueFull()) {
                response.write("data: " + now + "\n\n");
            }
        });
        if (!events.add(listener)) {
            response.setStatusCode(TOO_MANY).end();
            return;
        }
        open.add(response);
        response.closeHandler(any -> {
            open.remove(response);
            events.remove(listener);
        });
        response.exceptionHandler(any -> events.remove(listener));
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.write("retry: 2000\n\n");
    }

    @Override
    public void close() {
        events.close();
        routes.forEach(Route::remove);
        open.forEach(response -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
        open.clear();
        context.getExecutorServiceManager().shutdownNow(thread);
        // a server of the page alone is stopped with its context, after the routes: it takes platform-http with it
    }
}
