package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Without the optional libraries nothing fails, and nothing is logged. */
class WithoutLibrariesTest {

    private static boolean optional(String entry) {
        return entry.matches(
                ".*[/\\\\](micrometer|prometheus|camel-telemetry|camel-opentelemetry|opentelemetry)[^/\\\\]*");
    }

    @Test
    void nothingFailsAndNothingIsLogged() throws Exception {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String classPath = Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !optional(entry))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(classPath).isNotEqualTo(all);
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath,
                            WithoutLibraries.class.getName(),
                            platform.simulator.baseUrl(),
                            platform.simulator.clientId(),
                            platform.simulator.clientSecret())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output.strip()).isEqualTo("done");
            assertThat(platform.simulator.drive().find("/a.txt")).isPresent();
        }
    }
}
