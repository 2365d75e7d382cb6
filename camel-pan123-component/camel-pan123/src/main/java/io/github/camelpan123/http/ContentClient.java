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
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;

/**
 * Reads content from URLs that the platform returned. No token is sent, because the URL itself authorizes the request.
 */
public final class ContentClient {

    private static final int MOST_REDIRECTS = 10;
    private static final Set<String> SCHEMES = Set.of("http", "https");
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
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            if (hosts != null && !hosts.test(uri.getHost().toLowerCase(Locale.ROOT))) {
                throw new Pan123DownloadFailedException(
                        api,
                        "A download was redirected to " + uri.getHost() + ", a host that the playlist does not name",
                        null);
            }
            try {
                return send(api, uri, from, entityTag);
            } catch (Redirect redirect) {
                uri = redirect.target(api, uri);
            }
        }
        throw new Pan123DownloadFailedException(
                api, "A download was redirected more than " + MOST_REDIRECTS + " times", null);
    }

    private ContentPart send(Api api, URI uri, long from, String entityTag) {
        HttpGet request = new HttpGet(uri);
        if (from > 0) {
            request.setHeader("Range", "bytes=" + from + "-");
            if (entityTag != null) {
                request.setHeader("If-Range", entityTag);
            }
        }
        try {
            ClassicHttpResponse response =
                    transport.client().executeOpen(RoutingSupport.determineHost(request), request, null);
            ContentPart part = ContentPart.of(request, uri, response);
            if (part == null) {
                Header next = response.getFirstHeader("Location");
                ContentPart.discard(request, response);
                if (next != null && REDIRECTS.contains(response.getCode())) {
                    throw new Redirect(next.getValue());
                }
                throw refused(api, uri.getHost(), response.getCode());
            }
            return part;
        } catch (HttpException | ClientProtocolException e) {
            // not the cause, because its text may quote the URL or a header with a URL
            throw unreachable(api, uri, e, null);
        } catch (IOException e) {
            throw unreachable(api, uri, e, e);
        }
    }

    private static Pan123UnreachableException unreachable(Api api, URI uri, Exception e, IOException cause) {
        return new Pan123UnreachableException(
                api,
                "No answer from " + uri.getHost() + " to a download: "
                        + e.getClass().getSimpleName(),
                cause);
    }

    private static Pan123Exception refused(Api api, String host, int status) {
        Pan123Exception refused = new Pan123DownloadFailedException(
                api, "The server " + host + " answered HTTP " + status + " to a download", null);
        refused.setHttpResponseCode(status);
        return refused;
    }

    private static URI parse(Api api, String address) {
        try {
            return readable(new URI(address));
        } catch (URISyntaxException e) {
            throw new Pan123Exception(
                    api, "The platform returned an address that cannot be downloaded from", false, null);
        }
    }

    private static URI readable(URI uri) throws URISyntaxException {
        if (uri.getHost() == null || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
            throw new URISyntaxException("", "not an address to read from");
        }
        return uri;
    }

    /**
     * A redirect, whose target is checked before it is requested. It is not left to the HTTP client, which quotes the
     * whole target of a redirect that it cannot follow.
     */
    private static final class Redirect extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String location;

        Redirect(String location) {
            super(null, null, false, false);
            this.location = location;
        }

        URI target(Api api, URI from) {
            try {
                return readable(resolved(from));
            } catch (URISyntaxException e) {
                throw new Pan123DownloadFailedException(
                        api,
                        "The server " + from.getHost() + " redirected a download to something that is not an address",
                        null);
            }
        }

        private URI resolved(URI from) throws URISyntaxException {
            // URI.resolve drops the last name of the path for a bare query
            return location.startsWith("?")
                    ? new URI(from.toString().split("[?#]", 2)[0] + location)
                    : from.resolve(new URI(location));
        }
    }
}
