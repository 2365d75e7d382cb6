package io.github.camelpan123.simulator.tls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1 and localhost with its own key, created at every start. A key that is shipped with the
 * simulator would be public, and whoever trusted it could be attacked.
 */
public final class SelfSigned {
    /** Password of the trust store, which contains no secret. */
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "simulator";
    private static final long KEYTOOL_SECONDS = 60;

    private final SSLContext server;
    private final SSLContext client;
    private final KeyStore trust;

    private SelfSigned(SSLContext server, SSLContext client, KeyStore trust) {
        this.server = server;
        this.client = client;
        this.trust = trust;
    }

    /**
     * Creates a key and its certificate, valid for ten years.
     *
     * @return both, ready for use
     */
    public static SelfSigned create() {
        try {
            char[] password = PASSWORD.toCharArray();
            KeyStore identity = identity();
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(identity, password);
            SSLContext server = SSLContext.getInstance("TLS");
            server.init(managers.getKeyManagers(), null, null);

            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry(ALIAS, identity.getCertificate(ALIAS));
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(trust);
            SSLContext client = SSLContext.getInstance("TLS");
            client.init(null, trusted.getTrustManagers(), null);
            return new SelfSigned(server, client, trust);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    /** Uses the keytool of the JDK, because the JDK has no API to sign a certificate. */
    private static KeyStore identity() throws IOException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("pan123-key");
        Path file = folder.resolve("key.p12");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keystore",
                            file.toString(),
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-alias",
                            ALIAS,
                            "-dname",
                            "CN=camel-pan123-simulator",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-validity",
                            "3650",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-ext",
                            "bc=ca:true")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS)) {
                keytool.destroyForcibly();
                throw new IOException("keytool has not ended after " + KEYTOOL_SECONDS + " s");
            }
            if (keytool.exitValue() != 0) {
                throw new IOException("keytool failed: " + Files.readString(folder.resolve("output")));
            }
            return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder.resolve("output"));
            Files.delete(folder);
        }
    }

    /**
     * Returns the SSL context of the server.
     *
     * @return contains the key
     */
    public SSLContext server() {
        return server;
    }

    /**
     * Returns the SSL context of clients.
     *
     * @return trusts only this certificate
     */
    public SSLContext client() {
        return client;
    }

    /**
     * Writes the certificate for clients that read a trust store.
     *
     * @param file a PKCS#12 store with the password {@link #PASSWORD}
     * @throws IOException if it cannot be written
     */
    public void writeTrustStore(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            trust.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
