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

/** Addresses on the storage host that carry their own permission and their own end (platform/calls.md, "Download address"). */
public final class Links {
    private static final String ALGORITHM = "HmacSHA256";

    private final TimeSource time;
    private final byte[] key = new byte[32];
    private volatile String host = "";
    private volatile long lifeMillis;
    /** Addresses of an earlier generation are refused whatever they say. A count, since a test's clock may stand still. */
    private final AtomicInteger generation = new AtomicInteger(1);

    /**
     * No host yet.
     *
     * @param time the clock
     * @param lifeMillis from making an address to its end
     */
    public Links(TimeSource time, long lifeMillis) {
        this.time = time;
        this.lifeMillis = lifeMillis;
        new SecureRandom().nextBytes(key);
    }

    /**
     * Links with the invented life.
     *
     * @param time the clock
     */
    public Links(TimeSource time) {
        this(time, Invented.URL_LIFE.toMillis());
    }

    /**
     * Where the storage host listens.
     *
     * @param url without a trailing slash
     */
    public void host(String url) {
        host = url;
    }

    /**
     * Where the storage host listens.
     *
     * @return without a trailing slash
     */
    public String host() {
        return host;
    }

    /**
     * Changes the life of addresses that are made from now on.
     *
     * @param millis from making to end
     */
    public void life(long millis) {
        lifeMillis = millis;
    }

    /** Ends every address that was made so far. */
    public void expireAll() {
        generation.incrementAndGet();
    }

    /**
     * A permission for a path.
     *
     * @param path what it is for
     * @return {@code <end>-<generation>-0-<signature>} like the {@code auth_key} of products (platform/calls.md,
     *     "Download a product"): the end in seconds since 1970, the generation in place of the random number
     */
    public String permit(String path) {
        String times = (time.millis() + lifeMillis) / 1000 + "-" + generation.get() + "-0";
        return times + "-" + sign(path, times);
    }

    /**
     * When a permission ends.
     *
     * @param permit as made by {@link #permit}
     * @return seconds since 1970, as text
     */
    public static String end(String permit) {
        return permit.substring(0, permit.indexOf('-'));
    }

    /**
     * Checks a permission.
     *
     * @param path what is asked for
     * @param permit what came along, or null
     * @return false if it is forged, for another path, or has ended
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
