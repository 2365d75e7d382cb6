package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that consume with a repository in a file are killed while exchanges are under way. Nothing is lost; what was
 * in hand comes again, and nothing else does.
 */
@EnabledIfSystemProperty(named = "pan123.proof", matches = "true") // it starts many processes
class ConsumerKilledIT {

    private static final int KILLS = 20;
    private static final int FILES = 40;
    private static final int CONCURRENT = 4;

    @TempDir
    Path folder;

    private final Random random = new Random();

    @Test
    void whatWasInHandWhenTheProcessWasKilledComesAgainAndNothingElse() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            Set<String> ended = new TreeSet<>();
            int again = 0;
            int added = 0;
            for (int life = 0; life <= KILLS; life++) {
                Path log = folder.resolve("log" + life);
                boolean last = life == KILLS;
                // a busy machine may let a process end all of them before it is killed
                for (; added - ended.size() < FILES; added++) {
                    platform.simulator
                            .drive()
                            .addFile("/in/" + added, ("content " + added).getBytes(StandardCharsets.UTF_8));
                }
                int most = last ? FILES : 1 + random.nextInt(FILES / 2);
                Process node = process(platform, log);
                try {
                    await().atMost(Duration.ofMinutes(1))
                            .pollInterval(Duration.ofMillis(2))
                            .until(() -> fresh(log, ended) >= most || !node.isAlive());
                    if (last) {
                        // everything has come; whatever came again would come now
                        long lists = platform.calls("/api/v2/file/list");
                        await().until(() -> platform.calls("/api/v2/file/list") >= lists + 3);
                    }
                } finally {
                    node.destroyForcibly().waitFor();
                }
                assertThat(node.exitValue()).as("%s", said(log)).isEqualTo(137);
                for (String id : lines(log, "end")) {
                    again += ended.add(id) ? 0 : 1;
                }
            }
            assertThat(ended).hasSize(added);
            // those that had ended when the repository was not told yet
            assertThat(again).isLessThanOrEqualTo(KILLS * CONCURRENT);
        }
    }

    /** How many have ended in this life that had not before. */
    private static int fresh(Path log, Set<String> before) throws IOException {
        Set<String> fresh = new TreeSet<>(lines(log, "end"));
        fresh.removeAll(before);
        return fresh.size();
    }

    private static List<String> lines(Path log, String what) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(what + " "))
                    .map(line -> line.substring(what.length() + 1))
                    .collect(Collectors.toList());
        }
    }

    private static String said(Path log) throws IOException {
        return Files.readString(Path.of(log + ".out"));
    }

    private Process process(SimulatedPlatform platform, Path log) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Node.class.getName(),
                        platform.simulator.baseUrl(),
                        platform.simulator.clientId(),
                        platform.simulator.clientSecret(),
                        log.toString(),
                        folder.resolve("seen").toString()))
                .redirectErrorStream(true)
                .redirectOutput(Path.of(log + ".out").toFile())
                .start();
    }

    /** Consumes until it is killed. */
    static final class Node {

        private Node() {}

        /** @param args base URL, client id, secret, log, repository */
        public static void main(String[] args) throws Exception {
            Path lines = Path.of(args[3]);
            CamelContext context = new DefaultCamelContext();
            context.disableJMX();
            Pan123Component component = new Pan123Component();
            component.getConfiguration().setBaseUrl(args[0]);
            component.getConfiguration().setClientId(args[1]);
            component.getConfiguration().setClientSecret(args[2]);
            component.getConfiguration().setTier(io.github.camelpan123.account.ratelimit.Tier.free);
            component
                    .getConfiguration()
                    .setTokenStore(Pan123Converters.toTokenStore("file:" + lines.resolveSibling("tokens")));
            context.addComponent("pan123", component);
            context.getRegistry()
                    .bind(
                            "seen",
                            FileIdempotentRepository.fileIdempotentRepository(
                                    Path.of(args[4]).toFile()));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("pan123:listFiles?path=/in&initialDelay=0&delay=200&idempotentRepository=#seen")
                            .threads(CONCURRENT, CONCURRENT)
                            .process(exchange -> write(
                                    lines,
                                    "begin",
                                    exchange.getMessage().getHeader(Pan123Constants.FILE_ID, String.class)))
                            .delay(20)
                            .syncDelayed()
                            .process(exchange -> write(
                                    lines,
                                    "end",
                                    exchange.getMessage().getHeader(Pan123Constants.FILE_ID, String.class)));
                }
            });
            context.start();
            new CountDownLatch(1).await();
        }

        private static synchronized void write(Path log, String what, String id) throws IOException {
            Files.writeString(log, what + " " + id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
