package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.COMPLETE;
import static io.github.camelpan123.UploadFixture.CREATE;
import static io.github.camelpan123.UploadFixture.SLICES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that upload are killed at any moment, and others go on where they ended: one file in the end, with the
 * right content, and no byte sent again but those that were under way.
 */
class UploadKilledIT {

    static final int CONCURRENCY = 4;

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final int KILLS = PROOF ? 100 : 5;
    private static final int SLICE = PROOF ? 16 << 20 : 1 << 20;
    private static final int COUNT = 64;
    private static final int KILLS_OF_ONE_FILE = PROOF ? 20 : KILLS;

    private final Random random = new Random();

    @TempDir
    Path folder;

    private Path file;
    private int kills;

    /** Where in its life a process is killed. */
    private enum Moment {
        BEFORE_IT_SENDS,
        WHILE_IT_SENDS,
        WHILE_THE_PLATFORM_VERIFIES
    }

    @Test
    void whatIsKilledGoesOnAndNothingIsSentTwiceButWhatWasUnderWay() throws Exception {
        file = folder.resolve("large.bin");
        byte[] slice = new byte[SLICE];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < COUNT; i++) {
                random.nextBytes(slice);
                // the last one shorter
                out.write(slice, 0, i == COUNT - 1 ? SLICE - 123 : SLICE);
            }
        }
        for (int upload = 0; kills < KILLS; upload++) {
            try (RandomAccessFile change = new RandomAccessFile(file.toFile(), "rw")) {
                change.writeLong(upload);
            }
            uploadUntilItIsThere(md5(file));
        }
    }

    private void uploadUntilItIsThere(String md5) throws Exception {
        Path journals = folder.resolve("journals");
        try (Pan123Simulator simulator = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(SLICE)
                .mergePolls(2)
                .stateDirectory(Files.createTempDirectory(folder, "state"))
                .start()) {
            simulator.faults().on(SLICES).always().delay(Duration.ofMillis(PROOF ? 30 : 100));
            int killsHere = 0;
            boolean there = false;
            while (!there) {
                Process process = start(simulator, journals, md5);
                if (killsHere < KILLS_OF_ONE_FILE && kills < KILLS && killed(process, simulator)) {
                    killsHere++;
                    kills++;
                } else {
                    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
                    assertThat(process.exitValue()).as(this::output).isZero();
                    there = true;
                }
            }
            assertThat(simulator.drive().count()).isOne();
            assertThat(simulator.drive().list("/").get(0).content().md5()).isEqualTo(md5);
            long sentAgain = simulator.figures().uploadedBytes() - Files.size(file);
            assertThat(sentAgain).isBetween(0L, (long) killsHere * CONCURRENCY * SLICE);
            assertThat(simulator.figures().duplicateWrites(SLICES)).isLessThanOrEqualTo((long) killsHere * CONCURRENCY);
            try (Stream<Path> left = Files.list(journals)) {
                assertThat(left).isEmpty();
            }
        }
    }

    private Process start(Pan123Simulator simulator, Path journals, String md5) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UploadInOwnProcess.class.getName(),
                        simulator.baseUrl(),
                        simulator.clientId(),
                        simulator.clientSecret(),
                        file.toString(),
                        journals.toString(),
                        md5))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** @return false when the process was done before its moment came */
    private boolean killed(Process process, Pan123Simulator simulator) throws InterruptedException {
        long created = simulator.figures().calls(CREATE);
        long slices = simulator.figures().calls(SLICES);
        long asked = simulator.figures().calls(COMPLETE);
        BooleanSupplier moment =
                switch (pick()) {
                    case BEFORE_IT_SENDS -> {
                        long millis = random.nextInt(2500);
                        long begin = System.nanoTime();
                        yield () -> System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(millis)
                                || simulator.figures().calls(CREATE) > created;
                    }
                    case WHILE_IT_SENDS -> {
                        int some = 1 + random.nextInt(10);
                        yield () -> simulator.figures().calls(SLICES) >= slices + some
                                || simulator.figures().calls(COMPLETE) > asked;
                    }
                    case WHILE_THE_PLATFORM_VERIFIES ->
                        () -> simulator.figures().calls(COMPLETE) > asked;
                };
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofMinutes(2))
                .until(() -> moment.getAsBoolean() || !process.isAlive());
        process.destroyForcibly();
        process.waitFor();
        // 128 and the number of SIGKILL
        return process.exitValue() == 137;
    }

    private Moment pick() {
        int number = random.nextInt(10);
        if (number < 2) {
            return Moment.BEFORE_IT_SENDS;
        }
        return number < 9 ? Moment.WHILE_IT_SENDS : Moment.WHILE_THE_PLATFORM_VERIFIES;
    }

    private static String md5(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
