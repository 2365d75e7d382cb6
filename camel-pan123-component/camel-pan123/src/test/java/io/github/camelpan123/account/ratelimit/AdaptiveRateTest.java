package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveRateTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void goesDownToWhatThePlatformTookAndUpAgainWithinNinetySeconds() {
        AdaptiveRate pace = new AdaptiveRate(new Rate(20, Duration.ofSeconds(1)));
        pace.refused(0, 12);
        assertThat(pace.rate(0).permits()).isEqualTo(12);
        assertThat(pace.rate(14 * SECOND).permits()).isEqualTo(12);
        int permits = 0;
        for (int second = 15; second <= 90; second++) {
            permits = pace.rate(second * SECOND).permits();
        }
        assertThat(permits).isEqualTo(20);
    }

    @Test
    void oneStrayRefusalHalvesAtMostAndABurstOfThemCountsOnce() {
        AdaptiveRate pace = new AdaptiveRate(new Rate(20, Duration.ofSeconds(1)));
        pace.refused(0, 1);
        pace.refused(SECOND / 10, 1);
        pace.refused(SECOND / 5, 1);
        assertThat(pace.rate(SECOND / 5).permits()).isEqualTo(10);
    }

    @Test
    void slowQueuesOnlyPause() {
        AdaptiveRate pace = new AdaptiveRate(new Rate(3, Duration.ofSeconds(1)));
        pace.refused(0, 1);
        assertThat(pace.rate(0).permits()).isEqualTo(3);
    }
}
