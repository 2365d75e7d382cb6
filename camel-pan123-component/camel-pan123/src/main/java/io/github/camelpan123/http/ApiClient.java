package io.github.camelpan123.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123Exception;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Puts a call on the wire: address, the platform's headers, JSON both ways. */
public final class ApiClient {

    private static final ContentType JSON = ContentType.create("application/json");

    // The platform's JSON is the component's own matter: a mapper of the application may write numbers as text.
    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final URI baseUrl;
    private final HttpTransport transport;

    public ApiClient(URI baseUrl, HttpTransport transport) {
        this.baseUrl = baseUrl;
        this.transport = transport;
    }

    /**
     * @param token null for the log-in
     * @param onWire told when the request goes out
     */
    public <R> R send(ApiCall<R> call, AccessToken token, Runnable onWire) {
        byte[] body = call.bodyBytes(MAPPER);
        boolean[] went = {false};
        WireTime.listen(() -> {
            went[0] = true;
            onWire.run();
        });
        try {
            URI address = URI.create(baseUrl + call.api().path() + call.queryString());
            HttpEntity entity = body == null ? null : new ByteArrayEntity(body, JSON);
            return read(call, transport.send(call.api(), address, headers(token), entity));
        } catch (Pan123Exception e) {
            throw went[0] ? LostAnswers.of(call.api(), e) : e;
        } finally {
            WireTime.listen(null);
        }
    }

    /** @param server where the platform takes uploads */
    public <R> R send(ApiCall<R> call, URI server, HttpEntity form, AccessToken token) {
        URI address = URI.create(server + call.api().path());
        return read(call, transport.post(call.api(), address, headers(token), form));
    }

    private <R> R read(ApiCall<R> call, HttpTransport.Answer answer) {
        return call.read(MAPPER, answer.status(), answer.body());
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
