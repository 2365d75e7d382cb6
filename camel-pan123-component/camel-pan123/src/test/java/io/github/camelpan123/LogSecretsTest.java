package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.fixtures.LoggedEvents;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Whose log shows secrets: not the component's, at no level. The page warns of those that do. */
@Isolated("it changes the levels of loggers of the whole JVM")
class LogSecretsTest {

    private static final Pattern TOKEN = Pattern.compile("Authorization: Bearer ([\\w.-]+)");
    private static final Pattern SIGNED = Pattern.compile("GET (/download/\\S+)");

    /** What a logger and those below it write. */
    private static final class Log implements AutoCloseable {
        private final Logger logger;
        private final LoggedEvents logged;

        Log(String name, Level level) {
            Configurator.setLevel(name, level);
            logger = (Logger) LogManager.getLogger(name);
            logger.setAdditive(false);
            logged = new LoggedEvents(event -> true, name);
        }

        String text() {
            return logged.events().stream()
                    .map(event -> event.getMessage().getFormattedMessage() + " " + event.getThrown())
                    .collect(Collectors.joining("\n"));
        }

        @Override
        public void close() {
            logged.close();
            logger.setAdditive(true);
            Configurator.setLevel(logger.getName(), (Level) null);
        }
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s", pattern).isTrue();
        return matcher.group(1);
    }

    @Test
    void theComponentLogsNoSecretAndOthersDoAsThePageSays() throws Exception {
        try (Log own = new Log("io.github.camelpan123", Level.TRACE);
                Log camel = new Log("org.apache.camel", Level.TRACE);
                Log wire = new Log("org.apache.hc.client5.http.wire", Level.DEBUG);
                Log headers = new Log("org.apache.hc.client5.http.headers", Level.DEBUG);
                SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            String secret = platform.simulator.clientSecret();
            long id = platform.simulator.drive().addFile("/a.txt", "text".getBytes(StandardCharsets.UTF_8));
            String account = "?clientId=" + platform.simulator.clientId() + "&clientSecret=RAW(" + secret + ")";
            platform.template.requestBody("pan123:upload" + account + "&fileName=b.txt", "text");
            platform.simulator.faults().on("/api/v1/file/download_info").answer(777, "no");
            platform.template.send(
                    "pan123:download" + account, sent -> sent.getMessage().setBody(id));
            Exchange downloaded = platform.template.send(
                    "pan123:download" + account, sent -> sent.getMessage().setBody(id));
            // the component says that it asks for another address
            platform.simulator.faults().expireUrls();
            assertThat(downloaded.getMessage().getBody(InputStream.class)).hasContent("text");

            String token = group(TOKEN, headers.text());
            String signed = group(SIGNED, headers.text());
            assertThat(wire.text()).contains(token, signed, secret);
            assertThat(camel.text()).contains(secret);
            assertThat(own.text()).isNotEmpty().doesNotContain(token, signed, secret);
        }
    }
}
