package io.github.camelpan123.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123Exception;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Sends API calls: adds the base URL and the platform's headers, and converts to and from JSON. */
public final class ApiClient {

    private static final ContentType JSON = ContentType.create("application/json");

    // not the application's mapper, which may write numbers as text
    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final URI baseUrl;
    private final HttpTransport transport;

    /**
     * @param baseUrl the URL of the platform, without a trailing slash
     * @param transport sends the requests
     */
    public ApiClient(URI baseUrl, HttpTransport transport) {
        this.baseUrl = baseUrl;
        this.transport = transport;
    }

    /**
     * Sends a call and returns its decoded answer.
     *
     * @param token null for the login
     * @param onSend called when the request is about to be written to the connection; if it throws, nothing is written
     * @param traceId gets the trace ID of the answer, if it has one
     * @throws Pan123Exception if the platform refuses the call or does not answer
     */
    public <R> R send(ApiCall<R> call, AccessToken token, Runnable onSend, Consumer<String> traceId) {
        byte[] body = call.bodyBytes(MAPPER);
        boolean[] sent = {false};
        try {
            URI address = URI.create(baseUrl + call.api().path() + call.queryString());
            HttpEntity entity = body == null ? null : new ByteArrayEntity(body, JSON);
            return read(
                    call,
                    transport.send(call.api(), address, headers(token), entity, () -> {
                        // first, because it may refuse
                        onSend.run();
                        sent[0] = true;
                    }),
                    traceId);
        } catch (Pan123Exception e) {
            throw sent[0] ? LostAnswers.of(call.api(), e) : e;
        }
    }

    /**
     * Sends a form to an upload server and returns the decoded answer.
     *
     * @param server the URL of the upload server
     * @param traceId gets the trace ID of the answer, if it has one
     * @throws Pan123Exception if the server refuses the call or does not answer
     */
    public <R> R send(ApiCall<R> call, URI server, HttpEntity form, AccessToken token, Consumer<String> traceId) {
        URI address = URI.create(server + call.api().path());
        return read(call, transport.post(call.api(), address, headers(token), form), traceId);
    }

    private static <R> R read(ApiCall<R> call, HttpTransport.Answer answer, Consumer<String> traceId) {
        return call.read(MAPPER, answer.status(), answer.body(), traceId);
    }

    private static Map<String, String> headers(AccessToken token) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Platform", "open_platform");
        if (token != null) {
            headers.put("Authorization", "Bearer " + token.value());
        }
        return headers;
    }
}
