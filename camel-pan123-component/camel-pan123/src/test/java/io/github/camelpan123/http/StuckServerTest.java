package io.github.camelpan123.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.fixtures.StuckServer;
import io.github.camelpan123.simulator.tls.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.core5.http.HttpEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent to a server that does not read it. */
class StuckServerTest {

    private static final Duration FOREVER = Duration.ofDays(1);

    private enum Scheme {
        HTTP,
        HTTPS
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong written = new AtomicLong();
    private CamelContext context;
    private StuckServer server;
    private HttpTransport transport;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        context = new DefaultCamelContext();
    }

    @AfterEach
    void stop() throws IOException {
        transport.close();
        context.stop();
        server.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    private URI connect(Scheme scheme, Duration responseTimeout) throws IOException {
        TlsSettings tls = null;
        if (scheme == Scheme.HTTPS) {
            SelfSigned certificate = SelfSigned.create();
            Path trusted = folder.resolve("trusted.p12");
            certificate.writeTrustStore(trusted);
            tls = trust(trusted);
            server = new StuckServer(
                    certificate.server().getServerSocketFactory().createServerSocket());
        } else {
            server = new StuckServer();
        }
        URI address = URI.create((scheme == Scheme.HTTPS ? "https" : "http") + "://" + server.address());
        transport = new HttpTransport(
                context,
                address,
                new TransportSettings(tls, null, 0, null, null, Duration.ofMinutes(2), responseTimeout),
                5,
                timer);
        return address;
    }

    private static TlsSettings trust(Path trusted) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(trusted.toUri().toString());
        store.setType("PKCS12");
        store.setPassword(SelfSigned.PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return TlsSettings.of(parameters);
    }

    /** Much more than sockets buffer. */
    private HttpEntity gigabyte() {
        long length = 1L << 30;
        return new WrittenEntity(length, out -> {
            byte[] block = new byte[64 * 1024];
            for (long left = length; left > 0; left -= block.length) {
                out.write(block);
                written.addAndGet(block.length);
            }
        });
    }

    private CompletableFuture<Throwable> post(URI address) {
        return CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> transport.post(Api.UPLOAD_SLICE, address, Map.of(), gigabyte())), threads);
    }

    private static Throwable failure(CompletableFuture<Throwable> post) throws Exception {
        return post.get(5, TimeUnit.MINUTES);
    }

    @ParameterizedTest
    @EnumSource
    void anUploadThatIsNotTakenEndsAfterTheResponseTimeout(Scheme scheme) throws Exception {
        URI address = connect(scheme, Duration.ofSeconds(3));
        assertThat(failure(post(address)))
                .isInstanceOf(Pan123UnreachableException.class)
                .hasMessageContaining("accepted no data of the request for 3000 ms (option responseTimeout)");
    }

    /** What a blocked write holds would hold the close of a TLS connection too. */
    @ParameterizedTest
    @EnumSource
    void closingEndsAnUploadThatIsNotTaken(Scheme scheme) throws Exception {
        URI address = connect(scheme, FOREVER);
        CompletableFuture<Throwable> post = post(address);
        awaitBlocked();
        CompletableFuture.runAsync(transport::close, threads).get(5, TimeUnit.MINUTES);
        assertThat(failure(post)).isInstanceOf(Pan123UnreachableException.class);
    }

    private void awaitBlocked() {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
    }
}
