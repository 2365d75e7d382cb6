package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.cluster.MemoryEngine.State;
import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of an engine that does not answer. */
class SharedEngineLogTest {

    private static final String NAME = "The engine of this one test";

    /** Created before the logger of the store. */
    private static final Logger PROBE = LoggerFactory.getLogger(NAME);

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private final class Appender extends AbstractAppender {
        Appender() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            String line = event.getLevel() + " " + event.getMessage().getFormattedMessage();
            if (line.contains(NAME) && event.getLevel().isMoreSpecificThan(Level.INFO)) {
                lines.add(line);
            }
        }
    }

    @Test
    void anEngineThatAnswersNowAndThenIsReportedOnceAndItsAddressNever() {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Appender appender = new Appender();
        // while other tests begin to log, the configuration is replaced, which also stops its appenders
        await().until(() -> {
            appender.start();
            LoggerConfig root = context.getConfiguration().getRootLogger();
            if (!root.getAppenders().containsKey(appender.getName())) {
                root.addAppender(appender, null, null);
            }
            PROBE.warn(NAME);
            return !lines.isEmpty();
        });
        lines.clear();
        Configurator.setLevel(SharedEngine.class.getName(), Level.INFO);
        VirtualTime time = new VirtualTime();
        MemoryEngine engine = new MemoryEngine(time::nanos);
        try (SharedEngine store =
                new SharedEngine(engine, NAME, Duration.ofMillis(100), time.timer(() -> 0), time::nanos)) {
            for (int i = 0; i < 10; i++) {
                engine.state = i % 2 == 0 ? State.FAILS : State.WORKS;
                store.ask(one -> one.read("key"));
                time.pass(Duration.ofMillis(1));
            }
            assertThat(store.lost()).isFalse();
            assertThat(lines).hasSize(1);
            time.pass(Duration.ofSeconds(4));
            assertThat(lines).hasSize(1);
            time.pass(Duration.ofMinutes(10));
            assertThat(lines).hasSize(2).noneMatch(line -> line.contains("pass-word"));
            assertThat(lines.get(0)).startsWith("WARN").contains("limited calls wait", "IllegalStateException");
            assertThat(lines.get(1)).startsWith("INFO").contains("answers again");
        } finally {
            context.getConfiguration().getRootLogger().removeAppender("lines");
            appender.stop();
            Configurator.setLevel(SharedEngine.class.getName(), (Level) null);
        }
    }
}
