package io.github.camelpan123.simulator.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1 and localhost with a key of its own, made anew at every start: a key that came with the simulator would
 * be known to everybody whose trust somebody gives it.
 */
public final class SelfSigned {
    /** Password of the trust store, which holds no secret. */
    public static final String PASSWORD = "changeit";

    private static final byte[] ECDSA_SHA256 = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02};
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final byte[] ALTERNATIVE_NAME = {0x55, 0x1D, 0x11};
    private static final byte[] BASIC_CONSTRAINTS = {0x55, 0x1D, 0x13};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final SSLContext server;
    private final SSLContext client;
    private final KeyStore trust;

    private SelfSigned(SSLContext server, SSLContext client, KeyStore trust) {
        this.server = server;
        this.client = client;
        this.trust = trust;
    }

    /**
     * Makes a key and its certificate, valid for ten years.
     *
     * @return both, ready for use
     */
    public static SelfSigned create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            Certificate certificate = certificate(keys);
            char[] password = PASSWORD.toCharArray();
            KeyStore identity = empty();
            identity.setKeyEntry("simulator", keys.getPrivate(), password, new Certificate[] {certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(identity, password);
            SSLContext server = SSLContext.getInstance("TLS");
            server.init(managers.getKeyManagers(), null, null);

            KeyStore trust = empty();
            trust.setCertificateEntry("simulator", certificate);
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(trust);
            SSLContext client = SSLContext.getInstance("TLS");
            client.init(null, trusted.getTrustManagers(), null);
            return new SelfSigned(server, client, trust);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate certificate(KeyPair keys) throws GeneralSecurityException {
        byte[] algorithm = Der.of(Der.SEQUENCE, Der.of(Der.OID, ECDSA_SHA256));
        byte[] name = Der.of(
                Der.SEQUENCE,
                Der.of(
                        Der.SET,
                        Der.of(
                                Der.SEQUENCE,
                                Der.of(Der.OID, COMMON_NAME),
                                Der.text(Der.UTF8, "camel-pan123-simulator"))));
        Instant now = Instant.now();
        byte[] validity = Der.of(
                Der.SEQUENCE,
                Der.text(Der.TIME, TIME.format(now.minus(1, ChronoUnit.DAYS))),
                Der.text(Der.TIME, TIME.format(now.plus(3650, ChronoUnit.DAYS))));
        byte[] names = Der.of(Der.SEQUENCE, Der.text(0x82, "localhost"), Der.of(0x87, new byte[] {127, 0, 0, 1}));
        byte[] authority = Der.of(Der.SEQUENCE, Der.of(Der.BOOLEAN, new byte[] {(byte) 0xFF}));
        byte[] extensions = Der.of(
                0xA3,
                Der.of(
                        Der.SEQUENCE,
                        Der.of(Der.SEQUENCE, Der.of(Der.OID, ALTERNATIVE_NAME), Der.of(Der.OCTET_STRING, names)),
                        Der.of(Der.SEQUENCE, Der.of(Der.OID, BASIC_CONSTRAINTS), Der.of(Der.OCTET_STRING, authority))));
        byte[] serial =
                new BigInteger(63, new SecureRandom()).add(BigInteger.ONE).toByteArray();
        byte[] content = Der.of(
                Der.SEQUENCE,
                Der.of(0xA0, Der.of(Der.INTEGER, new byte[] {2})),
                Der.of(Der.INTEGER, serial),
                algorithm,
                name,
                validity,
                name,
                keys.getPublic().getEncoded(),
                extensions);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] signed = Der.of(Der.SEQUENCE, content, algorithm, Der.bits(signature.sign()));
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
    }

    /**
     * For the listening side.
     *
     * @return knows the key
     */
    public SSLContext server() {
        return server;
    }

    /**
     * For the calling side.
     *
     * @return trusts this certificate and no other
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
