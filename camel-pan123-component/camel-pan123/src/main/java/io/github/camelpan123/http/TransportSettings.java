package io.github.camelpan123.http;

import java.time.Duration;
import java.util.Objects;

/**
 * The connection settings for the platform.
 *
 * @param tls null for the default trust store of the JVM
 * @param proxyHost null for a direct connection
 * @param proxyPort used only with a proxy host
 * @param proxyUser null for a proxy without authentication
 * @param proxyPassword null for a proxy without authentication
 * @param connectTimeout the timeout for a new connection
 * @param responseTimeout the maximum time without any data of an answer, or without any data of an upload being taken
 */
public record TransportSettings(
        TlsSettings tls,
        String proxyHost,
        int proxyPort,
        String proxyUser,
        String proxyPassword,
        Duration connectTimeout,
        Duration responseTimeout) {

    /** Whether both have the same TLS settings and the same proxy. */
    public boolean sameWay(TransportSettings other) {
        return Objects.equals(tls, other.tls)
                && Objects.equals(proxyHost, other.proxyHost)
                && proxyPort == other.proxyPort;
    }

    @Override
    public String toString() {
        return "TransportSettings[proxy=" + proxyHost + ", tls=" + (tls != null) + "]";
    }
}
