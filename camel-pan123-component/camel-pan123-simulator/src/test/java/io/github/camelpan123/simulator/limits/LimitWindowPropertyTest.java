package io.github.camelpan123.simulator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.time.TimeSource;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * For arrivals at random times: what passes never makes a window fuller than the limit, and what is refused would have. The check is
 * done afterwards over all windows, by a method that shares nothing with the gate.
 */
class LimitWindowPropertyTest {
    private static final double[] RATES = {0.2, 0.5, 1, 2.5, 3, 5, 8, 10, 20};
    private static final int RUNS = 300;
    private static final int CALLS = 400;

    private static final class Hand implements TimeSource {
        private long nanos = Long.MIN_VALUE / 2;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long millis() {
            return nanos / 1_000_000;
        }
    }

    @Test
    void noWindowIsEverFullerThanTheLimitAndNoCallIsRefusedWithoutNeed() {
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(run);
            double rate = RATES[run % RATES.length];
            Limit limit = Limit.perSecond(rate);
            LimitTable table = new LimitTable(false, true, false);
            table.set("/x", limit);
            PathLimiter limiter = new PathLimiter(table, "/x");
            Hand hand = new Hand();
            List<Long> passed = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                hand.nanos += pause(random, limit);
                long now = hand.nanos;
                long inWindow = passed.stream()
                        .filter(at -> now - at < limit.periodNanos())
                        .count();
                boolean pass = limiter.pass(hand);
                assertThat(pass).as("run %d call %d", run, call).isEqualTo(inWindow < limit.calls());
                if (pass) {
                    passed.add(now);
                }
            }
            int fullest = fullest(passed, limit.periodNanos());
            assertThat(fullest).isLessThanOrEqualTo(limit.calls());
            assertThat(limiter.fullestWindow()).isEqualTo(fullest);
        }
    }

    /** Bursts, even spacing, exact multiples of the period and single nanoseconds around it. */
    private static long pause(Random random, Limit limit) {
        long even = limit.periodNanos() / limit.calls();
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> even;
            case 3 -> limit.periodNanos() - random.nextInt(2);
            case 4 -> (long) (random.nextDouble() * even);
            default -> (long) (random.nextDouble() * 2 * even);
        };
    }

    private static int fullest(List<Long> times, long period) {
        int fullest = 0;
        for (int first = 0; first < times.size(); first++) {
            int last = first;
            while (last < times.size() && times.get(last) - times.get(first) < period) {
                last++;
            }
            fullest = Math.max(fullest, last - first);
        }
        return fullest;
    }

    @Test
    void aBucketRefusesExactlyWhatItHasNoTokenFor() {
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(run);
            Limit limit = Limit.perSecond(RATES[run % RATES.length]);
            LimitTable table = new LimitTable(false, true, true);
            table.set("/x", limit);
            PathLimiter limiter = new PathLimiter(table, "/x");
            Hand hand = new Hand();
            BigDecimal size = BigDecimal.valueOf(limit.calls());
            BigDecimal tokens = size;
            for (int call = 0; call < CALLS; call++) {
                long pause = pause(random, limit);
                hand.nanos += pause;
                // Counted in tokens times the period, so that nothing has to be divided.
                BigDecimal flown = BigDecimal.valueOf(pause).multiply(size);
                tokens = tokens.multiply(BigDecimal.valueOf(limit.periodNanos()))
                        .add(call == 0 ? BigDecimal.ZERO : flown)
                        .divide(BigDecimal.valueOf(limit.periodNanos()), new MathContext(60))
                        .min(size);
                boolean pass = limiter.pass(hand);
                boolean full = tokens.compareTo(BigDecimal.ONE.subtract(new BigDecimal("1e-40"))) >= 0;
                assertThat(pass).as("run %d call %d", run, call).isEqualTo(full);
                if (pass) {
                    tokens = tokens.subtract(BigDecimal.ONE);
                }
            }
        }
    }

    @Test
    void aBucketNeverGivesMoreThanItsSizeAndWhatFlowsIn() {
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(run);
            Limit limit = Limit.perSecond(RATES[run % RATES.length]);
            LimitTable table = new LimitTable(false, true, true);
            table.set("/x", limit);
            PathLimiter limiter = new PathLimiter(table, "/x");
            Hand hand = new Hand();
            List<Long> passed = new ArrayList<>();
            for (int call = 0; call < CALLS; call++) {
                hand.nanos += pause(random, limit);
                if (limiter.pass(hand)) {
                    passed.add(hand.nanos);
                }
            }
            for (int first = 0; first < passed.size(); first++) {
                for (int last = first; last < passed.size(); last++) {
                    double flown =
                            (double) (passed.get(last) - passed.get(first)) * limit.calls() / limit.periodNanos();
                    assertThat(last - first + 1.0).isLessThanOrEqualTo(limit.calls() + flown + 1e-6);
                }
            }
        }
    }

    @Test
    void theNoticesTableInBothTiers() {
        LimitTable free = new LimitTable(false, true, false);
        LimitTable vip = new LimitTable(true, true, false);
        assertThat(free.of("/api/v1/file/list")).isEqualTo(new Limit(1, 5_000_000_000L));
        assertThat(vip.of("/api/v1/file/list")).isEqualTo(new Limit(10, 1_000_000_000L));
        assertThat(free.of("/upload/v1/file/mkdir").calls()).isEqualTo(5);
        assertThat(vip.of("/upload/v1/file/mkdir").calls()).isEqualTo(20);
        assertThat(free.of("/upload/v2/file/create")).isSameAs(Limit.NONE);
        assertThat(Limit.perSecond(2.5)).isEqualTo(new Limit(5, 2_000_000_000L));
    }
}
