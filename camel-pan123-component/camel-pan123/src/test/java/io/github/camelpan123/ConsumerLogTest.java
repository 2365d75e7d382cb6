package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What consumers log when something fails again and again. */
class ConsumerLogTest {

    private SimulatedPlatform platform;
    private final Queue<LogEvent> events = new ConcurrentLinkedQueue<>();
    /** Other tests log at the same time. */
    private final String mine = "mine-" + UUID.randomUUID();

    private final AbstractAppender appender = new AbstractAppender(mine, null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            Throwable thrown = event.getThrown();
            String text = event.getMessage().getFormattedMessage();
            while (thrown != null) {
                text += thrown;
                thrown = thrown.getCause();
            }
            if (text.contains(mine) && event.getLevel().isMoreSpecificThan(Level.INFO)) {
                events.add(event.toImmutable());
            }
        }
    };

    private final Logger root = (Logger) LogManager.getRootLogger();

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        platform.simulator.drive().addFile("/in/a.txt", "a".getBytes(StandardCharsets.UTF_8));
        platform.simulator.drive().addFinishedTranscode("v.mp4", new byte[] {1}, "480p");
        appender.start();
        root.addAppender(appender);
    }

    @AfterEach
    void stop() {
        root.removeAppender(appender);
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
        await().until(() -> !events.isEmpty());
        platform.context.stop();
        assertThat(events).hasSize(1);
        assertThat(events.peek().getThrown()).isNull();
        assertThat(events.peek().getMessage().getFormattedMessage()).doesNotContain("\n");
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
        await().until(() -> !events.isEmpty());
        platform.context.stop();
        assertThat(List.copyOf(events)).hasSize(1);
        assertThat(events.peek().getLoggerName()).contains("errorhandler");
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
        await().until(() -> !events.isEmpty());
        platform.context.stop();
        assertThat(events).hasSize(1);
        assertThat(events.peek().getThrown()).isNull();
        assertThat(events.peek().getMessage().getFormattedMessage())
                .contains("Failed polling")
                .doesNotContain("\n");
    }
}
