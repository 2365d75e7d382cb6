package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.TotalRequestsThrottler;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleGateTest {

    private static final String CAMEL = "org.apache.camel";

    private final CamelContext context = new DefaultCamelContext(false);

    private ThrottleGate gate(int permits, Duration period) {
        return new ThrottleGate(new Rate(permits, period), () -> context);
    }

    @Test
    void letsAsManyThroughAsThePeriodHasAndNeverBlocks() {
        ThrottleGate gate = gate(3, Duration.ofMinutes(5));
        assertThat(gate.tryAcquire()).isTrue();
        assertThat(gate.tryAcquire()).isTrue();
        assertThat(gate.tryAcquire()).isTrue();
        assertThat(gate.tryAcquire()).isFalse();
        assertThat(gate.tryAcquire()).isFalse();
    }

    @Test
    void opensAgainAfterThePeriod() {
        ThrottleGate gate = gate(1, Duration.ofMillis(20));
        assertThat(gate.tryAcquire()).isTrue();
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(gate::tryAcquire);
    }

    /** The throttler's log lines ask the exchange for its id, and the exchange asks its context. */
    @ParameterizedTest
    @ValueSource(strings = {"WARN", "DEBUG", "TRACE"})
    void theAnswersAreTheSameAtEachLevelOfLogging(String level) {
        Configurator.setLevel(CAMEL, Level.valueOf(level));
        try {
            letsAsManyThroughAsThePeriodHasAndNeverBlocks();
        } finally {
            Configurator.setLevel(CAMEL, (Level) null);
        }
    }

    @Test
    void aThrottlerThatDoesNotRunIsNoRefusal() throws Exception {
        ThrottleGate gate = gate(3, Duration.ofMinutes(5));
        Field throttler = ThrottleGate.class.getDeclaredField("throttler");
        throttler.setAccessible(true);
        ((TotalRequestsThrottler) throttler.get(gate)).stop();
        assertThatThrownBy(gate::tryAcquire).isInstanceOf(RejectedExecutionException.class);
    }
}
