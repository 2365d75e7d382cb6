package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.camelpan123.UploadProcess;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes that upload one file are killed or suspended, and others take the upload over. The server counts what is
 * sent again.
 */
@EnabledIfSystemProperty(named = "pan123.proof", matches = "true") // it starts many processes
class UploadTakenOverIT {

    private static final int KILLS = 3;
    private static final int CONCURRENCY = 4;
    private static final int COUNT = 64;
    private static final int SLICE = 16 << 20;
    private static final Duration MOST = Duration.ofMinutes(2);

    private static final String CREATE = "/upload/v2/file/create";
    private static final String SLICES = "/upload/v2/file/slice";
    private static final String COMPLETE = "/upload/v2/file/upload_complete";

    @TempDir
    Path folder;

    private final String cluster = "upload-" + UUID.randomUUID();
    private final List<Process> processes = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private List<String> engine;
    private Pan123Simulator simulator;
    private Path file;
    private String md5;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("large.bin");
        MessageDigest digest = MessageDigest.getInstance("MD5");
        Random random = new Random(7);
        byte[] slice = new byte[SLICE];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < COUNT; i++) {
                random.nextBytes(slice);
                int length = i == COUNT - 1 ? SLICE - 123 : SLICE;
                out.write(slice, 0, length);
                digest.update(slice, 0, length);
            }
        }
        md5 = HexFormat.of().formatHex(digest.digest());
        simulator = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(SLICE)
                .mergePolls(1)
                .stateDirectory(folder.resolve("state"))
                .start();
        simulator.faults().on(SLICES).always().delay(Duration.ofMillis(150));
    }

    private void startEngine(String type) throws Exception {
        if (type.equals("hazelcast")) {
            HazelcastInstance member = Hazelcast.newHazelcastInstance(HazelcastMembers.config(cluster, 2, List.of()));
            open.add(() -> member.getLifecycleService().terminate());
            int port = member.getCluster().getLocalMember().getAddress().getPort();
            engine = List.of(type, cluster, "2", "0", Integer.toString(port));
        } else {
            RedisServer server = RedisServer.open();
            open.add(server);
            engine = List.of(type, Integer.toString(server.port));
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        for (AutoCloseable one : open) {
            one.close();
        }
        simulator.close();
    }

    private Path output(Process process) {
        return folder.resolve("output" + processes.indexOf(process));
    }

    private Process node() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                UploadProcess.class.getName(),
                simulator.baseUrl(),
                simulator.clientId(),
                simulator.clientSecret(),
                file.toString(),
                folder.resolve("journals").toString()));
        command.addAll(engine);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output" + processes.size()).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private void awaitSlices(Process process, long more) {
        long before = simulator.figures().calls(SLICES);
        Awaitility.await()
                .atMost(MOST)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> simulator.figures().calls(SLICES) >= before + more || !process.isAlive());
        assertThat(process.isAlive()).as(() -> said(process)).isTrue();
    }

    private String said(Process process) {
        try {
            return Files.readString(output(process));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void awaitSaid(Process process, String text) throws InterruptedException {
        assertThat(process.waitFor(MOST.toSeconds(), TimeUnit.SECONDS))
                .as(() -> said(process))
                .isTrue();
        assertThat(said(process)).contains(text);
    }

    private void requireOneFile(int handovers) throws IOException {
        assertThat(simulator.drive().count()).isOne();
        assertThat(simulator.drive().find("/large.bin").orElseThrow().content().md5())
                .isEqualTo(md5);
        assertThat(simulator.figures().calls(CREATE)).isOne();
        long inFlight = (long) handovers * CONCURRENCY;
        assertThat(simulator.figures().duplicateWrites(SLICES)).isLessThanOrEqualTo(inFlight);
        assertThat(simulator.figures().uploadedBytes() - Files.size(file)).isBetween(0L, inFlight * SLICE);
        try (Stream<Path> left = Files.list(folder.resolve("journals"))) {
            assertThat(left).isEmpty();
        }
    }

    static List<String> engines() {
        return List.of("hazelcast", "redis");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatKilledProcessesHaveSentIsNotSentAgain(String type) throws Exception {
        startEngine(type);
        for (int i = 0; i < KILLS; i++) {
            Process killed = node();
            awaitSlices(killed, 8 + 3 * i);
            killed.destroyForcibly().waitFor();
        }
        awaitSaid(node(), "uploaded " + md5);
        requireOneFile(KILLS);
    }

    @Test
    void aProcessThatWasSuspendedNeitherCompletesNorDiscardsWhatAnotherHasTakenOver() throws Exception {
        startEngine("redis");
        Process suspended = node();
        awaitSlices(suspended, 10);
        signal(suspended, "STOP");
        Process other = node();
        awaitSaid(other, "uploaded " + md5);
        long completed = simulator.figures().calls(COMPLETE);
        signal(suspended, "CONT");
        awaitSaid(suspended, "failed Pan123UploadTakenOverException");
        assertThat(simulator.figures().calls(COMPLETE)).isEqualTo(completed);
        requireOneFile(1);
    }

    private static void signal(Process process, String name) throws Exception {
        Server.begin(List.of("kill", "-" + name, Long.toString(process.pid()))).waitFor();
    }
}
