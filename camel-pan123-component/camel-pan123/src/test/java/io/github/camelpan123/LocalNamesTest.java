package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelpan123.fixtures.Answers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The name that a message tells leads a local file into the folder that it is stored in, whatever the platform says. */
class LocalNamesTest {

    private SimulatedPlatform platform;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static Stream<Arguments> names() {
        List<Arguments> names = new ArrayList<>();
        for (String from : List.of("listFiles", "download", "transcodeResult", "saved", "savedElement")) {
            names.add(Arguments.of(from, "plain name.mp4", "plain name.mp4"));
            names.add(Arguments.of(from, "+ & % # {{x}} 中文.mp4", "+ & % # {{x}} 中文.mp4"));
            names.add(Arguments.of(from, "..", "__"));
            names.add(Arguments.of(from, ".. ", "___"));
            names.add(Arguments.of(from, "../../evil.mp4", ".._.._evil.mp4"));
            names.add(Arguments.of(from, "/evil.mp4", "_evil.mp4"));
            names.add(Arguments.of(from, "..\\..\\evil.mp4", ".._.._evil.mp4"));
            names.add(Arguments.of(from, "\\evil.mp4", "_evil.mp4"));
            names.add(Arguments.of(from, "C:\\evil.mp4", "C__evil.mp4"));
            names.add(Arguments.of(from, "C:evil.mp4", "C_evil.mp4"));
            names.add(Arguments.of(from, "a.mp4:hidden", "a.mp4_hidden"));
            names.add(Arguments.of(from, "a\nb.mp4", "a_b.mp4"));
        }
        return names.stream();
    }

    /** The simulator takes no such names, so the answers are made up. */
    private void tell(String from, long id, String name) throws Exception {
        String json = new ObjectMapper().writeValueAsString(name);
        String etag = "\"etag\":\"9dd4e461268c8034f5c8564e155c67a6\",\"size\":1,\"type\":0,";
        if (from.equals("download") || from.equals("saved")) {
            answer("/api/v1/file/detail", "{\"fileID\":" + id + "," + etag + "\"filename\":" + json + "}");
            return;
        }
        String row = "{\"fileId\":" + id + ",\"parentFileId\":1," + etag
                + "\"category\":2,\"status\":2,\"trashed\":0,\"filename\":" + json + "}";
        answer("/api/v2/file/list", "{\"lastFileId\":-1,\"fileList\":[" + row + "]}");
    }

    private void answer(String path, String data) {
        platform.simulator.faults().on(path).always().garbage(Answers.ok(data));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("names")
    void theNameOfAMessageIsSafeForALocalFile(String from, String name, String local) throws Exception {
        byte[] content = "x".getBytes(StandardCharsets.UTF_8);
        long id = from.equals("transcodeResult")
                ? platform.simulator.drive().addFinishedTranscode("a.mp4", content, "720P")
                : platform.simulator.drive().addFile("/in/sub/a.mp4", content);
        tell(from, id, name);
        boolean saved = from.startsWith("saved");
        MockEndpoint end = platform.context.getEndpoint("mock:end", MockEndpoint.class);
        end.expectedMessageCount(1);
        Path out = folder.resolve("out");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                ProcessorDefinition<?> route =
                        switch (from) {
                            case "listFiles" -> from("pan123:listFiles?initialDelay=0&delay=3600000");
                            case "download" -> from("direct:in").to("pan123:download");
                            case "saved" ->
                                from("direct:in").to("pan123:download?verifyDownload=false&targetDirectory=" + out);
                            case "savedElement" ->
                                from("direct:in")
                                        .to("pan123:listFiles")
                                        .split(body())
                                        .to("pan123:download?verifyDownload=false&targetDirectory=" + out);
                            default ->
                                from("pan123:transcodeResult?source=space&initialDelay=0&delay=3600000")
                                        .setBody(constant("x"));
                        };
                (saved ? route : route.to("file:" + out)).to("mock:end");
            }
        });
        if (saved || from.equals("download")) {
            platform.template.sendBody("direct:in", id);
        }
        end.assertIsSatisfied();
        String told = end.getExchanges().get(0).getMessage().getHeader(Exchange.FILE_NAME, String.class);
        assertThat(told).isEqualTo(local);
        assertThat(out.resolve(told)).isRegularFile();
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).containsExactly(out.resolve(told));
        }
    }
}
