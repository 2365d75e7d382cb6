package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is in the way of a file that the component keeps, the exchange is answered, and the next one works when the
 * way is free.
 */
@Order(3) // it lasts some seconds
class KeptFilesTest {

    private static final long ENDS_WITHIN_SECONDS = 120;
    private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

    /** An operation that uses what an option names, for each option that names a place to keep files in. */
    private static final Map<String, String> ROWS = Map.of(
            "journalDirectory", "pan123:upload?uploadMode=sliced&fileName=a&duplicate=overwrite&journalDirectory=",
            "digestCacheDirectory", "pan123:upload?fileName=b&duplicate=overwrite&digestCacheDirectory=",
            "targetDirectory", "pan123:download?path=/known&targetDirectory=",
            "watchListDirectory", "pan123:transcodeStart?resolutions=720P&watchListDirectory=",
            "tokenStore", "pan123:userInfo?tokenStore=file:");

    private SimulatedPlatform platform;

    @TempDir
    Path folder;

    /** What is in the way. */
    enum Obstacle {
        FILE_INSTEAD_OF_FOLDER {
            @Override
            void put(Path place) throws IOException {
                Files.write(place, new byte[] {1});
            }
        },
        GARBAGE_IN_ALL_FILES {
            @Override
            void put(Path place) throws IOException {
                overwrite(place, UploadFixture.content(4096));
            }
        },
        EMPTY_FILES {
            @Override
            void put(Path place) throws IOException {
                overwrite(place, new byte[0]);
            }
        },
        BROKEN_ESCAPES {
            @Override
            void put(Path place) throws IOException {
                overwrite(place, "token=\\uxxxx\nexpiresAt=\\u12".getBytes(StandardCharsets.US_ASCII));
            }
        },
        FOLDERS_INSTEAD_OF_FILES {
            @Override
            void put(Path place) throws IOException {
                for (Path file : files(place)) {
                    Files.delete(file);
                    Files.createDirectories(file.resolve("in-the-way"));
                }
            }
        };

        abstract void put(Path place) throws IOException;

        static List<Path> files(Path place) throws IOException {
            if (!Files.exists(place)) {
                return List.of();
            }
            try (Stream<Path> all = Files.walk(place)) {
                return all.filter(Files::isRegularFile).toList();
            }
        }

        static void overwrite(Path place, byte[] content) throws IOException {
            for (Path file : files(place)) {
                Files.write(file, content);
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
        platform.simulator.drive().addFile("/known", new byte[] {1});
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    static Stream<Arguments> rows() {
        return ROWS.keySet().stream().sorted().flatMap(option -> Arrays.stream(Obstacle.values())
                .map(obstacle -> Arguments.of(option, obstacle)));
    }

    @Test
    void everyOptionThatNamesAPlaceForFilesHasARow() {
        Set<String> places = Arrays.stream(Pan123Configuration.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("set") && (name.endsWith("Directory") || name.endsWith("Store")))
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .collect(Collectors.toSet());
        assertThat(ROWS.keySet()).containsExactlyInAnyOrderElementsOf(places);
    }

    private Object body(String option) throws IOException {
        return switch (option) {
            case "journalDirectory" -> UploadFixture.content(600_000 + new Random().nextInt(1000));
            case "digestCacheDirectory" -> localFile();
            case "watchListDirectory" ->
                platform.simulator.drive().addVideo("v" + System.nanoTime() + ".mp4", new byte[] {1});
            default -> null;
        };
    }

    /** One that nobody has written to for so long that its digest is kept. */
    private File localFile() throws IOException {
        Path local = folder.resolve("local");
        Files.write(local, new byte[] {1, 2, 3});
        Files.setLastModifiedTime(local, FileTime.from(LONG_AGO));
        return local.toFile();
    }

    private Exchange send(String option, Path place) throws Exception {
        Object body = body(option);
        // a context of its own, so that nothing is in memory already
        try (CamelContext context = SimulatedPlatform.context(platform.simulator)) {
            context.getComponent("pan123", Pan123Component.class)
                    .getConfiguration()
                    .setRateLimits(platform.options().getRateLimits());
            context.start();
            CompletableFuture<Exchange> done = context.createProducerTemplate()
                    .asyncSend(ROWS.get(option) + place, exchange -> exchange.getMessage()
                            .setBody(body));
            Exchange exchange = done.get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
            if (exchange.getException() == null && option.equals("targetDirectory")) {
                exchange.getMessage().getBody(byte[].class);
            }
            return exchange;
        }
    }

    /** An upload that breaks off leaves a journal. */
    private void leaveFiles(String option, Path place) throws Exception {
        if (option.equals("journalDirectory")) {
            platform.simulator.faults().on(UploadFixture.COMPLETE).always().cutAfter();
        }
        send(option, place);
        platform.simulator.faults().clear();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theExchangeEndsAndTheNextOneWorks(String option, Obstacle obstacle) throws Exception {
        Path place = folder.resolve("place");
        if (obstacle != Obstacle.FILE_INSTEAD_OF_FOLDER) {
            leaveFiles(option, place);
            assertThat(Obstacle.files(place)).isNotEmpty();
        }
        obstacle.put(place);
        for (int i = 0; i < 2; i++) {
            Exception failure = send(option, place).getException();
            if (failure != null) {
                assertThat(failure.toString()).hasSizeLessThan(2048);
            }
        }
        FileUtil.removeDir(place.toFile());
        Files.deleteIfExists(place);
        assertThat(send(option, place).getException()).isNull();
    }
}
