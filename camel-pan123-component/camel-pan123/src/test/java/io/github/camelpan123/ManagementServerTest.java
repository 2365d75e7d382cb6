package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.fixtures.FreePorts;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** What the management server of Camel Main shows. */
class ManagementServerTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static HttpResponse<String> get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "application/json")
                .timeout(Duration.ofMinutes(1))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void healthAndTheConsoleAreServedAndCostNoCall() throws Exception {
        int port = FreePorts.next();
        Main main = new Main();
        try (Pan123Simulator simulator = Pan123Simulator.builder().limits(false).start()) {
            main.setOverrideProperties(properties(Map.of(
                    "camel.management.enabled", "true",
                    "camel.management.host", "127.0.0.1",
                    "camel.management.port", Integer.toString(port),
                    "camel.management.health-path", "/q/health",
                    "camel.management.health-check-enabled", "true",
                    "camel.management.dev-console-enabled", "true",
                    "camel.main.dev-console-enabled", "true",
                    "camel.health.producers-enabled", "true",
                    "camel.health.exposure-level", "full",
                    "camel.main.jmx-enabled", "false")));
            main.addOverrideProperty("camel.component.pan123.base-url", simulator.baseUrl());
            main.addOverrideProperty("camel.component.pan123.client-id", simulator.clientId());
            main.addOverrideProperty("camel.component.pan123.client-secret", simulator.clientSecret());
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pan123:listFiles?path=/&initialDelay=0&delay=600000")
                            .routeId("in")
                            .to("mock:in");
                }
            });
            main.start();
            await().untilAsserted(() ->
                    assertThat(get(port, "/q/health?data=true").body()).contains("lastGoodPoll"));
            long calls = simulator.figures().totalCalls();
            HttpResponse<String> health = get(port, "/q/health?data=true");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body())
                    .contains("producer:pan123-", "consumer:in", "tokenAgeSeconds", "givenUp")
                    .doesNotContain(simulator.clientId(), simulator.clientSecret());
            JsonNode console = new ObjectMapper()
                    .readTree(get(port, "/q/dev/pan123").body())
                    .path("pan123")
                    .path("components")
                    .path(0);
            assertThat(console.path("consumers").path(0).path("routeId").asText())
                    .isEqualTo("in");
            assertThat(console.path("accounts").path(0).path("queues")).isNotEmpty();
            assertThat(simulator.figures().totalCalls()).isEqualTo(calls);
        } finally {
            main.stop();
        }
    }

    private static Properties properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
