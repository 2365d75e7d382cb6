package io.github.camelpan123.http;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.component.http.HttpProducer;
import org.apache.camel.http.common.HttpHeaderFilterStrategy;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.HttpEntity;

/**
 * The connection of one context to the platform. API calls use camel-http with a new exchange for each request, so that
 * a user's message never sets an HTTP header or another URL. Content is sent and read with the HTTP client of
 * camel-http directly.
 */
public final class HttpTransport implements AutoCloseable {

    /** The maximum size of an API answer in bytes. Answers of the API are much smaller. */
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private final CamelContext context;
    private final PoolingHttpClientConnectionManager connections;
    private final HttpEndpoint endpoint;
    private final HttpProducer producer;
    private final WriteTimeout writes;
    private volatile boolean closed;

    /**
     * The answer to a request.
     *
     * @param status the HTTP status
     * @param body the bytes, never null
     */
    record Answer(int status, byte[] body) {}

    /**
     * @param timer ends requests whose servers do not take them
     * @throws IllegalArgumentException if the TLS settings are invalid
     */
    public HttpTransport(
            CamelContext context,
            URI baseUrl,
            TransportSettings settings,
            int maxConnections,
            ScheduledExecutorService timer) {
        this.context = context;
        this.writes = new WriteTimeout(settings.responseTimeout(), timer, System::nanoTime);
        this.connections = HttpClients.connections(settings, sslContext(settings, context), maxConnections);
        HttpComponent component = new HttpComponent();
        component.setCamelContext(context);
        // makes camel-http leave the connections open, because this class closes them
        component.setClientConnectionManager(connections);
        component.setCookieManagementDisabled(true);
        endpoint = new HttpEndpoint(
                baseUrl.toString(), component, baseUrl, HttpClients.client(settings, () -> !closed), connections, null);
        endpoint.setThrowExceptionOnFailure(false);
        endpoint.setDisableStreamCache(true);
        // only status and body of an answer are used
        endpoint.setSkipResponseHeaders(true);
        endpoint.setCopyHeaders(false);
        endpoint.setHeaderFilterStrategy(new HttpHeaderFilterStrategy());
        producer = new SendListener.Producer(endpoint);
        ServiceHelper.startService(endpoint, producer);
    }

    /** Closes the connections, which fails the requests in progress. */
    @Override
    public void close() {
        closed = true;
        // a write that blocks would hold the lock that a TLS connection needs for its close
        writes.cancelAll();
        ServiceHelper.stopService(producer, endpoint);
        connections.close();
    }

    private static SSLContext sslContext(TransportSettings settings, CamelContext context) {
        try {
            return settings.tls() == null ? null : settings.tls().parameters().createSSLContext(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("sslContextParameters cannot be used: " + e.getMessage(), e);
        }
    }

    /** Returns the HTTP client of camel-http, for streams that outlive an exchange. */
    HttpClient client() {
        return endpoint.getHttpClient();
    }

    private void requireOpen(Api api) {
        if (closed) {
            throw new Pan123UnreachableException(api, "The context that made the call has stopped", null);
        }
    }

    /**
     * Sends a request and reads the whole answer. Its body is at most a few KB, which any socket buffers, so that its
     * write cannot block for long as that of {@link #post} can.
     *
     * @param api the call, for error messages
     * @param entity null for a request without a body
     * @param onSend called when the request is written to its connection
     * @throws Pan123UnreachableException if there is no answer
     */
    Answer send(Api api, URI address, Map<String, String> headers, HttpEntity entity, Runnable onSend) {
        requireOpen(api);
        Exchange exchange = new DefaultExchange(context);
        headers.forEach(exchange.getMessage()::setHeader);
        exchange.getMessage().setHeader(HttpConstants.HTTP_METHOD, method(api));
        exchange.getMessage().setHeader(HttpConstants.HTTP_URI, address.toString());
        exchange.getMessage().setBody(entity);
        SendListener.set(exchange, onSend);
        try {
            producer.process(exchange);
            int status = exchange.getMessage().getHeader(HttpConstants.HTTP_RESPONSE_CODE, 0, Integer.class);
            return new Answer(status, readBounded(exchange.getMessage().getBody()));
        } catch (Pan123Exception e) {
            throw e;
        } catch (Exception e) {
            throw new Pan123UnreachableException(api, describe(api, address, e), e);
        }
    }

    /**
     * Posts an upload form and reads the whole answer. It uses the connections of camel-http without an exchange,
     * because an exchange takes longer than the transfer of a small file.
     *
     * @param api the call, for error messages
     * @throws Pan123UnreachableException if there is no answer, or if the server does not take the form
     */
    Answer post(Api api, URI address, Map<String, String> headers, HttpEntity form) {
        requireOpen(api);
        HttpPost request = new HttpPost(address);
        headers.forEach(request::setHeader);
        request.setEntity(writes.bound(form, request::cancel));
        try {
            return client().execute(
                            request,
                            response -> new Answer(
                                    response.getCode(),
                                    readBounded(
                                            response.getEntity() == null
                                                    ? null
                                                    : response.getEntity().getContent())));
        } catch (IOException e) {
            throw new Pan123UnreachableException(api, describe(api, address, e), e);
        }
    }

    /** Returns the method as an enum value, because camel-http would try all type converters for a text. */
    private static HttpMethods method(Api api) {
        return switch (api.method()) {
            case GET -> HttpMethods.GET;
            case POST -> HttpMethods.POST;
            case PUT -> HttpMethods.PUT;
        };
    }

    private static String describe(Api api, URI address, Exception e) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return "No answer from " + address.getScheme() + "://" + address.getHost() + port + " to " + api.path() + ": "
                + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ", " + e.getMessage())
                + ". Check the network, the proxy options and the option baseUrl";
    }

    private static byte[] readBounded(Object body) throws IOException {
        if (!(body instanceof InputStream in)) {
            return new byte[0];
        }
        try (in) {
            byte[] bytes = in.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER) {
                throw new IOException("the answer is longer than " + LONGEST_ANSWER + " bytes");
            }
            return bytes;
        }
    }
}
