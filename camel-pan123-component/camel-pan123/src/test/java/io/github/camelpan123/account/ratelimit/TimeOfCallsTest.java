package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.fixtures.UnownedCall;
import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The estimated time of a number of calls is the time that a queue needs for them. */
class TimeOfCallsTest {

    private static final double ERROR = 0.02;

    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicLong last = new AtomicLong();

    private record Case(long seed, Rate rate, int calls) {}

    static Stream<Case> cases() {
        return LongStream.generate(new Random()::nextLong).limit(100).mapToObj(seed -> {
            Random random = new Random(seed);
            Rate rate = random.nextBoolean()
                    ? new Rate(1 + random.nextInt(20), Duration.ofSeconds(1))
                    : new Rate(1, Duration.ofMillis(1500 + random.nextInt(5000)));
            return new Case(seed, rate, 1 + random.nextInt(500));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isThatOfAQueue(Case one) {
        RateLimitedQueue queue = new RateLimitedQueue(
                Api.USER_INFO,
                one.rate(),
                new Workers(time).share(),
                time,
                time,
                new WaitBounds(Duration.ZERO, 0),
                time::nanos,
                rate -> most -> CompletableFuture.completedFuture(Optional.of(Permit.LASTING)));
        long begin = time.nanos();
        for (int i = 0; i < one.calls(); i++) {
            queue.submit(new Counted());
        }
        Duration estimated = one.rate().timeOf(one.calls(), Duration.ZERO);
        time.pass(estimated.multipliedBy(2).plusSeconds(1));
        assertThat(sent).hasValue(one.calls());
        double seconds = (last.get() - begin) / 1e9;
        assertThat(estimated.toNanos() / 1e9).isBetween(seconds * (1 - ERROR) - 0.001, seconds * (1 + ERROR) + 0.001);
    }

    private final class Counted extends UnownedCall {

        Counted() {
            super(time.nanos());
        }

        @Override
        public Pan123Exception send(Runnable onSend) {
            onSend.run();
            sent.incrementAndGet();
            last.set(time.nanos());
            return null;
        }
    }
}
