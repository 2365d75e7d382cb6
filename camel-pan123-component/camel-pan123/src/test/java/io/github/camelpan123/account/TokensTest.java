package io.github.camelpan123.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.platform.AccessToken;
import io.github.camelpan123.platform.AccountCalls;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123TokenException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class TokensTest {

    private final Hands clock = new Hands();
    private final MemoryTokenStore store = new MemoryTokenStore();
    private final List<CompletableFuture<AccessToken>> logIns = new ArrayList<>();
    private final Tokens tokens = tokens(store);

    private Tokens tokens(TokenStore kept) {
        return new Tokens(
                () -> {
                    CompletableFuture<AccessToken> logIn = new CompletableFuture<>();
                    logIns.add(logIn);
                    return logIn;
                },
                kept,
                "account",
                Runnable::run,
                clock);
    }

    /** A store that fails in a way its interface does not name must not keep its claim. */
    @Test
    void whateverAStoreThrowsTheNextOneHasItsTurn() {
        AtomicInteger claimed = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        Tokens broken = tokens(account -> {
            claimed.incrementAndGet();
            return new TokenStore.Claim() {
                @Override
                public Optional<AccessToken> load() {
                    throw new IllegalArgumentException("a damaged file");
                }

                @Override
                public void save(AccessToken token) {
                    throw new IllegalArgumentException("never");
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        });
        for (int i = 1; i <= 2; i++) {
            assertThat(broken.current()).isCompletedExceptionally();
            assertThat(claimed).hasValue(i);
            assertThat(closed).hasValue(i);
        }
    }

    /** A clock that is moved by hand. */
    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private AccessToken token(String value, Duration life) {
        return new AccessToken(value, clock.instant().plus(life));
    }

    private static <E extends Pan123Exception> E refusal(Class<E> type, int code) {
        String answer = "{\"code\":" + code + ",\"message\":\"no\",\"data\":null,\"x-traceID\":\"\"}";
        return Assertions.catchThrowableOfType(type, () -> AccountCalls.userInfo()
                .read(new ObjectMapper(), 200, answer.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void manyWaitForOneLogIn() {
        CompletableFuture<AccessToken> first = tokens.current();
        CompletableFuture<AccessToken> second = tokens.current();
        assertThat(logIns).hasSize(1);
        assertThat(first).isNotDone();
        logIns.get(0).complete(token("a", Duration.ofDays(30)));
        assertThat(first.join().value()).isEqualTo("a");
        assertThat(second.join().value()).isEqualTo("a");
        assertThat(tokens.current().join().value()).isEqualTo("a");
        assertThat(logIns).hasSize(1);
    }

    @Test
    void expiredAtDecidesAndTheTokenIsReplacedEarly() {
        tokens.current();
        logIns.get(0).complete(token("a", Duration.ofDays(30)));
        clock.now = clock.now.plus(Duration.ofDays(30)).minus(Duration.ofMinutes(11));
        tokens.current();
        assertThat(logIns).hasSize(1);
        clock.now = clock.now.plus(Duration.ofMinutes(7));
        tokens.current();
        assertThat(logIns).hasSize(2);
    }

    /** Clocks that agree must not bring all who share an account to log in at the same second. */
    @Test
    void notAllReplaceTheirTokenAtTheSameMoment() {
        int early = 0;
        int holders = 60;
        for (int i = 0; i < holders; i++) {
            logIns.clear();
            clock.now = Instant.parse("2026-01-01T00:00:00Z");
            Tokens holder = tokens(new MemoryTokenStore());
            holder.current();
            logIns.get(0).complete(token("a", Duration.ofDays(30)));
            clock.now = clock.now.plus(Duration.ofDays(30)).minus(Duration.ofSeconds(450));
            holder.current();
            early += logIns.size() - 1;
        }
        assertThat(early).isBetween(1, holders - 1);
    }

    @Test
    void aLateRejectionOfATokenThatIsReplacedAlreadyChangesNothing() {
        tokens.current();
        AccessToken first = token("a", Duration.ofDays(30));
        logIns.get(0).complete(first);
        clock.now = clock.now.plusSeconds(61);
        tokens.rejected(first, refusal(Pan123TokenException.class, 401));
        tokens.current();
        logIns.get(1).complete(token("b", Duration.ofDays(30)));
        assertThat(tokens.rejected(first, refusal(Pan123TokenException.class, 401)))
                .isTrue();
        assertThat(tokens.current().join().value()).isEqualTo("b");
        assertThat(logIns).hasSize(2);
    }

    @Test
    void aRejectedTokenLeadsToTheStoreBeforeAnyLogIn() throws Exception {
        tokens.current();
        AccessToken mine = token("mine", Duration.ofDays(30));
        logIns.get(0).complete(mine);
        try (TokenStore.Claim claim = store.claim("account")) {
            claim.save(token("of-another-jvm", Duration.ofDays(30)));
        }
        assertThat(tokens.rejected(mine, refusal(Pan123TokenException.class, 401)))
                .isTrue();
        assertThat(tokens.current().join().value()).isEqualTo("of-another-jvm");
        assertThat(logIns).hasSize(1);
    }

    @Test
    void aRejectedTokenIsReplacedAtMostOnceAMinute() {
        tokens.current();
        AccessToken first = token("a", Duration.ofDays(30));
        logIns.get(0).complete(first);
        tokens.rejected(first, refusal(Pan123TokenException.class, 401));
        assertThat(tokens.current()).isCompletedExceptionally();
        assertThat(tokens.current()).isCompletedExceptionally();
        assertThat(logIns).hasSize(1);

        clock.now = clock.now.plusSeconds(61);
        CompletableFuture<AccessToken> again = tokens.current();
        assertThat(logIns).hasSize(2);
        logIns.get(1).complete(token("b", Duration.ofDays(30)));
        assertThat(again.join().value()).isEqualTo("b");
    }

    @Test
    void anUnreachablePlatformIsAskedAgainAtOnceAWrongSecretIsNot() {
        tokens.current();
        logIns.get(0).completeExceptionally(new Pan123Exception(null, "no way there", true, null));
        tokens.current();
        assertThat(logIns).hasSize(2);
    }

    @Test
    void aPastedTokenIsNeverReplaced() {
        Tokens pasted = Tokens.pasted("x");
        AccessToken held = pasted.current().join();
        assertThat(held.value()).isEqualTo("x");
        pasted.rejected(held, refusal(Pan123TokenException.class, 401));
        assertThat(pasted.current()).isCompletedExceptionally();
    }
}
