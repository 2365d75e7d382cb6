package io.github.camelpan123.simulator.links;

import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** URLs of the storage host with a signature and an expiry of their own (platform/calls.md, "Download address"). */
public final class Links {
    private static final String ALGORITHM = "HmacSHA256";

    private final TimeSource time;
    private final byte[] key = new byte[32];
    private volatile String host = "";
    private volatile long lifeMillis;
    /**
     * URLs of an earlier generation are refused whatever they contain. It is a counter, because a test's clock may
     * stand still.
     */
    private final AtomicInteger generation = new AtomicInteger(1);

    /**
     * Creates links without a host.
     *
     * @param time the clock
     * @param lifeMillis from the creation of a URL to its expiry
     */
    public Links(TimeSource time, long lifeMillis) {
        this.time = time;
        this.lifeMillis = lifeMillis;
        new SecureRandom().nextBytes(key);
    }

    /**
     * Creates links with the invented lifetime.
     *
     * @param time the clock
     */
    public Links(TimeSource time) {
        this(time, Invented.URL_LIFE.toMillis());
    }

    /**
     * Sets the URL of the storage host.
     *
     * @param url without a trailing slash
     */
    public void host(String url) {
        host = url;
    }

    /**
     * Returns the URL of the storage host.
     *
     * @return without a trailing slash
     */
    public String host() {
        return host;
    }

    /**
     * Sets the lifetime of new URLs.
     *
     * @param millis from creation to expiry
     */
    public void life(long millis) {
        lifeMillis = millis;
    }

    /** Expires all existing URLs. */
    public void expireAll() {
        generation.incrementAndGet();
    }

    /**
     * Creates a signature for a path.
     *
     * @param path the signed path
     * @return {@code <end>-<generation>-0-<signature>} like the {@code auth_key} of products (platform/calls.md,
     *     "Download a product"): the expiry in seconds since 1970, and the generation in place of the random number
     */
    public String permit(String path) {
        String times = (time.millis() + lifeMillis) / 1000 + "-" + generation.get() + "-0";
        return times + "-" + sign(path, times);
    }

    /**
     * Returns the expiry of a signature.
     *
     * @param permit as created by {@link #permit}
     * @return seconds since 1970, as text
     */
    public static String end(String permit) {
        return permit.substring(0, permit.indexOf('-'));
    }

    /**
     * Checks a signature.
     *
     * @param path the requested path
     * @param permit the signature of the request, or null
     * @return false if it is forged, for another path, or has expired
     */
    public boolean permitted(String path, String permit) {
        int end = permit == null ? -1 : permit.lastIndexOf('-');
        if (end < 0 || !sign(path, permit.substring(0, end)).equals(permit.substring(end + 1))) {
            return false;
        }
        String[] times = permit.split("-", 3);
        return time.millis() < (Long.parseLong(times[0]) + 1) * 1000 && Integer.parseInt(times[1]) == generation.get();
    }

    private String sign(String path, String times) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] signature = mac.doFinal((path + "\n" + times).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signature, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
