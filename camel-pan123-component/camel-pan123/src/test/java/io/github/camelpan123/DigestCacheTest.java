package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the MD5 of a local file is remembered for, and when it is not believed. */
class DigestCacheTest {

    private static final int FILES = 20;
    private static final int SIZE = 100;
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    private SimulatedPlatform platform;
    private final AtomicLong digested = new AtomicLong();
    private Path local;
    private Path cache;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        count(platform.context);
        local = Files.createDirectory(folder.resolve("local"));
        cache = folder.resolve("cache");
        for (int i = 0; i < FILES; i++) {
            write("f" + i, content(i), LONG_AGO);
        }
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    /** Counts the bytes that are read to know what they are. */
    private void count(CamelContext context) {
        EventNotifierSupport notifier = new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof Pan123ProgressEvent progress
                        && progress.getPhase().equals("HASH")
                        && progress.getDone() == progress.getTotal()) {
                    digested.addAndGet(progress.getTotal());
                }
            }
        };
        context.getManagementStrategy().addEventNotifier(notifier);
        notifier.start();
    }

    private static String content(int number) {
        return String.format("%0" + SIZE + "d", number);
    }

    private void write(String name, String content, Instant modified) throws IOException {
        Files.writeString(local.resolve(name), content);
        Files.setLastModifiedTime(local.resolve(name), FileTime.from(modified));
    }

    /** Uploads all, and tells how many bytes were read for their MD5s. */
    private long backup(CamelContext context, String more) {
        digested.set(0);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            all.add(UploadFixture.begin(
                    context,
                    "pan123:upload?duplicate=skipIfSame&digestCacheDirectory=" + cache + more,
                    local.resolve("f" + i).toFile(),
                    Map.of(Exchange.FILE_NAME, "f" + i)));
        }
        assertThat(UploadFixture.all(all, 60)).allMatch(exchange -> exchange.getException() == null);
        return digested.get();
    }

    private long backup() {
        return backup(platform.context, "");
    }

    private void assertRight() throws IOException {
        for (int i = 0; i < FILES; i++) {
            assertThat(platform.simulator.drive().content("/f" + i))
                    .isEqualTo(Files.readAllBytes(local.resolve("f" + i)));
        }
    }

    private Path cacheFile() throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            List<Path> files = all.toList();
            assertThat(files).hasSize(1);
            return files.get(0);
        }
    }

    /** As after a restart. */
    private long backupInAnotherContext() {
        platform.context.stop();
        CamelContext other = SimulatedPlatform.context(platform.simulator);
        count(other);
        other.start();
        try {
            return backup(other, "");
        } finally {
            other.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&uploadMode=sliced"})
    void whatHasNotChangedIsNotReadAgain(String mode) throws Exception {
        assertThat(backup(platform.context, mode)).isEqualTo(FILES * SIZE);
        assertThat(backup(platform.context, mode)).isZero();
        assertRight();
    }

    @Test
    void norAfterARestart() throws Exception {
        backup();
        assertThat(backupInAnotherContext()).isZero();
        assertRight();
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void whatIsKnownCanBeSentElsewhere(String mode) {
        backup();
        digested.set(0);
        Exchange sent = UploadFixture.succeed(UploadFixture.begin(
                platform.context,
                "pan123:upload?digestCacheDirectory=" + cache + "&uploadMode=" + mode,
                local.resolve("f3").toFile(),
                Map.of(Exchange.FILE_NAME, "elsewhere")));
        assertThat(sent.getException()).isNull();
        assertThat(digested).hasValue(0);
        assertThat(platform.simulator.drive().content("/elsewhere"))
                .isEqualTo(content(3).getBytes(StandardCharsets.UTF_8));
    }

    /** Ways to write to a file. */
    private enum Change {
        CONTENT_AND_TIME {
            @Override
            void to(DigestCacheTest test) throws IOException {
                test.write("f0", content(1000), LONG_AGO.plusSeconds(1));
            }
        },
        SIZE_ONLY {
            @Override
            void to(DigestCacheTest test) throws IOException {
                test.write("f0", "longer than before " + content(1000), LONG_AGO);
            }
        },
        ANOTHER_FILE_IN_ITS_PLACE {
            @Override
            void to(DigestCacheTest test) throws IOException {
                test.write("other", content(1000), LONG_AGO);
                Files.move(test.local.resolve("other"), test.local.resolve("f0"), StandardCopyOption.REPLACE_EXISTING);
            }
        };

        abstract void to(DigestCacheTest test) throws IOException;
    }

    static Stream<Arguments> changes() {
        return Stream.of(Change.values()).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatWasWrittenToIsReadAgain(Change change) throws Exception {
        backup();
        change.to(this);
        assertThat(backup()).isEqualTo(Files.size(local.resolve("f0")));
        assertRight();
    }

    @Test
    void whatWasWrittenToAMomentAgoIsNotRemembered() throws Exception {
        // a moment ago even if a busy machine reads it much later
        write("f0", content(0), Instant.now().plusSeconds(600));
        backup();
        // the same size and, on a coarse clock, the same time
        FileTime time = Files.getLastModifiedTime(local.resolve("f0"));
        Files.writeString(local.resolve("f0"), content(7777));
        Files.setLastModifiedTime(local.resolve("f0"), time);
        assertThat(backup()).isEqualTo(SIZE);
        assertRight();
    }

    /** What can be wrong with the folder or the file in it. */
    private enum Damage {
        A_FLIPPED_BIT {
            @Override
            void to(DigestCacheTest test) throws IOException {
                byte[] bytes = Files.readAllBytes(test.cacheFile());
                bytes[bytes.length / 2] ^= 1;
                Files.write(test.cacheFile(), bytes);
            }
        },
        A_TORN_LINE {
            @Override
            void to(DigestCacheTest test) throws IOException {
                byte[] bytes = Files.readAllBytes(test.cacheFile());
                Files.write(test.cacheFile(), Arrays.copyOf(bytes, bytes.length - 9));
            }
        },
        ANOTHER_MD5 {
            @Override
            void to(DigestCacheTest test) throws IOException {
                String text = Files.readString(test.cacheFile());
                Files.writeString(test.cacheFile(), text.replaceAll("\t[0-9a-f]{32}\t", "\t" + "0".repeat(32) + "\t"));
            }
        },
        NOISE {
            @Override
            void to(DigestCacheTest test) throws IOException {
                Files.write(test.cacheFile(), new byte[] {0, -1, 9, 9, 10, -128, 10, 10});
            }
        },
        A_FOLDER_IN_ITS_PLACE {
            @Override
            void to(DigestCacheTest test) throws IOException {
                Path file = test.cacheFile();
                Files.delete(file);
                Files.createDirectories(file.resolve("in"));
            }
        },
        A_FILE_IN_PLACE_OF_THE_FOLDER {
            @Override
            void to(DigestCacheTest test) throws IOException {
                Files.delete(test.cacheFile());
                Files.delete(test.cache);
                Files.writeString(test.cache, "a file");
            }
        };

        abstract void to(DigestCacheTest test) throws IOException;
    }

    static Stream<Arguments> damages() {
        return Stream.of(Damage.values()).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void aDamagedCacheCostsSpeedAndNothingElse(Damage damage) throws Exception {
        backup();
        damage.to(this);
        assertThat(backupInAnotherContext()).isBetween((long) SIZE, (long) FILES * SIZE);
        assertRight();
    }

    @Test
    void anotherAccountDoesNotBelieveIt() throws Exception {
        backup();
        Path written = cacheFile();
        try (SimulatedPlatform stranger = SimulatedPlatform.start().unhurried()) {
            count(stranger.context);
            assertThat(backup(stranger.context, "")).isEqualTo(FILES * SIZE);
        }
        assertThat(Files.readAllLines(written)).hasSize(FILES);
    }
}
