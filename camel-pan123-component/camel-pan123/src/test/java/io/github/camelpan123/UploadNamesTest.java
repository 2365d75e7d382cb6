package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.Builder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names of uploads are evaluated as the file component evaluates its own. */
class UploadNamesTest {

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private boolean uploaded(String uri, Map<String, Object> headers, String path) {
        platform.template.requestBodyAndHeaders(uri, path, new HashMap<>(headers));
        return platform.simulator.drive().find(path).isPresent();
    }

    @Test
    void theOptionIsAnExpressionOfTheFileLanguage() {
        String before = LocalDate.now().format(DateTimeFormatter.BASIC_ISO_DATE);
        platform.template.requestBody("pan123:upload?fileName=RAW(${date:now:yyyyMMdd}.txt)", "x");
        String after = LocalDate.now().format(DateTimeFormatter.BASIC_ISO_DATE);
        assertThat(platform.simulator.drive().list("/")).singleElement().satisfies(file -> assertThat(file.name())
                .isIn(before + ".txt", after + ".txt"));
        assertThat(uploaded(
                        "pan123:upload?createDirectories=true&fileName=RAW(${header.day}/${file:name.noext}.md)",
                        Map.of("day", "mon", Exchange.FILE_NAME, "notes.txt"),
                        "/mon/notes.md"))
                .isTrue();
    }

    @Test
    void aTextInTheHeaderIsNeverEvaluatedButAnExpressionIs() {
        assertThat(uploaded("pan123:upload", Map.of(Exchange.FILE_NAME, "${body}.txt"), "/${body}.txt"))
                .isTrue();
        assertThat(uploaded(
                        "pan123:upload",
                        Map.of(Exchange.FILE_NAME, Builder.simple("${header.who}.txt"), "who", "me"),
                        "/me.txt"))
                .isTrue();
    }

    @Test
    void aBackslashInTheHeaderIsASeparator() {
        assertThat(uploaded(
                        "pan123:upload?createDirectories=true",
                        Map.of(Exchange.FILE_NAME, "a\\b\\c.txt"),
                        "/a/b/c.txt"))
                .isTrue();
    }
}
