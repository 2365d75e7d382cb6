package io.github.camelpan123.account.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.support.Futures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StoredTokensTest {

    private static final AccessToken FRESH = new AccessToken("fresh", Instant.MAX);

    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger givenBack = new AtomicInteger();
    private final LoginPermit permit = new LoginPermit() {
        @Override
        public boolean take() {
            return taken.incrementAndGet() == 1;
        }

        @Override
        public void giveBack() {
            givenBack.incrementAndGet();
        }
    };

    private static List<Throwable> failures() {
        return List.of(
                new IOException("no"),
                new IllegalArgumentException("Malformed \\uxxxx encoding."),
                new NullPointerException(),
                new StackOverflowError(),
                new AssertionError("no"),
                new NoClassDefFoundError("no"));
    }

    /** Fails in one of its calls, and counts the claims that are open. */
    private static final class Failing implements TokenStore {
        private final String where;
        private final Throwable failure;
        private final AtomicInteger open = new AtomicInteger();

        Failing(String where, Throwable failure) {
            this.where = where;
            this.failure = failure;
        }

        private void at(String call) throws IOException {
            if (call.equals(where)) {
                Failing.<RuntimeException>throwAny(failure);
            }
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void throwAny(Throwable failure) throws T {
            throw (T) failure;
        }

        @Override
        public Claim claim(String account) throws IOException {
            at("claim");
            open.incrementAndGet();
            return new Claim() {
                @Override
                public Optional<AccessToken> load() throws IOException {
                    at("load");
                    return Optional.empty();
                }

                @Override
                public boolean permitLogin() throws IOException {
                    at("permitLogin");
                    return true;
                }

                @Override
                public void returnLogin() throws IOException {
                    at("returnLogin");
                }

                @Override
                public void save(AccessToken token) throws IOException {
                    at("save");
                }

                @Override
                public void close() throws IOException {
                    open.decrementAndGet();
                    at("close");
                }
            };
        }
    }

    private StoredTokens tokens(TokenStore store, CompletableFuture<AccessToken> logIn, boolean sent) {
        return new StoredTokens(
                onWire -> {
                    if (sent) {
                        onWire.run();
                    }
                    return logIn;
                },
                store,
                "account",
                Runnable::run);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStoreThatFailsWhileItIsUsedCostsALogInAndNoExchange(Throwable failure) {
        for (String where : List.of("load", "save", "close")) {
            taken.set(0);
            Failing store = new Failing(where, failure);
            assertThat(tokens(store, CompletableFuture.completedFuture(FRESH), true)
                            .find(token -> true, permit))
                    .as(where)
                    .isCompletedWithValue(Optional.of(FRESH));
            assertThat(store.open).hasValue(0);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStoreThatGivesNoClaimIsATypedError(Throwable failure) {
        CompletableFuture<Optional<AccessToken>> found = tokens(
                        new Failing("claim", failure), CompletableFuture.completedFuture(FRESH), true)
                .find(token -> true, permit);
        assertThat(found.handle((token, why) -> Futures.unwrap(why)).join())
                .isInstanceOf(Pan123Exception.class)
                .hasMessageContaining("tokenStore")
                .hasCause(failure);
        assertThat(taken).hasValue(0);
    }

    @Test
    void aKeptTokenIsTakenWithoutALogIn() throws Exception {
        MemoryTokenStore store = new MemoryTokenStore();
        AccessToken kept = new AccessToken("kept", Instant.MAX);
        try (TokenStore.Claim claim = store.claim("account")) {
            claim.save(kept);
        }
        StoredTokens tokens = tokens(store, CompletableFuture.completedFuture(FRESH), true);
        assertThat(tokens.find(token -> true, permit)).isCompletedWithValue(Optional.of(kept));
        assertThat(taken).hasValue(0);
        assertThat(tokens.find(token -> false, permit)).isCompletedWithValue(Optional.of(FRESH));
        // no permit is left
        assertThat(tokens.find(token -> false, permit)).isCompletedWithValue(Optional.empty());
    }

    /** Only a log-in that may have made a token counts against the budget. */
    @ParameterizedTest
    @CsvSource({"false, 1", "true, 0"})
    void aLogInThatNeverWentOutIsNotCounted(boolean sent, int back) {
        List<Throwable> seen = new ArrayList<>();
        tokens(
                        new MemoryTokenStore(),
                        CompletableFuture.failedFuture(new Pan123UnreachableException(null, "no way", null)),
                        sent)
                .find(token -> true, permit)
                .whenComplete((token, failure) -> seen.add(Futures.unwrap(failure)));
        assertThat(seen).singleElement().isInstanceOf(Pan123UnreachableException.class);
        assertThat(givenBack).hasValue(back);
    }

    /** A claim that others may end, and that counts logins. */
    private static TokenStore counting(boolean permitted, AtomicInteger returned, AccessToken winner) {
        return account -> new TokenStore.Claim() {
            @Override
            public Optional<AccessToken> load() {
                return Optional.empty();
            }

            @Override
            public boolean permitLogin() {
                return permitted;
            }

            @Override
            public void returnLogin() {
                returned.incrementAndGet();
            }

            @Override
            public void save(AccessToken token) {
                throw new AssertionError("replaced");
            }

            @Override
            public AccessToken replace(AccessToken token) {
                return winner;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void aLoginThatTheStoreDoesNotPermitIsNotTried() {
        StoredTokens tokens = new StoredTokens(
                onWire -> {
                    throw new AssertionError("logged in");
                },
                counting(false, new AtomicInteger(), null),
                "account",
                Runnable::run);
        assertThat(tokens.find(token -> true, permit)).isCompletedWithValue(Optional.empty());
        assertThat(givenBack).hasValue(1);
    }

    @Test
    void theTokenOfWhoeverWasFirstIsUsed() {
        AccessToken winner = new AccessToken("winner", Instant.MAX);
        assertThat(tokens(counting(true, new AtomicInteger(), winner), CompletableFuture.completedFuture(FRESH), true)
                        .find(token -> true, permit))
                .isCompletedWithValue(Optional.of(winner));
    }

    @Test
    void aLoginThatIssuedNothingIsGivenBackToTheStore() {
        AtomicInteger returned = new AtomicInteger();
        CompletableFuture<AccessToken> refused =
                CompletableFuture.failedFuture(new Pan123Exception(Api.ACCESS_TOKEN, "not sent", true, null));
        assertThat(tokens(counting(true, returned, null), refused, false).find(token -> true, permit))
                .isCompletedExceptionally();
        assertThat(returned).hasValue(1);
        assertThat(givenBack).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStoreThatCannotCountLoginsFailsTheSearchAndKeepsNoClaim(Throwable failure) {
        Failing store = new Failing("permitLogin", failure);
        assertThat(tokens(store, CompletableFuture.completedFuture(FRESH), true).find(token -> true, permit))
                .isCompletedExceptionally();
        assertThat(givenBack).hasValue(1);
        assertThat(store.open).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStoreThatTakesNoLoginBackChangesNothing(Throwable failure) {
        Failing store = new Failing("returnLogin", failure);
        Pan123Exception notSent = new Pan123Exception(Api.ACCESS_TOKEN, "not sent", true, null);
        assertThat(tokens(store, CompletableFuture.failedFuture(notSent), false).find(token -> true, permit))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withCause(notSent);
        assertThat(store.open).hasValue(0);
    }
}
