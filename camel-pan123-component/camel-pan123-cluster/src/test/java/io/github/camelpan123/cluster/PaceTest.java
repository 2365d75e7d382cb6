package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.ratelimit.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the limit, and however late calls go out within the slack, no period has too many. */
class PaceTest {

    static Stream<Rate> limits() {
        return Stream.concat(
                Stream.of(1, 2, 3, 5, 8, 10, 20, 50, 1000, 10_000).map(n -> new Rate(n, Duration.ofSeconds(1))),
                Stream.of("0.2", "0.3", "0.0001").map(text -> Rate.parse("test", text)));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void noPeriodHasMoreThanTheLimitHoweverLateTheCalls(Rate rate) {
        Pace pace = Node.pace(rate, 0);
        Random random = new Random(rate.hashCode());
        long slack = Node.SLACK.toNanos();
        for (int round = 0; round < 20; round++) {
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < 4 * rate.permits() + 10; i++) {
                // mostly at one of the ends, which is the worst
                double late = random.nextInt(4) == 0 ? random.nextDouble() : random.nextInt(2);
                times.add(i * pace.interval() + (long) (late * (slack - 1)));
            }
            assertThat(Judge.fullest(times, rate.period())).isLessThanOrEqualTo(rate.permits());
        }
    }

    @ParameterizedTest
    @MethodSource("limits")
    void asMuchIsUsedAsTheSlackLeaves(Rate rate) {
        Pace pace = Node.pace(rate, 0);
        double perPeriod = (double) rate.period().toNanos() / pace.interval();
        double left = (double) rate.period().toNanos()
                / rate.period().plus(Node.SLACK).toNanos();
        // a microsecond is the least
        assertThat(perPeriod / rate.permits()).isBetween(left * 0.99, left * 1.0001);
        assertThat(left).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void anOperationTakesForMoreThanOneCallOnlyIfTheyAreCloseTogether(Rate rate) {
        Pace pace = Node.pace(rate, 4);
        assertThat(pace.batch()).isPositive();
        assertThat(pace.batch() == 1
                        || pace.batch() * pace.interval()
                                <= Duration.ofMillis(25).toNanos())
                .isTrue();
        assertThat(pace.horizon(0)).isEqualTo(6 * pace.batch() * pace.interval());
        assertThat(Pace.of(rate, Node.settings(0, OnStoreLost.wait, 3)).most()).isEqualTo(3 * pace.batch());
        // whatever the weight, one operation leaves room for another node's
        assertThat(pace.within(pace.horizon(0), 1000 * pace.batch())).isEqualTo(6 * pace.batch() - 1);
    }
}
