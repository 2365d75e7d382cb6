package io.github.camelpan123.account;

import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Pan123DownloadFailedException;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123UnreachableException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** Reads what lies behind an address that the platform gave out. No token goes there: the address is the key. */
public final class RemoteContent {

    private final HttpTransport transport;

    RemoteContent(HttpTransport transport) {
        this.transport = transport;
    }

    /**
     * Opens the content.
     *
     * @param api the call that gave the address out, for error messages
     * @param address with whatever signature it carries; never shown
     * @return the bytes
     */
    public RemotePart open(Api api, String address) {
        return open(api, address, 0, null);
    }

    /**
     * Opens the content at some place.
     *
     * @param api the call that gave the address out, for error messages
     * @param address with whatever signature it carries; never shown
     * @param from the place of the first byte wanted; the server may send all the same
     * @param entityTag of the content that the beginning came from, so that the server sends all when it is another one
     *     now; null when unknown
     * @return the bytes
     * @throws Pan123UnreachableException when there is no answer
     * @throws Pan123Exception with the HTTP status when the server refuses
     */
    public RemotePart open(Api api, String address, long from, String entityTag) {
        URI uri = parse(api, address);
        String host = uri.getHost();
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
            RemotePart part = RemotePart.of(request, response);
            if (part == null) {
                RemotePart.discard(request, response);
                throw refused(api, host, response.getCode());
            }
            return part;
        } catch (IOException | HttpException e) {
            throw new Pan123UnreachableException(
                    api,
                    "No answer from " + host + " to a download: " + e.getClass().getSimpleName(),
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
}
