package io.github.camelpan123.account.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123CredentialsException;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.api.Pan123TokenException;
import io.github.camelpan123.api.Pan123WaitExceededException;
import io.github.camelpan123.fixtures.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which token when, on a clock of its own. */
class TokenManagerTest {

    private static final Duration MONTH = Duration.ofDays(30);

    private final VirtualTime time = new VirtualTime();
    private final List<CompletableFuture<Optional<AccessToken>>> logIns = new ArrayList<>();
    private AccessToken left;
    private final TokenManager tokens = manager(Duration.ZERO);

    private TokenManager manager(Duration maxWait) {
        return new TokenManager(this::find, maxWait, time, time, time.clock(), time::nanos);
    }

    private CompletableFuture<Optional<AccessToken>> find(Predicate<AccessToken> usable, LoginPermit permit) {
        if (left != null && usable.test(left)) {
            return CompletableFuture.completedFuture(Optional.of(left));
        }
        if (!permit.take()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<AccessToken>> logIn = new CompletableFuture<>();
        logIns.add(logIn);
        return logIn.whenComplete((token, failure) -> {
            if (failure != null) {
                permit.giveBack();
            }
        });
    }

    private AccessToken token(String value, Duration life) {
        return new AccessToken(value, time.clock().instant().plus(life));
    }

    private void logIn(int number, String value) {
        logIns.get(number).complete(Optional.of(token(value, MONTH)));
    }

    private CompletableFuture<Void> await() {
        return tokens.await(null, Api.USER_INFO, time.nanos());
    }

    private String held() {
        return tokens.use().token() == null ? null : tokens.use().token().value();
    }

    private static <E extends Pan123Exception> E refusal(Class<E> type) {
        String answer = "{\"code\":401,\"message\":\"no\",\"data\":null,\"x-traceID\":\"\"}";
        var call = type == Pan123TokenException.class ? AccountCalls.userInfo() : AccountCalls.accessToken("a", "b");
        return catchThrowableOfType(
                type, () -> call.read(new ObjectMapper(), 200, answer.getBytes(StandardCharsets.UTF_8)));
    }

    /** A call and its repetition. */
    private void refusedTwice() {
        for (int i = 0; i < 2; i++) {
            tokens.refused(tokens.use(), refusal(Pan123TokenException.class));
        }
    }

    private void logInAndUse(int number, String value) {
        CompletableFuture<Void> waiting = await();
        logIn(number, value);
        assertThat(waiting).isCompleted();
        tokens.accepted(tokens.use());
    }

    @Test
    void manyWaitForOneLogIn() {
        List<CompletableFuture<Void>> all =
                IntStream.range(0, 64).mapToObj(i -> await()).toList();
        assertThat(logIns).hasSize(1);
        assertThat(all).noneMatch(CompletableFuture::isDone);
        logIn(0, "a");
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(held()).isEqualTo("a");
        assertThat(await()).isCompleted();
        assertThat(logIns).hasSize(1);
    }

    @Test
    void expiredAtDecidesAndWhoComesInTheLastMinutesUsesTheTokenThereIs() {
        logInAndUse(0, "a");
        time.pass(MONTH.minus(Duration.ofMinutes(11)));
        assertThat(await()).isCompleted();
        assertThat(logIns).hasSize(1);
        time.pass(Duration.ofMinutes(7));
        assertThat(await()).isCompleted();
        assertThat(await()).isCompleted();
        assertThat(logIns).hasSize(2);
        assertThat(held()).isEqualTo("a");
        time.pass(Duration.ofMinutes(5));
        CompletableFuture<Void> late = await();
        assertThat(late).isNotDone();
        logIn(1, "b");
        assertThat(late).isCompleted();
        assertThat(held()).isEqualTo("b");
    }

    /** Clocks that agree must not bring all who share an account to log in at the same second. */
    @Test
    void notAllReplaceTheirTokenAtTheSameMoment() {
        int holders = 60;
        List<TokenManager> all = IntStream.range(0, holders)
                .mapToObj(i -> manager(Duration.ZERO))
                .toList();
        all.forEach(holder -> holder.await(null, Api.USER_INFO, time.nanos()));
        IntStream.range(0, holders).forEach(i -> logIn(i, "a"));
        time.pass(MONTH.minus(Duration.ofSeconds(450)));
        all.forEach(holder -> holder.await(null, Api.USER_INFO, time.nanos()));
        assertThat(logIns.size() - holders).isBetween(1, holders - 1);
    }

    @Test
    void aStrayRefusalCostsNoToken() {
        logInAndUse(0, "a");
        for (int i = 0; i < 100; i++) {
            tokens.refused(tokens.use(), refusal(Pan123TokenException.class));
            assertThat(await()).isCompleted();
            tokens.accepted(tokens.use());
        }
        assertThat(held()).isEqualTo("a");
        assertThat(logIns).hasSize(1);
    }

    @Test
    void refusalsOfCallsThatWereUnderWayTogetherAreOne() {
        logInAndUse(0, "a");
        TokenUse before = tokens.use();
        for (int i = 0; i < 64; i++) {
            tokens.refused(before, refusal(Pan123TokenException.class));
        }
        assertThat(held()).isEqualTo("a");
        // an answer to what was sent before the first refusal does not take it back
        tokens.accepted(before);
        tokens.refused(tokens.use(), refusal(Pan123TokenException.class));
        assertThat(held()).isNull();
    }

    @Test
    void aLateRefusalOfATokenThatIsReplacedAlreadyChangesNothing() {
        logInAndUse(0, "a");
        TokenUse first = tokens.use();
        refusedTwice();
        logInAndUse(1, "b");
        for (int i = 0; i < 3; i++) {
            tokens.refused(first, refusal(Pan123TokenException.class));
        }
        assertThat(held()).isEqualTo("b");
    }

    @Test
    void aDeadTokenLeadsToTheStoreBeforeAnyLogIn() {
        logInAndUse(0, "mine");
        left = token("of-another-jvm", MONTH);
        refusedTwice();
        assertThat(await()).isCompleted();
        assertThat(held()).isEqualTo("of-another-jvm");
        assertThat(logIns).hasSize(1);
    }

    @Test
    void threeTokensCanBeLostAtOnceAndTheNextOneIsWaitedFor() {
        for (int i = 0; i < 3; i++) {
            logInAndUse(i, "t" + i);
            refusedTwice();
        }
        CompletableFuture<Void> waiting = await();
        assertThat(logIns).hasSize(3);
        time.pass(Duration.ofSeconds(19));
        assertThat(logIns).hasSize(3);
        assertThat(waiting).isNotDone();
        time.pass(Duration.ofSeconds(1));
        assertThat(logIns).hasSize(4);
        logIn(3, "t3");
        assertThat(waiting).isCompleted();
    }

    private CompletableFuture<Void> waitForBudget() {
        for (int i = 0; i < 3; i++) {
            logInAndUse(i, "t" + i);
            refusedTwice();
        }
        return await();
    }

    @Test
    void whatAnotherJvmLeavesEndsTheWaitingSoon() {
        CompletableFuture<Void> waiting = waitForBudget();
        left = token("of-another-jvm", MONTH);
        time.pass(Duration.ofSeconds(2));
        assertThat(waiting).isCompleted();
        assertThat(logIns).hasSize(3);
    }

    @Test
    void nobodyLogsInForCallsThatHaveEnded() {
        Object owner = new Object();
        waitForBudget();
        tokens.abandon(null);
        CompletableFuture<Void> mine = tokens.await(owner, Api.USER_INFO, time.nanos());
        tokens.abandon(owner);
        assertThat(mine).isCompletedExceptionally();
        time.pass(Duration.ofMinutes(2));
        assertThat(logIns).hasSize(3);
        assertThat(await()).isNotDone();
        assertThat(logIns).hasSize(4);
    }

    @Test
    void closingEndsAllWaiting() {
        CompletableFuture<Void> waiting = waitForBudget();
        tokens.close();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(catchThrowableOfType(java.util.concurrent.CompletionException.class, () -> await().join()))
                .hasCauseInstanceOf(Pan123ShutdownException.class);
        time.pass(Duration.ofMinutes(2));
        assertThat(logIns).hasSize(3);
        assertThat(time.quiet()).isTrue();
    }

    /** Whatever keeps the token away: a login that is not answered, or a store that is locked by somebody else. */
    @Test
    void waitingForATokenEndsInTime() {
        TokenManager bounded = manager(Duration.ofSeconds(5));
        CompletableFuture<Void> first = bounded.await(null, Api.USER_INFO, time.nanos());
        time.pass(Duration.ofSeconds(3));
        CompletableFuture<Void> second = bounded.await(null, Api.USER_INFO, time.nanos());
        time.pass(Duration.ofMillis(1900));
        assertThat(first).isNotDone();
        time.pass(Duration.ofMillis(200));
        assertThat(first).isCompletedExceptionally();
        assertThat(second).isNotDone();
        logIn(0, "a");
        assertThat(second).isCompleted();
        assertThat(first.handle((done, failure) -> failure).join()).isInstanceOf(Pan123WaitExceededException.class);
    }

    @Test
    void aPauseThatIsLongerThanTheBoundIsNotWaitedFor() {
        TokenManager bounded = manager(Duration.ofSeconds(5));
        for (int i = 0; i < 3; i++) {
            bounded.await(null, Api.USER_INFO, time.nanos());
            logIn(i, "t" + i);
            bounded.accepted(bounded.use());
            bounded.refused(bounded.use(), refusal(Pan123TokenException.class));
            bounded.refused(bounded.use(), refusal(Pan123TokenException.class));
        }
        bounded.await(null, Api.USER_INFO, time.nanos());
        CompletableFuture<Void> second = bounded.await(null, Api.USER_INFO, time.nanos());
        assertThat(second.handle((done, failure) -> failure))
                .isCompletedWithValueMatching(failure -> failure instanceof Pan123WaitExceededException late
                        && late.getExpectedWait().equals(Duration.ofSeconds(20)));
    }

    @Test
    void wrongCredentialsFailEveryCallerAtOnceAndAreTriedOnceAMinute() {
        CompletableFuture<Void> first = await();
        CompletableFuture<Void> second = await();
        logIns.get(0).completeExceptionally(refusal(Pan123CredentialsException.class));
        assertThat(List.of(first, second)).allMatch(CompletableFuture::isCompletedExceptionally);
        for (int i = 0; i < 60; i++) {
            assertThat(await()).isCompletedExceptionally();
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(logIns).hasSize(1);
        CompletableFuture<Void> later = await();
        assertThat(logIns).hasSize(2);
        logIn(1, "a");
        assertThat(later).isCompleted();
    }

    /** Then more of them would only push out the tokens of others. */
    @Test
    void tokensThatAreNeverAcceptedAreNotAskedForAgainAndAgain() {
        logInAndUse(0, "a");
        refusedTwice();
        for (int i = 1; i < 3; i++) {
            await();
            logIn(i, "t" + i);
            refusedTwice();
        }
        for (int i = 0; i < 60; i++) {
            assertThat(await().handle((done, failure) -> failure))
                    .isCompletedWithValueMatching(Pan123TokenException.class::isInstance);
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(logIns).hasSize(3);
        await();
        assertThat(logIns).hasSize(4);
        logIn(3, "t3");
        refusedTwice();
        assertThat(await()).isCompletedExceptionally();
        time.pass(Duration.ofMinutes(1));
        logInAndUse(4, "t4");
        refusedTwice();
        assertThat(await()).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 50})
    void anUnreachablePlatformIsAskedAgainAtOnce(int times) {
        for (int i = 0; i < times; i++) {
            CompletableFuture<Void> waiting = await();
            logIns.get(i).completeExceptionally(new Pan123Exception(null, "no way there", true, null));
            assertThat(waiting).isCompletedExceptionally();
        }
        assertThat(logIns).hasSize(times);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whateverASourceDoesNobodyWaitsForEver(boolean error) {
        for (Function<Throwable, CompletableFuture<Optional<AccessToken>>> way :
                List.<Function<Throwable, CompletableFuture<Optional<AccessToken>>>>of(
                        CompletableFuture::failedFuture, failure -> null, TokenManagerTest::thrown)) {
            Throwable failure = error ? new AssertionError("no") : new IllegalStateException("no");
            TokenManager broken = new TokenManager(
                    (usable, permit) -> way.apply(failure), Duration.ZERO, time, time, time.clock(), time::nanos);
            for (int i = 0; i < 2; i++) {
                assertThat(broken.await(null, Api.USER_INFO, time.nanos())).isCompletedExceptionally();
            }
        }
    }

    private static CompletableFuture<Optional<AccessToken>> thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void whoCameFirstGoesOnFirst() {
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(i -> await().thenRun(() -> order.add(i)));
        logIn(0, "a");
        assertThat(order).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    }

    @Test
    void whoLostItsTokenGoesOnBeforeThoseThatWereMadeLater() {
        List<String> order = new ArrayList<>();
        long early = time.nanos();
        time.pass(Duration.ofMillis(1));
        await().thenRun(() -> order.add("later"));
        tokens.await(null, Api.USER_INFO, early).thenRun(() -> order.add("earlier"));
        logIn(0, "a");
        assertThat(order).containsExactly("earlier", "later");
    }

    @Test
    void whoComesWhileOthersAreToldDoesNotOvertake() {
        List<String> order = new ArrayList<>();
        await().thenRun(() -> {
            order.add("first");
            await().thenRun(() -> order.add("late"));
        });
        await().thenRun(() -> order.add("second"));
        logIn(0, "a");
        assertThat(order).containsExactly("first", "second", "late");
    }

    @Test
    void whoComesAfterAFailedLogInWaitsForTheNextOne() {
        List<CompletableFuture<Void>> late = new ArrayList<>();
        await().whenComplete((token, failure) -> late.add(await()));
        logIns.get(0).completeExceptionally(new IllegalStateException("no"));
        assertThat(late.get(0)).isNotDone();
        logIn(1, "a");
        assertThat(late.get(0)).isCompleted();
    }
}
