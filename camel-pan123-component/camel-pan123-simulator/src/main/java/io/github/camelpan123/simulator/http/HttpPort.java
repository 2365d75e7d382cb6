package io.github.camelpan123.simulator.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** One listening port of the simulator on the loopback interface: the JDK's server with adjusted settings. */
public final class HttpPort implements AutoCloseable {
    /** The maximum number of concurrent requests. It is large, so that slow answers of one path do not delay others. */
    private static final int THREADS = 512;

    private static final long IDLE_SECONDS = 10;
    private static final int BACKLOG = 1024;

    static {
        // The JDK reads these properties once per JVM, before the first server. Without nodelay every small answer
        // takes 40 ms, because header and body are sent in two segments. The other two keep the server from closing
        // connections that a client's pool still holds.
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        setIfAbsent("sun.net.httpserver.idleInterval", "300");
        setIfAbsent("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final String scheme;

    private HttpPort(HttpServer server, ExecutorService threads, String scheme) {
        this.server = server;
        this.threads = threads;
        this.scheme = scheme;
    }

    /**
     * Opens a port and starts its server.
     *
     * @param port 1 to 65535, or 0 for a free one
     * @param name the name of the threads
     * @param tls the certificate for HTTPS, or null for HTTP
     * @param handler answers every request
     * @return the open port
     * @throws IOException if the port is taken
     */
    public static HttpPort open(int port, String name, SSLContext tls, HttpHandler handler) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        HttpServer server;
        if (tls == null) {
            server = HttpServer.create(address, BACKLOG);
        } else {
            HttpsServer secure = HttpsServer.create(address, BACKLOG);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = secure;
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = new ThreadPoolExecutor(
                0,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "pan123-" + name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                // no new connection is accepted until a thread is free
                new ThreadPoolExecutor.CallerRunsPolicy());
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return new HttpPort(server, threads, tls == null ? "http" : "https");
    }

    private static void setIfAbsent(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    /**
     * Returns the URL of this port.
     *
     * @return scheme, host and port, without a trailing slash
     */
    public String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Stops at once and interrupts running requests. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
