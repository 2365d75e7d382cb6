package io.github.camelpan123.live;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;

/** The server of the page in an application that has no management server. */
final class PageServer {

    /** How many ports are tried if the next free one may be taken. */
    private static final int MOST_PORTS = 20;

    private PageServer() {}

    /**
     * Returns a server that is not started yet.
     *
     * @throws IOException if its port is in use or cannot be opened
     */
    static ManagementHttpServer create(CamelContext context, LiveSettings settings) throws IOException {
        ManagementHttpServer server = new ManagementHttpServer();
        server.setCamelContext(context);
        server.setHost(settings.host());
        server.setPort(freePort(settings));
        server.setPath("/");
        server.setInfoEnabled(false);
        server.setHealthCheckEnabled(false);
        server.setDevConsoleEnabled(false);
        return server;
    }

    private static int freePort(LiveSettings settings) throws IOException {
        int last = settings.nextFreePort() ? settings.port() + MOST_PORTS - 1 : settings.port();
        for (int port = settings.port(); port < last; port++) {
            try {
                return open(settings.host(), port);
            } catch (BindException inUse) {
                // the next one is tried
            }
        }
        try {
            return open(settings.host(), last);
        } catch (BindException e) {
            throw new IOException("port " + last + " of " + settings.host() + ": " + e.getMessage(), e);
        }
    }

    /** Opens a port for a moment, because Camel's server only logs that it could not, and is started nevertheless. */
    private static int open(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }
}
