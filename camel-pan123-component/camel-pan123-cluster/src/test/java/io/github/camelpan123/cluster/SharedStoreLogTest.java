package io.github.camelpan123.cluster;

import static io.github.camelpan123.cluster.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.cluster.MemoryEngine.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.SubstituteLoggerFactory;

/** What the log says of an engine that does not answer. */
class SharedStoreLogTest {

    private static final String NAME = "The engine of this one test";

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
        // what is logged while other tests begin to log is lost
        await().until(() -> !(LoggerFactory.getILoggerFactory() instanceof SubstituteLoggerFactory));
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Configurator.setLevel(SharedStore.class.getName(), Level.INFO);
        Appender appender = new Appender();
        appender.start();
        context.getConfiguration().getRootLogger().addAppender(appender, null, null);
        MemoryEngine engine = new MemoryEngine();
        try (SharedStore store = new SharedStore(engine, NAME, Duration.ofMillis(100))) {
            for (int i = 0; i < 10; i++) {
                engine.state = i % 2 == 0 ? State.FAILS : State.WORKS;
                store.ask(one -> one.read("key")).exceptionally(failure -> null).join();
            }
            assertThat(store.lost()).isFalse();
            await().until(() -> lines.size() > 1);
            assertThat(lines).hasSize(2).noneMatch(line -> line.contains("pass-word"));
            assertThat(lines.get(0)).startsWith("WARN").contains("limited calls wait", "IllegalStateException");
            assertThat(lines.get(1)).startsWith("INFO").contains("answers again");
        } finally {
            context.getConfiguration().getRootLogger().removeAppender("lines");
            appender.stop();
            Configurator.setLevel(SharedStore.class.getName(), (Level) null);
        }
    }
}
