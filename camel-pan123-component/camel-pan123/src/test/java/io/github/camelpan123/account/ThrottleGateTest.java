package io.github.camelpan123.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ThrottleGateTest {

    @Test
    void letsAsManyThroughAsThePeriodHasAndNeverBlocks() {
        ThrottleGate gate = new ThrottleGate(new Rate(3, Duration.ofMinutes(5)));
        assertThat(gate.tryAcquire()).isTrue();
        assertThat(gate.tryAcquire()).isTrue();
        assertThat(gate.tryAcquire()).isTrue();
        assertThat(gate.tryAcquire()).isFalse();
        assertThat(gate.tryAcquire()).isFalse();
    }

    @Test
    void opensAgainAfterThePeriod() {
        ThrottleGate gate = new ThrottleGate(new Rate(1, Duration.ofMillis(20)));
        assertThat(gate.tryAcquire()).isTrue();
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(gate::tryAcquire);
    }
}
