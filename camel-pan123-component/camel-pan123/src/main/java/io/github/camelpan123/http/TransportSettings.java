package io.github.camelpan123.http;

import java.time.Duration;
import java.util.Objects;

/**
 * How the platform is reached.
 *
 * @param tls null for the JVM's own trust
 * @param proxyHost null for a direct way
 * @param proxyPort only with a proxy host
 * @param proxyUser null for a proxy without log-in
 * @param proxyPassword null for a proxy without log-in
 * @param connectTimeout for a new connection
 * @param responseTimeout between two packets of an answer
 */
public record TransportSettings(
        TlsSettings tls,
        String proxyHost,
        int proxyPort,
        String proxyUser,
        String proxyPassword,
        Duration connectTimeout,
        Duration responseTimeout) {

    /** Whether both lead to the same place in the same way. */
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
