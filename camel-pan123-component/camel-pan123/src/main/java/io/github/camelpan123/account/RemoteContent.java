package io.github.camelpan123.account;

import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123UnreachableException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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
     * @return the bytes; closing it early drops the connection instead of reading the rest
     */
    public InputStream open(Api api, String address) {
        URI uri = parse(api, address);
        String host = uri.getHost();
        HttpGet request = new HttpGet(uri);
        try {
            ClassicHttpResponse response =
                    transport.client().executeOpen(RoutingSupport.determineHost(request), request, null);
            if (response.getCode() != 200 || response.getEntity() == null) {
                int status = response.getCode();
                drop(request, response);
                throw new Pan123Exception(
                        api, "The server " + host + " answered HTTP " + status + " to a download", status >= 500, null);
            }
            return new Content(request, response);
        } catch (IOException | HttpException e) {
            throw new Pan123UnreachableException(
                    api,
                    "No answer from " + host + " to a download: " + e.getClass().getSimpleName(),
                    e);
        }
    }

    /** Cancels first: closing alone would read the rest, however much, to save the connection. */
    private static void drop(HttpGet request, ClassicHttpResponse response) {
        request.cancel();
        try {
            response.close();
        } catch (IOException expected) {
            // of the connection that was just cut
        }
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

    private static final class Content extends FilterInputStream {
        private final HttpGet request;
        private final ClassicHttpResponse response;
        private boolean atEnd;

        Content(HttpGet request, ClassicHttpResponse response) throws IOException {
            super(response.getEntity().getContent());
            this.request = request;
            this.response = response;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            atEnd |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            atEnd |= read < 0;
            return read;
        }

        @Override
        public void close() throws IOException {
            if (atEnd) {
                response.close();
            } else {
                drop(request, response);
            }
        }
    }
}
