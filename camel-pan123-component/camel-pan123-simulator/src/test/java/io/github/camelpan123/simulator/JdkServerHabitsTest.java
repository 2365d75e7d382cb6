package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The habits of the JDK's server that would hurt a client are set right, or said. */
class JdkServerHabitsTest {
    /** As many as the JDK would keep by itself, and some more. */
    private static final int CONNECTIONS = 250;

    private static void exchange(Socket socket) throws Exception {
        socket.getOutputStream().write("GET /none HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        int read = socket.getInputStream().read();
        while (read != '}') {
            assertThat(read).as("the connection is open").isNotNegative();
            read = socket.getInputStream().read();
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void idleConnectionsThatAPoolHoldsStayOpen() throws Exception {
        List<Socket> pool = new ArrayList<>();
        try (Pan123Simulator sim = Pan123Simulator.builder().start()) {
            URI base = URI.create(sim.baseUrl());
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket(base.getHost(), base.getPort());
                pool.add(socket);
                exchange(socket);
            }
            for (Socket each : pool) {
                exchange(each);
            }
            assertThat(Integer.getInteger("sun.net.httpserver.idleInterval"))
                    .as("seconds that an idle connection stays open")
                    .isGreaterThanOrEqualTo(300);
        } finally {
            for (Socket each : pool) {
                each.close();
            }
        }
    }

    /** The simulator measures what the JDK does not tell, in a program of its own, since it looks once per JVM. */
    @Test
    void aServerThatWasStartedBeforeIsWarnedOf() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwoServersOfTheJdk.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(program.getInputStream().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .contains("40 ms")
                .contains("-Dsun.net.httpserver.nodelay=true");
        assertThat(program.waitFor()).isZero();
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
