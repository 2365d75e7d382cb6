package io.github.camelpan123.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.account.auth.LoginPermit;
import io.github.camelpan123.account.auth.TokenManager;
import io.github.camelpan123.account.ratelimit.Permit;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.account.ratelimit.RateLimitedQueue;
import io.github.camelpan123.account.ratelimit.WaitBounds;
import io.github.camelpan123.account.ratelimit.Workers;
import io.github.camelpan123.api.AccessToken;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.UserInfo;
import io.github.camelpan123.fixtures.VirtualTime;
import io.github.camelpan123.support.Futures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that never stop calling, while somebody else pushes out every token each ten seconds, on a clock of its own.
 * Queue, logins and repetitions are those of an account.
 */
class EvictionsTest {

    private static final Duration EACH = Duration.ofSeconds(10);
    private static final Duration LENGTH = Duration.ofMinutes(2);
    private static final Duration IN_TIME = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofMillis(40);

    private final VirtualTime time = new VirtualTime();
    private final long end = time.nanos() + LENGTH.toNanos();
    private final TokenManager tokens =
            new TokenManager(this::find, Duration.ZERO, time, time, time.clock(), time::nanos);
    private final List<Duration> succeeded = new ArrayList<>();
    private final List<Throwable> failed = new ArrayList<>();
    private int logIns;
    private String live = "";
    private int strays;

    private CompletableFuture<Optional<AccessToken>> find(Predicate<AccessToken> usable, LoginPermit permit) {
        if (!permit.take()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<AccessToken>> logIn = new CompletableFuture<>();
        time.schedule(
                () -> {
                    live = "t" + ++logIns;
                    logIn.complete(Optional.of(new AccessToken(live, Instant.MAX)));
                },
                ANSWER.toNanos(),
                TimeUnit.NANOSECONDS);
        return logIn;
    }

    private void evict() {
        live = "";
        time.schedule(this::evict, EACH.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stray() {
        strays = 1;
    }

    private UserInfo answer(AccessToken token) {
        boolean refused = !token.value().equals(live) || strays-- > 0;
        String text = refused
                ? "{\"code\":401,\"message\":\"tokens number has exceeded the limit\",\"data\":null,\"x-traceID\":\"\"}"
                : "{\"code\":0,\"message\":\"ok\",\"data\":{\"uid\":1,\"vip\":false},\"x-traceID\":\"\"}";
        return AccountCalls.userInfo().read(new ObjectMapper(), 200, text.getBytes(StandardCharsets.UTF_8));
    }

    private void call(RateLimitedQueue queue) {
        long since = time.nanos();
        if (since >= end) {
            return;
        }
        TokenRetry retry = new TokenRetry(tokens, null, Api.USER_INFO, since);
        retry.whenTokenIsThere(() -> {
                    QueuedApiCall<UserInfo> queued =
                            new QueuedApiCall<>(null, since, AccountCalls::userInfo, (call, onSend) -> {
                                onSend.run();
                                return retry.send(this::answer);
                            });
                    queue.submit(queued);
                    return queued.answer();
                })
                .whenComplete((info, failure) -> {
                    if (failure == null) {
                        succeeded.add(Duration.ofNanos(time.nanos() - since));
                    } else {
                        failed.add(Futures.unwrap(failure));
                    }
                    time.schedule(() -> call(queue), ANSWER.toNanos(), TimeUnit.NANOSECONDS);
                });
    }

    private void run(int perSecond, int callers) {
        RateLimitedQueue queue = new RateLimitedQueue(
                Api.USER_INFO,
                new Rate(perSecond, Duration.ofSeconds(1)),
                new Workers(time).share(),
                time,
                time,
                new WaitBounds(Duration.ZERO, 0),
                time::nanos,
                rate -> most -> CompletableFuture.completedFuture(Optional.of(Permit.LASTING)));
        for (int i = 0; i < callers; i++) {
            call(queue);
        }
        time.pass(LENGTH.plus(LENGTH));
    }

    /**
     * Wherever the evictions fall between two logins. More callers than a second has calls for would have to wait for
     * several logins when each token is lost right after its own.
     */
    static Stream<Arguments> cases() {
        return Stream.of(1, 3, 5)
                .flatMap(callers -> Stream.of(5, 10).flatMap(perSecond -> Stream.of(50, 500, 2500, 5000, 7500, 9990)
                        .map(first -> Arguments.of(perSecond, callers, Duration.ofMillis(first)))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anEvictionIsAPauseAndNoFailure(int perSecond, int callers, Duration first) {
        time.schedule(this::evict, first.toNanos(), TimeUnit.NANOSECONDS);
        run(perSecond, callers);
        assertThat(failed).isEmpty();
        long inTime =
                succeeded.stream().filter(wait -> wait.compareTo(IN_TIME) <= 0).count();
        assertThat((double) inTime / succeeded.size()).isGreaterThanOrEqualTo(0.95);
        // three, and one each twenty seconds, for as long as there was somebody to log in for
        assertThat(logIns).isBetween(6, 3 + (int) LENGTH.toSeconds() / 20 + 2);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void straysCostARetryEach(int perSecond, int callers, Duration first) {
        for (int i = 0; i < 5; i++) {
            time.schedule(this::stray, first.toNanos() + i * EACH.toNanos(), TimeUnit.NANOSECONDS);
        }
        run(perSecond, callers);
        assertThat(failed).isEmpty();
        assertThat(logIns).isOne();
    }
}
