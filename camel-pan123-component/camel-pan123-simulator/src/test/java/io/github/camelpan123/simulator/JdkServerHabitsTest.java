package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The habits of the JDK's server that would hurt a client are set right, or said. */
class JdkServerHabitsTest {
    /** As many as the JDK would keep by itself, and some more. */
    private static final int CONNECTIONS = 250;

    /** In a JVM of its own, since the JDK's server looks at its settings once per JVM. */
    private static String run(Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void idleConnectionsThatAPoolHoldsStayOpen() throws Exception {
        assertThat(run(PooledConnections.class, Integer.toString(CONNECTIONS)))
                .isEqualToIgnoringNewLines(CONNECTIONS + " open, idle for 300 s");
    }

    /** The best of several starts, so that a busy machine does not decide. */
    @Test
    void itStartsInWellUnderASecond() throws Exception {
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            Pan123Simulator.builder().start().close();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            best = took.compareTo(best) < 0 ? took : best;
        }
        assertThat(best).isLessThan(Duration.ofMillis(500));
    }
}
