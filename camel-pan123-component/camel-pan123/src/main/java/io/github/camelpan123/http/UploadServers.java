package io.github.camelpan123.http;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/** Parses the URLs of upload servers as the platform returns them (platform/calls.md, "Hosts"). */
public final class UploadServers {

    private final boolean upgrade;
    private volatile Known last;

    private record Known(String named, URI address) {}

    /** @param upgrade whether http is replaced with https, except for loopback addresses */
    public UploadServers(boolean upgrade) {
        this.upgrade = upgrade;
    }

    /**
     * Returns the URL of an upload server.
     *
     * @param named the server, with or without a scheme and with or without a trailing slash
     * @throws Pan123Exception if it is no valid server URL
     */
    public URI address(Api api, String named) {
        Known known = last;
        if (known == null || !known.named().equals(named)) {
            known = new Known(named, read(api, named));
            last = known;
        }
        return known.address();
    }

    private URI read(Api api, String named) {
        try {
            String text = named.contains("://") ? named : "https://" + named;
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (uri.getHost() == null
                    || uri.getUserInfo() != null
                    || !uri.getScheme().startsWith("http")) {
                throw new URISyntaxException(named, "not the address of a server");
            }
            boolean change = upgrade && uri.getScheme().equals("http") && !loopback(uri.getHost());
            return change ? new URI("https" + uri.toString().substring("http".length())) : uri;
        } catch (URISyntaxException e) {
            throw new Pan123Exception(
                    api, "The platform named an upload server that cannot be used: " + named, false, e);
        }
    }

    private static boolean loopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        boolean literal = host.startsWith("[") || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        try {
            // only a literal address is parsed, so no name is resolved
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
