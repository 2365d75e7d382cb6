package io.github.camelpan123.account.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LoginTokenSourceTest {

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

    private LoginTokenSource tokens(TokenStore store, CompletableFuture<AccessToken> logIn, boolean sent) {
        return new LoginTokenSource(
                onSend -> {
                    if (sent) {
                        onSend.run();
                    }
                    return logIn;
                },
                LostAnswers::lost,
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
        LoginTokenSource tokens = tokens(store, CompletableFuture.completedFuture(FRESH), true);
        assertThat(tokens.find(token -> true, permit)).isCompletedWithValue(Optional.of(kept));
        assertThat(taken).hasValue(0);
        assertThat(tokens.find(token -> false, permit)).isCompletedWithValue(Optional.of(FRESH));
        // no permit is left
        assertThat(tokens.find(token -> false, permit)).isCompletedWithValue(Optional.empty());
    }

    /** The answer of a login, as the platform or a gateway in front of it gives it. */
    private static Pan123Exception answer(int status, String body) {
        return catchThrowableOfType(Pan123Exception.class, () -> AccountCalls.accessToken("a", "b")
                .read(new ObjectMapper(), status, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Stream<Arguments> logIns() {
        Pan123Exception cut = new Pan123UnreachableException(Api.ACCESS_TOKEN, "no way", null);
        String refusal = "{\"code\":%d,\"message\":\"no\",\"data\":null,\"x-traceID\":\"\"}";
        return Stream.of(
                Arguments.of("never sent", cut, false, true),
                Arguments.of("cut", cut, true, false),
                Arguments.of("504", answer(504, "<html>Gateway Time-out</html>"), true, false),
                Arguments.of("502", answer(502, ""), true, false),
                Arguments.of("500 with an envelope", answer(500, refusal.formatted(1)), true, false),
                Arguments.of("no envelope", answer(200, "<html>"), true, false),
                Arguments.of("half an answer", answer(200, "{\"code\":0,\"data\":{\"acce"), true, false),
                Arguments.of("no data", answer(200, "{\"code\":0,\"message\":\"ok\",\"data\":null}"), true, false),
                Arguments.of(
                        "no token", answer(200, "{\"code\":0,\"data\":{\"expiredAt\":\"tomorrow\"}}"), true, false),
                Arguments.of("wrong secret", answer(200, refusal.formatted(1)), true, true),
                Arguments.of("401", answer(200, refusal.formatted(401)), true, true),
                Arguments.of("too frequent", answer(200, refusal.formatted(429)), true, true),
                Arguments.of("401 of a gateway", answer(401, ""), true, true),
                Arguments.of("429 of a gateway", answer(429, ""), true, true));
    }

    /** Only a login that may have made a token counts against the budgets of this JVM and of the store. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("logIns")
    void aLogInThatCannotHaveMadeATokenIsNotCounted(String what, Pan123Exception failure, boolean sent, boolean back) {
        List<Throwable> seen = new ArrayList<>();
        AtomicInteger returned = new AtomicInteger();
        tokens(counting(true, returned, null), CompletableFuture.failedFuture(failure), sent)
                .find(token -> true, permit)
                .whenComplete((token, why) -> seen.add(Futures.unwrap(why)));
        assertThat(seen).containsExactly(failure);
        assertThat(givenBack).hasValue(back ? 1 : 0);
        assertThat(returned).hasValue(back ? 1 : 0);
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
        LoginTokenSource tokens = new LoginTokenSource(
                onSend -> {
                    throw new AssertionError("logged in");
                },
                LostAnswers::lost,
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
                .failsWithin(Duration.ofMinutes(2))
                .withThrowableThat()
                .withCause(notSent);
        assertThat(store.open).hasValue(0);
    }

    /** When a step of a search ends: before the next one is prepared, or after. */
    enum Steps {
        END_AT_ONCE,
        END_LATER
    }

    enum Login {
        NOT_NEEDED,
        NOT_PERMITTED,
        ANSWERED,
        ANSWERED_LATER,
        NOT_SENT,
        NOT_SENT_LATER
    }

    static Stream<Arguments> searches() {
        return Arrays.stream(Steps.values())
                .flatMap(steps -> Arrays.stream(Login.values()).map(login -> Arguments.of(steps, login)));
    }

    /** Threads that may wait for a store. What they are given at once is over before the giver goes on. */
    private static final class StoreThreads implements Executor, AutoCloseable {
        private static final String NAME = "store";
        private final ExecutorService pool = Executors.newCachedThreadPool(task -> new Thread(task, NAME));
        private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
        private final Steps steps;

        StoreThreads(Steps steps) {
            this.steps = steps;
        }

        static boolean current() {
            return Thread.currentThread().getName().equals(NAME);
        }

        @Override
        public void execute(Runnable task) {
            if (steps == Steps.END_AT_ONCE) {
                run(task);
            } else {
                later.add(task);
            }
        }

        private void run(Runnable task) {
            try {
                pool.submit(task).get(2, TimeUnit.MINUTES);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        void runAll() {
            for (Runnable task = later.poll(); task != null; task = later.poll()) {
                run(task);
            }
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }

    /** A store may keep its caller waiting, and neither who searches nor who brings the answer of a login may wait. */
    @ParameterizedTest
    @MethodSource("searches")
    void theStoreIsOnlyUsedByThreadsThatMayWait(Steps steps, Login login) {
        List<String> right = new CopyOnWriteArrayList<>();
        List<String> wrong = new CopyOnWriteArrayList<>();
        Optional<AccessToken> kept = login == Login.NOT_NEEDED ? Optional.of(FRESH) : Optional.empty();
        TokenStore store = seen(
                TokenStore.class,
                account ->
                        seen(TokenStore.Claim.class, new KeptToken(kept, login != Login.NOT_PERMITTED), right, wrong),
                right,
                wrong);
        CompletableFuture<AccessToken> answer = new CompletableFuture<>();
        Runnable bring = () -> {
            if (login.name().startsWith("NOT_SENT")) {
                answer.completeExceptionally(new Pan123UnreachableException(Api.ACCESS_TOKEN, "no way", null));
            } else {
                answer.complete(FRESH);
            }
        };
        boolean later = login.name().endsWith("LATER");
        if (!later) {
            bring.run();
        }
        try (StoreThreads threads = new StoreThreads(steps)) {
            CompletableFuture<Optional<AccessToken>> found = new LoginTokenSource(
                            onSend -> answer, LostAnswers::lost, store, "account", threads)
                    .find(token -> true, permit);
            threads.runAll();
            if (later) {
                bring.run();
            }
            threads.runAll();
            assertThat(found).isDone();
        }
        assertThat(wrong).isEmpty();
        assertThat(right).contains("claim", "load", "close");
        assertThat(right.contains("permitLogin")).isEqualTo(login != Login.NOT_NEEDED);
        assertThat(right.contains("returnLogin")).isEqualTo(login.name().startsWith("NOT_SENT"));
        assertThat(right.contains("replace")).isEqualTo(login.name().startsWith("ANSWERED"));
    }

    private record KeptToken(Optional<AccessToken> kept, boolean permitLogin) implements TokenStore.Claim {
        @Override
        public Optional<AccessToken> load() {
            return kept;
        }

        @Override
        public void save(AccessToken token) {
            // kept by nobody
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private static <T> T seen(Class<T> type, T real, List<String> right, List<String> wrong) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    (StoreThreads.current() ? right : wrong).add(method.getName());
                    return method.invoke(real, arguments);
                }));
    }
}
