package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.security.KeyStore;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

/** HTTPS on every port, and trust by the store that was written out. */
class HttpsTest {
    @Test
    void everyPortIsHttpsAndTheTrustStoreTrustsIt() throws Exception {
        try (Pan123Simulator sim =
                Pan123Simulator.builder().https(true).mergePolls(0).start()) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(sim.trustStore())) {
                store.load(in, sim.trustStorePassword().toCharArray());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, trust.getTrustManagers(), null);
            for (SSLContext each : new SSLContext[] {tls, sim.clientSslContext()}) {
                HttpClient http = HttpClient.newBuilder().sslContext(each).build();
                ApiClient client = new ApiClient(sim.baseUrl(), sim.clientId(), sim.clientSecret(), http).login();
                byte[] content = new byte[50_000];
                new Random().nextBytes(content);
                long file = client.upload(0, "f" + System.nanoTime(), content)
                        .at("/data/fileID")
                        .asLong();
                String url = client.get("/api/v1/file/download_info?fileId=" + file)
                        .at("/data/downloadUrl")
                        .asText();
                assertThat(url).startsWith("https://");
                assertThat(client.download(url).body()).isEqualTo(content);
            }
            assertThatThrownBy(() -> new ApiClient(sim).login()).hasMessageContaining("certif");
        }
    }
}
