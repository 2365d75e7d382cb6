package io.github.camelpan123.account.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.fixtures.LoggedEvents;
import io.github.camelpan123.fixtures.UnownedCall;
import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a queue logs when another program takes a part of its limit, on a clock of its own. */
@Isolated("it reads the log of the queues of the whole JVM")
class ThrottlingLogTest {

    private static final String NAME = RateLimitedQueue.class.getName();

    private final VirtualTime time = new VirtualTime();
    private LoggedEvents logged;
    private int toRefuse;

    @BeforeEach
    void listen() {
        Configurator.setLevel(NAME, Level.INFO);
        logged = new LoggedEvents(event -> true, NAME);
    }

    @AfterEach
    void stopListening() {
        logged.close();
        Configurator.setLevel(NAME, (Level) null);
    }

    private final class Call extends UnownedCall {

        Call() {
            super(time.nanos());
        }

        @Override
        public Pan123Exception send(Runnable onSend) {
            onSend.run();
            return toRefuse-- > 0 ? RateLimitedQueueTest.refusal() : null;
        }
    }

    /** A small queue only pauses, and a large one becomes slower and faster again. */
    @ParameterizedTest
    @ValueSource(ints = {2, 20})
    void refusalsAreOneLineAndSoIsTheirEnd(int permits) {
        RateLimitedQueue queue = new RateLimitedQueue(
                Api.USER_INFO,
                new Rate(permits, Duration.ofSeconds(1)),
                new Workers(time).share(),
                time,
                time,
                new WaitBounds(Duration.ZERO, 0),
                time::nanos,
                rate -> most -> CompletableFuture.completedFuture(Optional.of(Permit.LASTING)));
        for (int second = 0; second < 300; second++) {
            if (second == 10 || second == 20) {
                toRefuse = 3;
            }
            for (int i = 0; i < permits; i++) {
                queue.submit(new Call());
            }
            time.pass(Duration.ofSeconds(1));
            if (second < 50) {
                assertThat(logged.lines()).hasSize(second < 10 ? 0 : 1);
            }
        }
        assertThat(logged.lines()).hasSize(2);
        assertThat(logged.lines().get(0)).startsWith("INFO The platform refuses /api/v1/user/info as too frequent");
        assertThat(logged.lines().get(1)).startsWith("INFO The platform has accepted /api/v1/user/info at its limit");
        assertThat(queue.figures().permitsNow()).isEqualTo(permits);
    }
}
