package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.COMPLETE;
import static io.github.camelpan123.UploadFixture.CREATE;
import static io.github.camelpan123.UploadFixture.INFOS;
import static io.github.camelpan123.UploadFixture.SLICES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that upload are killed at any moment, and others go on where they ended: one file in the end, with the
 * right content, and no byte sent again but those that were under way. The process that goes on gets ready while the
 * one before it works.
 */
@Execution(ExecutionMode.CONCURRENT) // each has a simulator of its own and waits for its processes
@ResourceLock(providers = UploadKilledIT.CasesInTurn.class)
@EnabledIfSystemProperty(named = "pan123.proof", matches = "true") // it starts many processes
class UploadKilledIT {

    /** The gigabytes of all cases would not fit beside each other; those of all methods do. */
    static final class CasesInTurn implements ResourceLocksProvider {
        @Override
        public Set<Lock> provideForMethod(List<Class<?>> enclosing, Class<?> test, Method method) {
            return Set.of(new Lock(method.toString()));
        }
    }

    static final int CONCURRENCY = 4;

    private static final int KILLS = 100;
    private static final int SLICE = 16 << 20;
    private static final int COUNT = 64;
    /** Where a small upload is killed, one process after the other. */
    private static final List<Moment> MOMENTS = List.of(
            Moment.WHILE_IT_SENDS,
            Moment.WHILE_THE_PLATFORM_VERIFIES,
            Moment.BEFORE_IT_HAS_SEEN_THE_FILE,
            Moment.BEFORE_IT_HAS_SEEN_THE_FILE);

    private static final int KILLS_OF_ONE_FILE = 20;

    private final Random random = new Random();
    private final MovableClock clock = new MovableClock();

    @TempDir
    Path folder;

    private Path file;
    private Path journals;
    private Pan123Simulator simulator;
    private Uploading standby;
    private String digests = "";
    private int started;
    private int kills;

    /** Where in its life a process is killed. */
    private enum Moment {
        BEFORE_IT_SENDS,
        WHILE_IT_SENDS,
        WHILE_THE_PLATFORM_VERIFIES,
        BEFORE_IT_HAS_SEEN_THE_FILE
    }

    /** A process, and where it writes what it has to say. */
    private record Uploading(Process process, Path output) {

        void order(String name, String md5, String duplicate, String digests) throws IOException {
            try (OutputStream orders = process.getOutputStream()) {
                orders.write(
                        String.join("\n", name, md5, duplicate, digests, "").getBytes(StandardCharsets.UTF_8));
            }
        }

