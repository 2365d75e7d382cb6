package io.github.camelpan123.account;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.http.TransportSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The identity of an account and its settings. Either {@code clientId} and {@code clientSecret} or {@code accessToken}
 * are set.
 *
 * @param baseUrl without a trailing slash
 * @param clientId null with an access token
 * @param clientSecret null with an access token
 * @param accessToken null with ID and secret
 * @param tier the column of the limits
 * @param rateLimits the user's own limits, short name or path to calls per second
 * @param maxWait how long a call may wait in a queue; zero for no bound
 * @param maxWaiting how many calls may wait in one queue; 0 for no bound
 * @param maxUploadsInFlight the maximum number of concurrent upload requests
 * @param trafficPause how long no download is requested after the platform reported exhausted traffic
 * @param upgradeUploadServers whether HTTPS is used for upload servers that the platform returns with HTTP
 * @param tokenStore where the token is kept; the first context that uses the account decides
 * @param transport the settings of the HTTP transport
 * @param cluster how the account is shared with other nodes; null if it is used by this JVM alone
 */
public record AccountSettings(
        URI baseUrl,
        String clientId,
        String clientSecret,
        String accessToken,
        Tier tier,
        Map<String, String> rateLimits,
        Duration maxWait,
        int maxWaiting,
        int maxUploadsInFlight,
        Duration trafficPause,
        boolean upgradeUploadServers,
        TokenStore tokenStore,
        TransportSettings transport,
        ClusterSettings cluster) {

    boolean sameBounds(AccountSettings other) {
        return maxWait.equals(other.maxWait)
                && maxWaiting == other.maxWaiting
                && maxUploadsInFlight == other.maxUploadsInFlight
                && trafficPause.equals(other.trafficPause)
                && upgradeUploadServers == other.upgradeUploadServers
                && tokenStore.equals(other.tokenStore)
                && transport.connectTimeout().equals(other.transport.connectTimeout())
                && transport.responseTimeout().equals(other.transport.responseTimeout());
    }

    @Override
    public String toString() {
        return "AccountSettings[" + baseUrl + ", tier=" + tier + "]";
    }
}
