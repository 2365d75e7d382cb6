package io.github.camelpan123.simulator.tokens;

import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Issues and validates tokens. Each client has three valid tokens; a fourth one evicts the oldest (platform/calls.md,
 * "Token").
 */
public final class TokenDesk {
    /** A token without its text. What is stored, also on disk, grants no access. */
    private record Live(String digest, String clientId, long expiresAt, boolean pushedOut) {}

    private static final String KIND = "token";
    private static final int EVICTED_KEPT = 10_000;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private final TimeSource time;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();
    private final Journal journal;
    private final Map<String, Live> live = new ConcurrentHashMap<>();
    private final Map<String, Deque<Live>> byClient = new HashMap<>();
    private final Map<String, Boolean> evicted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            if (size() <= EVICTED_KEPT) {
                return false;
            }
            journal.forget(KIND, eldest.getKey());
            return true;
        }
    };
    private final AtomicLong issuedCount = new AtomicLong();
    private final AtomicLong evictedCount = new AtomicLong();

    /**
     * Creates a registry without tokens.
     *
     * @param time the clock
     * @param life from issue to expiry
     * @param journal provides the tokens of earlier runs and records every token
     */
    public TokenDesk(TimeSource time, Duration life, Journal journal) {
        this.time = time;
        this.life = life;
        this.journal = journal;
        journal.reads(KIND, Live.class, this::restore);
    }

    private void restore(Live token) {
        if (token.pushedOut()) {
            evicted.put(token.digest(), true);
        } else {
            add(token);
        }
    }

    private void add(Live token) {
        byClient.computeIfAbsent(token.clientId(), key -> new ArrayDeque<>()).addLast(token);
        live.put(token.digest(), token);
    }

    /**
     * Issues a new token.
     *
     * @param clientId the client
     * @param uid part of the token
     * @return the token
     */
    public synchronized Token issue(String clientId, long uid) {
        long now = time.millis();
        long expiresAt = now + life.toMillis();
        byte[] bytes = new byte[40];
        random.nextBytes(bytes);
        String payload = encode("{\"id\":" + uid + ",\"exp\":" + expiresAt / 1000 + ",\"iat\":" + now / 1000
                + ",\"jti\":\"" + Long.toHexString(random.nextLong()) + "\"}");
        Token token = new Token(HEADER + "." + payload + "." + BASE64.encodeToString(bytes), clientId, expiresAt);
        Deque<Live> holders = byClient.computeIfAbsent(clientId, key -> new ArrayDeque<>());
        holders.removeIf(held -> held.expiresAt() <= now && expire(held));
        while (holders.size() >= Documented.LIVE_TOKENS) {
            evict(holders.removeFirst());
        }
        Live kept = new Live(digest(token.text()), clientId, expiresAt, false);
        add(kept);
        journal.write(KIND, kept.digest(), kept);
        issuedCount.incrementAndGet();
        return token;
    }

    /**
     * Evicts all valid tokens of a client, as logins of other programs would.
     *
     * @param clientId the client
     */
    public synchronized void evictAll(String clientId) {
        Deque<Live> holders = byClient.getOrDefault(clientId, new ArrayDeque<>());
        while (!holders.isEmpty()) {
            evict(holders.removeFirst());
        }
    }

    private boolean expire(Live token) {
        live.remove(token.digest());
        journal.forget(KIND, token.digest());
        return true;
    }

    private void evict(Live token) {
        live.remove(token.digest());
        evicted.put(token.digest(), true);
        journal.write(KIND, token.digest(), new Live(token.digest(), token.clientId(), token.expiresAt(), true));
        evictedCount.incrementAndGet();
    }

    /**
     * Checks an {@code Authorization} header.
     *
     * @param header its value, or null
     * @return the client of the valid token in the header
     * @throws Refusal 401 if the header has no valid token
     */
    public String check(String header) {
        if (header != null && header.startsWith("Bearer ")) {
            String digest = digest(header.substring(7));
            Live token = live.get(digest);
            if (token != null && token.expiresAt() > time.millis()) {
                return token.clientId();
            }
            if (token == null && isEvicted(digest)) {
                throw new Refusal(Documented.BAD_TOKEN, Documented.EVICTED_TEXT);
            }
        }
        throw new Refusal(Documented.BAD_TOKEN, Documented.BAD_TOKEN_TEXT);
    }

    private synchronized boolean isEvicted(String digest) {
        return evicted.containsKey(digest);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return BASE64.encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the number of issued tokens.
     *
     * @return tokens since the start
     */
    public long issuedCount() {
        return issuedCount.get();
    }

    /**
     * Returns the number of evicted tokens.
     *
     * @return tokens since the start
     */
    public long evictedCount() {
        return evictedCount.get();
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
