package io.github.camelpan123.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests on a connection whose other end hangs up. */
class SendListenerTest {

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
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
        far.close();
    }

    private void execute(BooleanSupplier open) throws IOException, HttpException {
        new SendListener.Executor(open).execute(request, connection, null, SendListener.context(told::incrementAndGet));
    }

    @Test
    void nothingGoesOutOnAConnectionThatWasMadeWhileAllWereClosed() throws IOException {
        assertThatThrownBy(() -> execute(() -> false)).isInstanceOf(ConnectionClosedException.class);
        assertThat(told).hasValue(0);
        connection.close();
        assertThat(far.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void whoeverListensIsToldWhenARequestIsSent() throws IOException {
        assertThatThrownBy(() -> execute(() -> true)).isInstanceOf(IOException.class);
        assertThat(told).hasValue(1);
        assertThat(far.getInputStream().read()).isEqualTo('G');
    }
}
