package io.github.camelpan123.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.support.jsse.BaseSSLContextParameters;
import org.apache.camel.support.jsse.CipherSuitesParameters;
import org.apache.camel.support.jsse.FilterParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;

/**
 * TLS settings that are equal if their values are equal. Camel's own class compares by identity, so each context of an
 * account would have different settings.
 */
public final class TlsSettings {

    private final SSLContextParameters parameters;
    private final List<Object> content;

    private TlsSettings(SSLContextParameters parameters) {
        this.parameters = parameters;
        this.content = content(parameters);
    }

    /** Returns the settings; null for null. */
    public static TlsSettings of(SSLContextParameters parameters) {
        return parameters == null ? null : new TlsSettings(parameters);
    }

    SSLContextParameters parameters() {
        return parameters;
    }

    private static List<Object> content(SSLContextParameters all) {
        return list(
                all.getClass(),
                all.getProvider(),
                all.getSecureSocketProtocol(),
                all.getCertAlias(),
                common(all),
                of(
                        all.getKeyManagers(),
                        keys -> list(
                                keys.getAlgorithm(),
                                keys.getProvider(),
                                keys.getKeyPassword(),
                                of(keys.getKeyStore(), TlsSettings::store))),
                of(
                        all.getTrustManagers(),
                        trust -> list(
                                trust.getAlgorithm(),
                                trust.getProvider(),
                                trust.getTrustManager(),
                                of(trust.getKeyStore(), TlsSettings::store))),
                of(all.getSecureRandom(), random -> list(random.getAlgorithm(), random.getProvider())),
                // the server names cannot be read, so only the same object is considered equal
                all.getClientParameters(),
                of(all.getServerParameters(), server -> list(common(server), server.getClientAuthentication())));
    }

    private static List<Object> common(BaseSSLContextParameters some) {
        return list(
                of(some.getCipherSuites(), CipherSuitesParameters::getCipherSuite),
                of(some.getCipherSuitesFilter(), TlsSettings::filter),
                of(some.getSecureSocketProtocols(), SecureSocketProtocolsParameters::getSecureSocketProtocol),
                of(some.getSecureSocketProtocolsFilter(), TlsSettings::filter),
                some.getSessionTimeout());
    }

    private static List<Object> filter(FilterParameters filter) {
        return list(filter.getInclude(), filter.getExclude());
    }

    private static Object store(KeyStoreParameters store) {
        // a key store passed as an object cannot be compared by value
        return store.getResource() == null
                ? store
                : list(store.getResource(), store.getType(), store.getProvider(), store.getPassword());
    }

    private static <T> Object of(T some, Function<T, Object> content) {
        return some == null ? null : content.apply(some);
    }

    private static List<Object> list(Object... values) {
        return new ArrayList<>(Arrays.asList(values));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsSettings settings && content.equals(settings.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(content);
    }

    @Override
    public String toString() {
        return "TlsSettings";
    }
}
