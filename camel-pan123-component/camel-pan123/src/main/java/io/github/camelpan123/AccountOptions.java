package io.github.camelpan123;

import io.github.camelpan123.account.AccountSettings;
import io.github.camelpan123.account.auth.MemoryTokenStore;
import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.http.TlsSettings;
import io.github.camelpan123.http.TransportSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Creates the account settings from the options, and fails if a required option is missing. */
final class AccountOptions {

    private static final TokenStore IN_MEMORY = new MemoryTokenStore();

    private AccountOptions() {}

    /** @param cluster null if this JVM uses the account alone */
    static AccountSettings read(Pan123Configuration options, ClusterSettings cluster) {
        boolean pasted = present(options.getAccessToken());
        if (!pasted && !(present(options.getClientId()) && present(options.getClientSecret()))) {
            throw new IllegalArgumentException(
                    "Set the options clientId and clientSecret (or accessToken) of the pan123"
                            + " component: without them the platform cannot be called");
        }
        if (cluster != null && options.getTokenStore() != null) {
            throw new IllegalArgumentException("Remove the option tokenStore of the pan123 component: with cluster="
                    + cluster.type() + ", the token is stored where all nodes find it");
        }
        return new AccountSettings(
                baseUrl(options.getBaseUrl()),
                pasted ? null : options.getClientId(),
                pasted ? null : options.getClientSecret(),
                pasted ? options.getAccessToken() : null,
                options.getTier(),
                rateLimits(options.getRateLimits()),
                Duration.ofMillis(options.getMaxWait()),
                options.getMaxWaiting(),
                options.getMaxUploadsInFlight(),
                Duration.ofMillis(options.getTrafficPause()),
                options.getUploadServerScheme().equals("https"),
                options.getTokenStore() == null ? IN_MEMORY : options.getTokenStore(),
                transport(options),
                cluster);
    }

    private static TransportSettings transport(Pan123Configuration options) {
        if (present(options.getProxyHost())) {
            OptionRange.positive("proxyPort", options.getProxyPort());
        }
        return new TransportSettings(
                TlsSettings.of(options.getSslContextParameters()),
                present(options.getProxyHost()) ? options.getProxyHost() : null,
                options.getProxyPort(),
                options.getProxyUser(),
                options.getProxyPassword(),
                Duration.ofMillis(options.getConnectTimeout()),
                Duration.ofMillis(options.getResponseTimeout()));
    }

    private static boolean present(String text) {
        return text != null && !text.isBlank();
    }

    private static URI baseUrl(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean usable = uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().matches("https?")
                    && uri.getRawQuery() == null
                    && uri.getUserInfo() == null;
            if (!usable) {
                throw new URISyntaxException(text, "it needs http or https and a host, and nothing behind the path");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("baseUrl=" + text + " is not a URL: " + e.getReason(), e);
        }
    }

    private static Map<String, String> rateLimits(Map<String, Object> limits) {
        Map<String, String> texts = new TreeMap<>();
        if (limits != null) {
            limits.forEach((name, number) -> texts.put(name, String.valueOf(number)));
        }
        return texts;
    }
}
