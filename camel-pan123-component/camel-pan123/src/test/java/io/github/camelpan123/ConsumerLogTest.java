package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.fixtures.LoggedEvents;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What consumers log when something fails again and again. */
class ConsumerLogTest {

    private SimulatedPlatform platform;
    /** Other tests log at the same time. */
    private final String mine = "mine-" + UUID.randomUUID();

    private LoggedEvents logged;

    private boolean isMine(LogEvent event) {
        Throwable thrown = event.getThrown();
        String text = event.getMessage().getFormattedMessage();
        while (thrown != null) {
            text += thrown;
            thrown = thrown.getCause();
        }
        return text.contains(mine) && event.getLevel().isMoreSpecificThan(Level.INFO);
    }

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        platform.simulator.drive().addFile("/in/a.txt", "a".getBytes(StandardCharsets.UTF_8));
        platform.simulator.drive().addFinishedTranscode("v.mp4", new byte[] {1}, "480p");
        logged = new LoggedEvents(this::isMine, LoggedEvents.ROOT);
    }

    @AfterEach
    void stop() {
        logged.close();
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"listFiles?path=/in&", "transcodeResult?"})
    void anExchangeThatFailsIsOneLineWithoutATrace(String consumer) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("pan123:" + consumer + "initialDelay=0&delay=600000").process(exchange -> {
                    throw new IllegalStateException(mine + "\nsecond line");
                });
            }
        });
        await().until(() -> !logged.events().isEmpty());
        platform.context.stop();
        assertThat(logged.events()).hasSize(1);
        assertThat(logged.events().get(0).getThrown()).isNull();
        assertThat(logged.events().get(0).getMessage().getFormattedMessage()).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"listFiles?path=/in&", "transcodeResult?"})
    void whatTheErrorHandlerHasLoggedIsNotLoggedAgain(String consumer) throws Exception {
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:" + consumer + "initialDelay=0&delay=600000").process(exchange -> {
                    throw new IllegalStateException(mine);
                });
            }
        });
        await().until(() -> !logged.events().isEmpty());
        platform.context.stop();
        assertThat(logged.events()).hasSize(1);
        assertThat(logged.events().get(0).getLoggerName()).contains("errorhandler");
    }

    @Test
    void aPollThatFailsIsOneLineWithoutATrace() throws Exception {
        platform.simulator.faults().on("/api/v2/file/list").times(1).answer(1, mine);
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:listFiles?path=/in&initialDelay=0&delay=600000").to("mock:nothing");
            }
        });
        await().until(() -> !logged.events().isEmpty());
        platform.context.stop();
        assertThat(logged.events()).hasSize(1);
        assertThat(logged.events().get(0).getThrown()).isNull();
        assertThat(logged.events().get(0).getMessage().getFormattedMessage())
                .contains("Failed polling")
                .doesNotContain("\n");
    }
}
