package io.github.camelpan123.simulator.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Warns if the JDK's server runs without nodelay because another server was started in this JVM before the simulator
 * could set it. The JDK offers no query, so the check measures once in the background. Without nodelay an answer takes
 * 40 ms as soon as the client's system delays its acknowledgements, which happens after about a dozen answers. The
 * check uses the median of the calls after those, because a busy machine slows some calls, but not most of them.
 */
final class NodelayCheck {
    private static final System.Logger LOG = System.getLogger(NodelayCheck.class.getName());
    private static final AtomicBoolean DONE = new AtomicBoolean();
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CALLS = 40;
    private static final int FIRST_CALLS = 25;
    private static final long SLOW_NANOS = 30_000_000;

    private NodelayCheck() {}

    static void once() {
        if (DONE.compareAndSet(false, true)) {
            Thread thread = new Thread(NodelayCheck::check, "pan123-nodelay-check");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void check() {
        try {
            if (medianNanos() > SLOW_NANOS) {
                LOG.log(
                        Level.WARNING,
                        "another HTTP server of the JDK was started before the simulator, so every answer takes 40 ms;"
                                + " start the JVM with -Dsun.net.httpserver.nodelay=true");
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "nodelay not checked", e);
        }
    }

    private static long medianNanos() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 1);
        byte[] body = {'!'};
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        long[] nanos = new long[CALLS - FIRST_CALLS];
        try (Socket socket = new Socket(loopback, server.getAddress().getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            for (int i = 0; i < CALLS; i++) {
                long start = System.nanoTime();
                out.write(REQUEST);
                int read = in.read();
                while (read >= 0 && read != '!') {
                    read = in.read();
                }
                if (i >= FIRST_CALLS) {
                    nanos[i - FIRST_CALLS] = System.nanoTime() - start;
                }
            }
        } finally {
            server.stop(0);
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }
}
