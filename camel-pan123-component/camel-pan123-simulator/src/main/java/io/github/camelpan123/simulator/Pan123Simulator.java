package io.github.camelpan123.simulator;

import io.github.camelpan123.simulator.tls.SelfSigned;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The 123pan open platform on this machine. */
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
     * All switches at their defaults.
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
     * Where the API is, in place of {@code https://open-api.123pan.com}.
     *
     * @return scheme, host and port, without a trailing slash
     */
    public String baseUrl() {
        return platform.apiUrl();
    }

    /**
     * Where the upload servers are.
     *
     * @return what {@code servers} and {@code domain} say
     */
    public List<String> sliceServerUrls() {
        return platform.sliceUrls();
    }

    /**
     * The certificate of an HTTPS simulator, for clients that read a trust store.
     *
     * @return a PKCS#12 file below the state directory, or null without HTTPS
     */
    public Path trustStore() {
        return platform.trustStore();
    }

    /**
     * The password of the trust store, which holds no secret.
     *
     * @return always the same
     */
    public String trustStorePassword() {
        return SelfSigned.PASSWORD;
    }

    /**
     * For Java clients of an HTTPS simulator.
     *
     * @return trusts this simulator and nobody else; null without HTTPS
     */
    public SSLContext clientSslContext() {
        return platform.certificate() == null ? null : platform.certificate().client();
    }

    /**
     * The id of the first account.
     *
     * @return as given to the builder, or generated
     */
    public String clientId() {
        return platform.firstAccount().clientId();
    }

    /**
     * The secret of the first account.
     *
     * @return as given to the builder, or generated
     */
    public String clientSecret() {
        return platform.firstAccount().clientSecret();
    }

    /**
     * What the platform saw.
     *
     * @return live figures
     */
    public Figures figures() {
        return figures;
    }

    /**
     * What shall go wrong.
     *
     * @return the switches
     */
    public Faults faults() {
        return faults;
    }

    /**
     * The limits in force.
     *
     * @return the switches
     */
    public Limits limits() {
        return limits;
    }

    /**
     * The drive and the transcode space of the first account, without the API.
     *
     * @return a view to look at and to fill
     */
    public AccountDrive drive() {
        return drive(clientId());
    }

    /**
     * The drive and the transcode space of an account, without the API.
     *
     * @param clientId names the account
     * @return a view to look at and to fill
     * @throws IllegalArgumentException if there is no such account
     */
    public AccountDrive drive(String clientId) {
        var account = platform.accounts().byClient(clientId);
        if (account == null) {
            throw new IllegalArgumentException("no such client: " + clientId);
        }
        return new AccountDrive(account, platform.uploads(), platform.time());
    }

    /** Closes every port; a temporary state directory is removed. */
    @Override
    public void close() {
        platform.close();
    }
}
