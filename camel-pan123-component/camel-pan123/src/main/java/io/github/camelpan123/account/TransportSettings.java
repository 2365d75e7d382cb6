package io.github.camelpan123.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * How the platform is reached.
 *
 * @param ssl null for the JVM's own trust
 * @param proxyHost null for a direct way
 * @param proxyPort only with a proxy host
 * @param proxyUser null for a proxy without log-in
 * @param proxyPassword null for a proxy without log-in
 * @param connectTimeout for a new connection
 * @param responseTimeout between two packets of an answer
 * @param objectMapper what reads and writes JSON
 */
public record TransportSettings(
        SSLContextParameters ssl,
        String proxyHost,
        int proxyPort,
        String proxyUser,
        String proxyPassword,
        Duration connectTimeout,
        Duration responseTimeout,
        ObjectMapper objectMapper) {

    /** Whether both lead to the same place in the same way. */
    boolean sameWay(TransportSettings other) {
        return ssl == other.ssl && Objects.equals(proxyHost, other.proxyHost) && proxyPort == other.proxyPort;
    }

    @Override
    public String toString() {
        return "TransportSettings[proxy=" + proxyHost + ", ssl=" + (ssl != null) + "]";
    }
}
