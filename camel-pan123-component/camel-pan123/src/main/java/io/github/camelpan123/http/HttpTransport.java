package io.github.camelpan123.http;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.support.ContextThreads;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * The way to the platform: camel-http, with an exchange of its own for each request, so that nothing of a user's
 * message ever becomes an HTTP header or another address. What carries content goes by the client below it.
 *
 * <p>camel-http needs a context, and the account outlives any single one. So the connections belong to the account,
 * and the camel-http producer on top of them is made anew from another live context when its own stops.
 */
public final class HttpTransport {

    /** Answers of the API are small; more than this is not one of them. */
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private final URI baseUrl;
    private final TransportSettings settings;
    private final int maxConnections;
    private final boolean redirects;
    private final List<CamelContext> contexts = new ArrayList<>();
    private volatile PoolingHttpClientConnectionManager connections;
    private volatile Carrier carrier;

    /** What camel-http needs of one context. */
    private record Carrier(CamelContext context, HttpEndpoint endpoint, HttpProducer producer) {}

    /**
     * @param status the HTTP status
     * @param body the bytes, not null
     */
    record Answer(int status, byte[] body) {}

    /** @param redirects whether answers that point elsewhere are followed */
    public HttpTransport(URI baseUrl, TransportSettings settings, int maxConnections, boolean redirects) {
        this.baseUrl = baseUrl;
        this.settings = settings;
        this.maxConnections = maxConnections;
        this.redirects = redirects;
    }

    public synchronized void attach(CamelContext context) {
        // a context that failed to start is never stopped by Camel, and cannot be relied on
        if (carrier == null || carrier.context() != context && carrier.context().isStopped()) {
            Carrier old = carrier;
            carrier = carrier(context);
            stop(old);
        }
        contexts.add(context);
    }

    public synchronized void detach(CamelContext context) {
        contexts.remove(context);
        if (carrier != null && carrier.context() == context && !contexts.contains(context)) {
            Carrier old = carrier;
            carrier = contexts.isEmpty() ? null : carrier(ContextThreads.running(contexts));
            stop(old);
        }
        if (contexts.isEmpty() && connections != null) {
            PoolingHttpClientConnectionManager old = connections;
            connections = null;
            old.close();
        }
    }

    private static void stop(Carrier old) {
        if (old != null) {
            ServiceHelper.stopService(old.producer(), old.endpoint());
        }
    }

    private Carrier carrier(CamelContext context) {
        if (connections == null) {
            connections = HttpClients.connections(settings, sslContext(context), maxConnections);
        }
        PoolingHttpClientConnectionManager mine = connections;
        HttpComponent component = new HttpComponent();
        component.setCamelContext(context);
        // tells camel-http that the connections are not its own to close
        component.setClientConnectionManager(mine);
        component.setCookieManagementDisabled(true);
        HttpEndpoint endpoint = new HttpEndpoint(
                baseUrl.toString(),
                component,
                baseUrl,
                HttpClients.client(settings, redirects, () -> connections == mine),
                mine,
                null);
        endpoint.setThrowExceptionOnFailure(false);
        endpoint.setDisableStreamCache(true);
        // status and body are all that is read of an answer
        endpoint.setSkipResponseHeaders(true);
        endpoint.setCopyHeaders(false);
        endpoint.setHeaderFilterStrategy(new HttpHeaderFilterStrategy());
        HttpProducer producer = new HttpProducer(endpoint);
        ServiceHelper.startService(endpoint, producer);
        return new Carrier(context, endpoint, producer);
    }

    private SSLContext sslContext(CamelContext context) {
        try {
            return settings.tls() == null ? null : settings.tls().parameters().createSSLContext(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("sslContextParameters cannot be used: " + e.getMessage(), e);
        }
    }

    /** The HTTP client below camel-http, for what streams for longer than an exchange lives. */
    HttpClient client() {
        return required(null).endpoint().getHttpClient();
    }

    /** A context that uses the account. */
    public CamelContext context(Api api) {
        return required(api).context();
    }

    private Carrier required(Api api) {
        Carrier current = carrier;
        if (current == null) {
            throw new Pan123UnreachableException(api, "Every context that used the account has stopped", null);
        }
        return current;
    }

    /**
     * Sends one request and reads the whole answer.
     *
     * @param api for error messages
     * @param entity null for a request without body
     * @throws Pan123UnreachableException when there was no answer
     */
    Answer send(Api api, URI address, Map<String, String> headers, HttpEntity entity) {
        Carrier current = required(api);
        Exchange exchange = new DefaultExchange(current.context());
        headers.forEach(exchange.getMessage()::setHeader);
        exchange.getMessage().setHeader(HttpConstants.HTTP_METHOD, method(api));
        exchange.getMessage().setHeader(HttpConstants.HTTP_URI, address.toString());
        exchange.getMessage().setBody(entity);
        try {
            current.producer().process(exchange);
            int status = exchange.getMessage().getHeader(HttpConstants.HTTP_RESPONSE_CODE, 0, Integer.class);
            return new Answer(status, readBounded(exchange.getMessage().getBody()));
        } catch (Pan123Exception e) {
            throw e;
        } catch (Exception e) {
            throw new Pan123UnreachableException(api, describe(api, address, e), e);
        }
    }

    /**
     * Posts the form of an upload and reads the whole answer: on the connections of camel-http, without its exchange,
     * which costs a small file more than its way over the wire.
     *
     * @param api for error messages
     * @throws Pan123UnreachableException when there was no answer
     */
    Answer post(Api api, URI address, Map<String, String> headers, HttpEntity form) {
        HttpPost request = new HttpPost(address);
        headers.forEach(request::setHeader);
        request.setEntity(form);
        try {
            return required(api)
                    .endpoint()
                    .getHttpClient()
                    .execute(
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

    /** As camel-http wants it: of a text it would ask every type converter there is. */
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
                + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ", " + e.getMessage());
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
