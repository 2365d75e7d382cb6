package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS on every port, and trust by the store that was written out. */
class HttpsTest {
    /** The lines that the command line prints are ready to use for a client that knows nothing of the simulator. */
    @Test
    void aJvmTrustsItWithTheOptionsOfTheGreeting() throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder().https(true).start()) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            Main.greeting(sim)
                    .lines()
                    .filter(line -> line.startsWith("-D"))
                    .forEach(line -> command.addAll(List.of(line.split(" "))));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrustingClient.class.getName()));
            command.addAll(List.of(sim.baseUrl(), sim.clientId(), sim.clientSecret()));
            Process client =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            assertThat(client.getInputStream().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("code 0" + System.lineSeparator());
        }
    }

    /** As in the samples, where the creation of an upload names an http host, and the call for upload hosts https ones. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCreationOfAnUploadMayNameItsServersWithHttp(boolean http) throws Exception {
        try (Pan123Simulator sim = Pan123Simulator.builder()
                .https(true)
                .serversNamedHttp(http)
                .sliceServers(2)
                .start()) {
            HttpClient trusting =
                    HttpClient.newBuilder().sslContext(sim.clientSslContext()).build();
            ApiClient client = new ApiClient(sim.baseUrl(), sim.clientId(), sim.clientSecret(), trusting).login();
            assertThat(client.get("/upload/v2/file/domain").get("data"))
                    .extracting(JsonNode::asText)
                    .containsExactlyElementsOf(sim.sliceServerUrls())
                    .allMatch(url -> url.startsWith("https://"));
            assertThat(client.post("/upload/v2/file/create", ApiClient.create(0, "a", new byte[] {1}))
                            .at("/data/servers"))
                    .extracting(JsonNode::asText)
                    .containsExactlyElementsOf(sim.sliceServerUrls().stream()
                            .map(url -> http ? "http" + url.substring("https".length()) : url)
                            .toList());
        }
    }

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
