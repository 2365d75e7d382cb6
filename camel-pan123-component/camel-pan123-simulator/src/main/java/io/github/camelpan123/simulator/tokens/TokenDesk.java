package io.github.camelpan123.simulator.tokens;

import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.time.TimeSource;
import java.nio.charset.StandardCharsets;
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

/** Issues tokens and knows which are alive: three per client, a fourth pushes out the oldest (section 3.1). */
public final class TokenDesk {
    private static final int EVICTED_KEPT = 10_000;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private final TimeSource time;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Token> live = new ConcurrentHashMap<>();
    private final Map<String, Deque<Token>> byClient = new HashMap<>();
    private final Map<String, Boolean> evicted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > EVICTED_KEPT;
        }
    };
    private final AtomicLong issuedCount = new AtomicLong();
    private final AtomicLong evictedCount = new AtomicLong();

    /**
     * No token yet.
     *
     * @param time the clock
     * @param life from issue to expiry
     */
    public TokenDesk(TimeSource time, Duration life) {
        this.time = time;
        this.life = life;
    }

    /**
     * Issues a token, a new one every time.
     *
     * @param clientId whom it is for
     * @param uid goes into the token
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
        Deque<Token> holders = byClient.computeIfAbsent(clientId, key -> new ArrayDeque<>());
        holders.removeIf(held -> held.expiresAt() <= now && live.remove(held.text()) != null);
        while (holders.size() >= Documented.LIVE_TOKENS) {
            evict(holders.removeFirst());
        }
        holders.addLast(token);
        live.put(token.text(), token);
        issuedCount.incrementAndGet();
        return token;
    }

    /**
     * Pushes out every live token of a client, as a login elsewhere would.
     *
     * @param clientId whose
     */
    public synchronized void evictAll(String clientId) {
        Deque<Token> holders = byClient.getOrDefault(clientId, new ArrayDeque<>());
        while (!holders.isEmpty()) {
            evict(holders.removeFirst());
        }
    }

    private void evict(Token token) {
        live.remove(token.text());
        evicted.put(token.text(), true);
        evictedCount.incrementAndGet();
    }

    /**
     * Checks an {@code Authorization} header.
     *
     * @param header its value, or null
     * @return the live token it names
     * @throws Refusal 401 if there is none
     */
    public Token check(String header) {
        if (header != null && header.startsWith("Bearer ")) {
            String text = header.substring(7);
            Token token = live.get(text);
            if (token != null && token.expiresAt() > time.millis()) {
                return token;
            }
            if (token == null && isEvicted(text)) {
                throw new Refusal(Documented.BAD_TOKEN, Documented.EVICTED_TEXT);
            }
        }
        throw new Refusal(Documented.BAD_TOKEN, Documented.BAD_TOKEN_TEXT);
    }

    private synchronized boolean isEvicted(String text) {
        return evicted.containsKey(text);
    }

    /**
     * How many tokens were issued.
     *
     * @return tokens since the start
     */
    public long issuedCount() {
        return issuedCount.get();
    }

    /**
     * How many tokens were pushed out.
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
