package io.github.camelpan123.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request whose permit has expired while its connection was opened. */
class RefusedSendTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private ServerSocket server;
    private CamelContext context;
    private HttpTransport transport;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        thread(this::accept);
        context = new DefaultCamelContext();
        transport = new HttpTransport(
                context,
                address(""),
                new TransportSettings(null, null, 0, null, null, Duration.ofSeconds(30), Duration.ofSeconds(30)),
                5,
                timer);
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        context.stop();
        server.close();
        timer.shutdownNow();
    }

    private URI address(String path) {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + path);
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                thread(() -> answer(socket));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    requests.incrementAndGet();
                    socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private HttpTransport.Answer send(Api api, Runnable onSend) {
        HttpEntity entity = api == Api.USER_INFO ? null : new StringEntity("");
        return transport.send(api, address(api.path()), Map.of(), entity, onSend);
    }

    /** Otherwise a call whose connection takes longer to open than its permit lasts would never be sent. */
    @ParameterizedTest
    @EnumSource(names = {"USER_INFO", "MKDIR"})
    void theConnectionOfARefusedRequestServesTheNext(Api api) {
        IllegalStateException refusal = new IllegalStateException("too late");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> send(api, () -> {
                        throw refusal;
                    }))
                    .hasCause(refusal);
        }
        assertThat(requests).hasValue(0);
        AtomicInteger sent = new AtomicInteger();
        assertThat(send(api, sent::incrementAndGet).status()).isEqualTo(200);
        assertThat(sent).hasValue(1);
        assertThat(requests).hasValue(1);
        assertThat(connections).hasValue(1);
    }
}