        String said() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("large.bin");
        journals = folder.resolve("journals");
        byte[] slice = new byte[SLICE];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < COUNT; i++) {
                random.nextBytes(slice);
                // the last one shorter
                out.write(slice, 0, i == COUNT - 1 ? SLICE - 123 : SLICE);
            }
        }
        simulator = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(SLICE)
                .mergePolls(2)
                .clock(clock)
                .stateDirectory(folder.resolve("state"))
                .start();
        simulator.faults().on(SLICES).always().delay(Duration.ofMillis(30));
        standby = process();
    }

    @AfterEach
    void stop() throws InterruptedException {
        standby.process().destroyForcibly().waitFor();
        simulator.close();
    }

    @Test
    void whatIsKilledGoesOnAndNothingIsSentTwiceButWhatWasUnderWay() throws Exception {
        for (int upload = 0; kills < KILLS; upload++) {
            change(upload);
            // without a digest cache, which is the default, and with one, in turn
            digests = upload % 2 == 0 ? "" : folder.resolve("digests").toString();
            int before = kills;
            long bytes = simulator.figures().uploadedBytes();
            long twice = simulator.figures().duplicateWrites(SLICES);
            uploadUntilItIsThere("large" + upload);
            int killsHere = kills - before;
            long sentAgain = simulator.figures().uploadedBytes() - bytes - Files.size(file);
            assertThat(sentAgain).isBetween(0L, (long) killsHere * CONCURRENCY * SLICE);
            assertThat(simulator.figures().duplicateWrites(SLICES) - twice)
                    .isLessThanOrEqualTo((long) killsHere * CONCURRENCY);
            assertThat(simulator.drive().count()).isEqualTo(upload + 1);
        }
    }

    @Test
    void whatIsKilledStartsAgainWhenItsSessionHasDied() throws Exception {
        String md5 = md5(file);
        Uploading killed = next("large", md5);
        assertThat(killed(killed, Moment.WHILE_IT_SENDS)).isTrue();
        clock.forward(Duration.ofHours(25));
        finish(next("large", md5));
        requireThere("large", md5);
        assertThat(simulator.figures().calls(CREATE)).isEqualTo(2);
        assertThat(simulator.drive().count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "keepBoth", "overwrite"})
    void whatIsKilledMakesOneFileWhateverIsSaidAboutTakenNames(String duplicate) throws Exception {
        try (RandomAccessFile small = new RandomAccessFile(file.toFile(), "rw")) {
            small.setLength(16L * SLICE - 123);
        }
        simulator.faults().on(INFOS).always().delay(Duration.ofMinutes(1));
        String md5 = md5(file);
        for (Moment moment : MOMENTS) {
            assertThat(killed(next("small", md5, duplicate), moment))
                    .as("%s", moment)
                    .isTrue();
        }
        simulator.faults().clear();
        finish(next("small", md5, duplicate));
        requireThere("small", md5);
        assertThat(simulator.drive().count()).isOne();
        assertThat(simulator.figures().calls(CREATE)).isOne();
        assertThat(simulator.figures().duplicateWrites(SLICES)).isLessThanOrEqualTo(CONCURRENCY);
    }

    /** Another content of the same size. */
    private void change(int number) throws IOException {
        try (RandomAccessFile change = new RandomAccessFile(file.toFile(), "rw")) {
            change.writeLong(number);
        }
    }

    private void uploadUntilItIsThere(String name) throws Exception {
        String md5 = md5(file);
        int last = Math.min(KILLS, kills + KILLS_OF_ONE_FILE);
        Uploading uploading = next(name, md5);
        while (kills < last && killed(uploading, pick())) {
            kills++;
            uploading = next(name, md5);
        }
        finish(uploading);
        requireThere(name, md5);
    }

    private void finish(Uploading uploading) throws Exception {
        assertThat(uploading.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(uploading.process().exitValue()).as(uploading::said).isZero();
    }

    private void requireThere(String name, String md5) throws IOException {
        assertThat(simulator.drive().find("/" + name).orElseThrow().content().md5())
                .isEqualTo(md5);
        try (Stream<Path> left = Files.list(journals)) {
            assertThat(left).isEmpty();
        }
    }

    /** Tells the process that is ready to begin, and lets another get ready. */
    private Uploading next(String name, String md5) throws IOException {
        return next(name, md5, "skipIfSame");
    }

    private Uploading next(String name, String md5, String duplicate) throws IOException {
        Uploading begins = standby;
        begins.order(name, md5, duplicate, digests);
        standby = process();
        return begins;
    }

    private Uploading process() throws IOException {
        Path output = folder.resolve("output" + started++);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UploadInOwnProcess.class.getName(),
                        simulator.baseUrl(),
                        simulator.clientId(),
                        simulator.clientSecret(),
                        file.toString(),
                        journals.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Uploading(process, output);
    }

    /** @return false when the process was done before its moment came */
    private boolean killed(Uploading uploading, Moment when) throws InterruptedException {
        long created = simulator.figures().calls(CREATE);
        long slices = simulator.figures().calls(SLICES);
        long asked = simulator.figures().calls(COMPLETE);
        long looked = simulator.figures().faults(INFOS);
        BooleanSupplier moment =
                switch (when) {
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
                    case BEFORE_IT_HAS_SEEN_THE_FILE ->
                        // told of before the delay
                        () -> simulator.figures().faults(INFOS) > looked;
                };
        Process process = uploading.process();
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
