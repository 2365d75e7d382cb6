package io.github.camelpan123;

import io.github.camelpan123.live.LivePageServer;
import io.github.camelpan123.live.LiveSettings;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.spi.OnCamelContextStarted;
import org.apache.camel.spi.OnCamelContextStarting;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.util.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web page that shows what the component does: queues, uploads, transcode jobs and failures, updated twice a second. A
 * bean of this type in the registry is enough; it needs {@code camel-platform-http-main} on the class path. The page is on
 * the management server of the application, or on {@code 127.0.0.1:9876} if there is none, or on the next free port if
 * that one is in use. A log line says where. Only this machine may read the page, because it names files. Looking at it
 * makes no call of the platform.
 */
public final class Pan123LivePage implements OnCamelContextStarting, OnCamelContextStarted, OnCamelContextStopping {

    private static final Logger LOG = LoggerFactory.getLogger(Pan123LivePage.class);

    private static final String NEEDED = "org.apache.camel.component.platform.http.main.ManagementHttpServer";

    /** The port of Camel's management server. */
    private static final int MANAGEMENT_PORT = 9876;

    private String path = "/pan123";
    private String host = "127.0.0.1";
    private int port = MANAGEMENT_PORT;
    private boolean portSet;
    private boolean remote;
    private LivePageServer server;

    public String getPath() {
        return path;
    }

    /** Sets the path of the page. */
    public void setPath(String path) {
        this.path = path;
    }

    public String getHost() {
        return host;
    }

    /** Sets the address to listen on if the application has no management server. */
    public void setHost(String host) {
        this.host = host;
    }

    public int getPort() {
        return port;
    }

    /**
     * Sets the port to listen on if the application has no management server; 0 is any free port. If a port that was set
     * is in use, there is no page, but a warning.
     */
    public void setPort(int port) {
        this.port = port;
        this.portSet = true;
    }

    public boolean isRemote() {
        return remote;
    }

    /** Sets whether other machines may read the page, which names files. By default only this one may. */
    public void setRemote(boolean remote) {
        this.remote = remote;
    }

    /**
     * Checks what the page needs.
     *
     * @throws IllegalArgumentException if a setting is wrong
     * @throws IllegalStateException if camel-platform-http-main is missing
     */
    @Override
    public void onContextStarting(CamelContext context) {
        settings();
        if (context.getClassResolver().resolveClass(NEEDED) == null) {
            throw new IllegalStateException(
                    "The live page needs camel-platform-http-main on the class path; add it, or remove the bean of "
                            + Pan123LivePage.class.getName());
        }
    }

    private LiveSettings settings() {
        return new LiveSettings(path, host, port, !portSet, remote);
    }

    @Override
    public synchronized void onContextStarted(CamelContext context) {
        Pan123DevConsole console = new Pan123DevConsole();
        console.setCamelContext(context);
        try {
            server = LivePageServer.start(context, settings(), () -> state(console));
        } catch (Exception e) {
            // the application is worth more than a look at it
            LOG.warn("The live page cannot be served: {}", e.getMessage());
            LOG.debug("The live page cannot be served", e);
        }
    }

    private static String state(Pan123DevConsole console) {
        return ((JsonObject) console.call(DevConsole.MediaType.JSON, Map.of())).toJson();
    }

    @Override
    public synchronized void onContextStopping(CamelContext context) {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
