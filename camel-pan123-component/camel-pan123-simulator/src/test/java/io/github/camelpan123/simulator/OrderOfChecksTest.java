package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpan123.simulator.protocol.Invented;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Platform header, then token, then limit, then parameters: of several mistakes the first in this order is told
 * (platform/calls.md, "Order of checks").
 */
class OrderOfChecksTest {
    @RegisterExtension
    final Pan123SimulatorExtension extension =
            Pan123SimulatorExtension.of(Pan123Simulator.builder().clock(new TokensAndLimitsTest.HandClock()));

    private Pan123Simulator sim;
    private ApiClient client;

    /** A call whose parameters are wrong. */
    private record Wrong(String method, String path, String query, String contentType, String body) {
        @Override
        public String toString() {
            return path;
        }
    }

    static Stream<Wrong> calls() {
        return Stream.of(
                new Wrong("GET", "/api/v2/file/list", "?parentFileId=x", "", ""),
                new Wrong("POST", "/upload/v1/file/mkdir", "", "application/json", "{\"nam\":1}"),
                new Wrong("PUT", "/api/v1/file/name", "", "text/plain", "nonsense"),
                new Wrong("POST", "/upload/v2/file/slice", "", "multipart/form-data; boundary=x", "no form"));
    }

    @BeforeEach
    void login() {
        sim = extension.simulator();
        client = new ApiClient(sim).login();
    }

    private JsonNode send(Wrong call, boolean platform, String token) {
        String host = call.path().endsWith("/slice") ? sim.sliceServerUrls().get(0) : sim.baseUrl();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(host + call.path() + call.query()))
                .method(call.method(), BodyPublishers.ofString(call.body()));
        if (platform) {
            request.header("Platform", "open_platform");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!call.contentType().isEmpty()) {
            request.header("Content-Type", call.contentType());
        }
        return client.json(request);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void theFirstMistakeIsTold(Wrong call) {
        sim.limits().set(call.path(), 1);
        JsonNode parameters = send(call, true, client.token());
        assertThat(parameters.get("code").asInt()).isEqualTo(1);
        assertThat(parameters.get("message").asText()).startsWith(Invented.BAD_PARAMETER_TEXT);

        Sample.check("too_frequent", send(call, true, client.token()));
        Sample.check("bad_token", send(call, true, "nonsense"));
        Sample.check("bad_token", send(call, true, null));
        for (String token : new String[] {client.token(), "nonsense", null}) {
            JsonNode platform = send(call, false, token);
            assertThat(platform.get("code").asInt()).isEqualTo(1);
            assertThat(platform.get("message").asText()).isEqualTo(Invented.BAD_PLATFORM_TEXT);
        }
        assertThat(sim.figures().calls(call.path())).isEqualTo(1);
        assertThat(sim.figures().refused(call.path())).isEqualTo(1);
    }
}
