package io.github.camelpan123.simulator;

import io.github.camelpan123.simulator.tls.SelfSigned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A local simulator of the 123pan open platform. */
public final class Pan123Simulator implements AutoCloseable {
    private final Platform platform;
    private final Figures figures;
    private final Faults faults;
    private final Limits limits;

    private Pan123Simulator(Platform platform) {
        this.platform = platform;
        figures = new Figures(platform.figures(), platform.tokens(), platform.accounts());
        faults = new Faults(platform);
        limits = new Limits(platform.limits());
    }

    /**
     * Creates a builder with default options.
     *
     * @return a new builder
     */
    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    static Pan123Simulator start(SimulatorBuilder settings) throws IOException {
        return new Pan123Simulator(Platform.start(settings));
    }

    /**
     * Returns the base URL of the API, in place of {@code https://open-api.123pan.com}.
     *
     * @return scheme, host and port, without a trailing slash
     */
    public String baseUrl() {
        return platform.apiUrl();
    }

    /**
     * Returns the URLs of the upload servers.
     *
     * @return as in {@code servers} and {@code domain}
     */
    public List<String> sliceServerUrls() {
        return platform.sliceUrls();
    }

    /**
     * Returns the certificate of an HTTPS simulator, for clients that read a trust store.
     *
     * @return a PKCS#12 file below the state directory, or null without HTTPS
     */
    public Path trustStore() {
        return platform.trustStore();
    }

    /**
     * Returns the password of the trust store, which contains no secret.
     *
     * @return a constant
     */
    public String trustStorePassword() {
        return SelfSigned.PASSWORD;
    }

    /**
     * Returns the SSL context for Java clients of an HTTPS simulator.
     *
     * @return trusts only this simulator; null without HTTPS
     */
    public SSLContext clientSslContext() {
        return platform.certificate() == null ? null : platform.certificate().client();
    }

    /**
     * Returns the client ID of the first account.
     *
     * @return as given to the builder, or generated
     */
    public String clientId() {
        return platform.firstAccount().clientId();
    }

    /**
     * Returns the client secret of the first account.
     *
     * @return as given to the builder, or generated
     */
    public String clientSecret() {
        return platform.firstAccount().clientSecret();
    }

    /**
     * Returns the counters of the platform.
     *
     * @return live figures
     */
    public Figures figures() {
        return figures;
    }

    /**
     * Returns the configuration of faults.
     *
     * @return the configuration
     */
    public Faults faults() {
        return faults;
    }

    /**
     * Returns the current limits.
     *
     * @return the configuration
     */
    public Limits limits() {
        return limits;
    }

    /**
     * Returns direct access to the drive and the transcode space of the first account.
     *
     * @return a live, writable view
     */
    public AccountDrive drive() {
        return drive(clientId());
    }

    /**
     * Returns direct access to the drive and the transcode space of an account.
     *
     * @param clientId the client ID of the account
     * @return a live, writable view
     * @throws IllegalArgumentException if there is no such account
     */
    public AccountDrive drive(String clientId) {
        var account = platform.accounts().byClient(clientId);
        if (account == null) {
            throw new IllegalArgumentException("no such client: " + clientId);
        }
        return new AccountDrive(account, platform.uploads(), platform.time());
    }

    /** Closes all ports and removes a temporary state directory. */
    @Override
    public void close() {
        platform.close();
    }
}
