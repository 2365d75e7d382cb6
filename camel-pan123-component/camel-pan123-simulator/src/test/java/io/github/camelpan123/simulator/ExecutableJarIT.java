package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar} with the jar as it is handed out, and nothing else on the class path. */
class ExecutableJarIT {
    private static final String PROPERTY = "camel.component.pan123.";

    @TempDir
    Path folder;

    private ProcessBuilder jar(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("pan123.executable")));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
    }

    @Test
    void helps() throws Exception {
        Process help = jar("--help").start();
        String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(help.waitFor()).isZero();
        assertThat(text).isEqualTo(CommandLine.HELP);
        assertThat(jar("--nonsense").start().waitFor()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("err")))
                .contains("--nonsense")
                .contains("--help");
    }

    @Test
    void startsAnswersAndEnds() throws Exception {
        Path state = folder.resolve("state");
        Process platform = jar("--port", "0", "--state", state.toString()).start();
        try (BufferedReader out = platform.inputReader(StandardCharsets.UTF_8)) {
            String greeting = greeting(out);
            String url = value(greeting, "at http", "http");
            String id = value(greeting, "client id ", "");
            String secret = value(greeting, "client secret ", "");
            assertThat(greeting)
                    .contains(PROPERTY + "base-url=" + url)
                    .contains(PROPERTY + "client-id=" + id)
                    .contains(PROPERTY + "client-secret=" + secret);
            ApiClient client = new ApiClient(url, id, secret, HttpClient.newHttpClient()).login();
            Sample.check("user_info_free", client.get("/api/v1/user/info"));
            Sample.check("mkdir", client.post("/upload/v1/file/mkdir", Map.of("name", "视频", "parentID", 0)));
            Sample.check(
                    "bad_token", new ApiClient(url, id, secret, HttpClient.newHttpClient()).get("/api/v1/user/info"));
        } finally {
            platform.destroy();
        }
        assertThat(platform.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(folder.resolve("err"))).isEmpty();
        try (Pan123Simulator again =
                Pan123Simulator.builder().stateDirectory(state).start()) {
            assertThat(again.drive().find("/视频")).isPresent();
        }
    }

    /** Everything up to the last of the lines for application.properties. */
    private static String greeting(BufferedReader out) throws IOException {
        StringBuilder greeting = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            greeting.append(line).append('\n');
            if (line.startsWith(PROPERTY + "client-secret=")) {
                break;
            }
        }
        return greeting.toString();
    }

    /** The rest of the line behind a word. */
    private static String value(String text, String behind, String prefix) {
        int from = text.indexOf(behind) + behind.length();
        return prefix + text.substring(from, text.indexOf('\n', from)).trim();
    }
}
