package io.github.camelpan123.http;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123DownloadFailedException;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123UnreachableException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.protocol.RedirectLocations;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;

/**
 * Reads content from URLs that the platform returned. No token is sent, because the URL itself authorizes the request.
 */
public final class ContentClient {

    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpTransport transport;
    private final Predicate<String> hosts;

    /** Creates a client that may request any host. */
    public ContentClient(HttpTransport transport) {
        this(transport, null);
    }

    /** @param hosts accepts the hosts that may be requested; null for any host */
    private ContentClient(HttpTransport transport, Predicate<String> hosts) {
        this.transport = transport;
        this.hosts = hosts;
    }

    /**
     * Returns a client that is restricted to some hosts, including the targets of redirects.
     *
     * @param asked accepts or rejects a host in lower case
     */
    public ContentClient within(Predicate<String> asked) {
        return new ContentClient(transport, asked);
    }

    /**
     * Opens the content.
     *
     * @param api the call that returned the URL, for error messages
     * @param address the URL with its signature, which is never logged
     * @return the bytes
     */
    public ContentPart open(Api api, String address) {
        return open(api, address, 0, null);
    }

    /**
     * Opens the content at an offset.
     *
     * @param api the call that returned the URL, for error messages
     * @param address the URL with its signature, which is never logged
     * @param from the offset of the first byte; the server may ignore it and send the whole content
     * @param entityTag the entity tag of the bytes that were read before, so that the server sends the whole content if
     *     it has changed; null if unknown
     * @return the bytes
     * @throws Pan123UnreachableException if the server does not answer
     * @throws Pan123Exception with the HTTP status if the server refuses
     */
    public ContentPart open(Api api, String address, long from, String entityTag) {
        URI uri = parse(api, address);
        if (hosts == null) {
            return send(api, uri, from, entityTag);
        }
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            if (!hosts.test(uri.getHost().toLowerCase(Locale.ROOT))) {
                throw new Pan123DownloadFailedException(
                        api, "A download was sent on to " + uri.getHost() + ", a host that nothing named before", null);
            }
            try {
                return send(api, uri, from, entityTag);
            } catch (Redirect redirect) {
                uri = redirect.target(api, uri);
            }
        }
        throw new Pan123DownloadFailedException(
                api, "A download was sent on more than " + MOST_REDIRECTS + " times", null);
    }

    private ContentPart send(Api api, URI uri, long from, String entityTag) {
        HttpClient client = transport.client();
        HttpClientContext context = HttpClientContext.create();
        HttpGet request = new HttpGet(uri);
        if (hosts != null) {
            request.setConfig(settings(client).setRedirectsEnabled(false).build());
        }
        if (from > 0) {
            request.setHeader("Range", "bytes=" + from + "-");
            if (entityTag != null) {
                request.setHeader("If-Range", entityTag);
            }
        }
        try {
            ClassicHttpResponse response = client.executeOpen(RoutingSupport.determineHost(request), request, context);
            RedirectLocations passed = context.getRedirectLocations();
            URI location = passed == null || passed.size() == 0 ? uri : passed.get(passed.size() - 1);
            ContentPart part = ContentPart.of(request, location, response);
            if (part == null) {
                Header next = response.getFirstHeader("Location");
                ContentPart.discard(request, response);
                if (hosts != null && next != null && REDIRECTS.contains(response.getCode())) {
                    throw new Redirect(next.getValue());
                }
                throw refused(api, uri.getHost(), response.getCode());
            }
            return part;
        } catch (IOException | HttpException e) {
            throw new Pan123UnreachableException(
                    api,
                    "No answer from " + uri.getHost() + " to a download: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static Pan123Exception refused(Api api, String host, int status) {
        Pan123Exception refused = new Pan123DownloadFailedException(
                api, "The server " + host + " answered HTTP " + status + " to a download", null);
        refused.setHttpResponseCode(status);
        return refused;
    }

    private static URI parse(Api api, String address) {
        try {
            URI uri = new URI(address);
            if (uri.getHost() == null || !uri.getScheme().startsWith("http")) {
                throw new URISyntaxException("", "not an address to read from");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new Pan123Exception(api, "The platform gave an address that cannot be read from", false, null);
        }
    }

    private static RequestConfig.Builder settings(HttpClient client) {
        return client instanceof Configurable configured
                ? RequestConfig.copy(configured.getConfig())
                : RequestConfig.custom();
    }

    /** A redirect, whose target is checked before it is requested. */
    private static final class Redirect extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String location;

        Redirect(String location) {
            super(null, null, false, false);
            this.location = location;
        }

        URI target(Api api, URI from) {
            try {
                return parse(api, from.resolve(location).toString());
            } catch (IllegalArgumentException e) {
                throw new Pan123DownloadFailedException(
                        api, "The server " + from.getHost() + " sent a download on to what is no address", null);
            }
        }
    }
}
