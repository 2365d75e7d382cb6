package io.github.camelpan123.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests on a connection whose other end hangs up. */
class WireTimeTest {

    private final AtomicInteger told = new AtomicInteger();
    private final ClassicHttpRequest request =
            ClassicRequestBuilder.get("http://127.0.0.1/").build();
    private Socket far;
    private HttpClientConnection connection;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket near = new Socket(server.getInetAddress(), server.getLocalPort());
            far = server.accept();
            connection = DefaultBHttpClientConnectionFactory.builder().build().createConnection(near);
        }
        far.shutdownOutput();
        WireTime.listen(told::incrementAndGet);
    }

    @AfterEach
    void disconnect() throws IOException {
        WireTime.listen(null);
        connection.close();
        far.close();
    }

    @Test
    void nothingGoesOutOnAConnectionThatWasMadeWhileAllWereClosed() throws IOException {
        assertThatThrownBy(() -> new WireTime(() -> false).execute(request, connection, null, HttpCoreContext.create()))
                .isInstanceOf(ConnectionClosedException.class);
        assertThat(told).hasValue(0);
        connection.close();
        assertThat(far.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void whoeverListensIsToldWhenARequestGoesOut() throws IOException {
        assertThatThrownBy(() -> new WireTime(() -> true).execute(request, connection, null, HttpCoreContext.create()))
                .isInstanceOf(IOException.class);
        assertThat(told).hasValue(1);
        assertThat(far.getInputStream().read()).isEqualTo('G');
    }
}
