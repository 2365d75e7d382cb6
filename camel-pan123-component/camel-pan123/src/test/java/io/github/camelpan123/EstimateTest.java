package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Estimate;
import io.github.camelpan123.api.EstimatedCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.simulator.AccountDrive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the estimate says is what the platform counts. */
class EstimateTest {

    private static final String ACCESS_TOKEN = "/api/v1/access_token";

    /** The second poll of a video that is not described yet comes two seconds later. */
    private static final int MOST_VIDEOS = 3;

    private SimulatedPlatform platform;
    private AccountDrive drive;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start(builder -> builder.limits(false).resolutionPolls(1));
        drive = platform.simulator.drive();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private Estimate estimate(Object body) {
        return platform.template.requestBody("pan123:estimate", body, Estimate.class);
    }

    static Stream<Map<String, Integer>> workloads() {
        return LongStream.generate(new Random()::nextLong).limit(2).mapToObj(seed -> {
            Random random = new Random(seed);
            Map<String, Integer> counts = new LinkedHashMap<>();
            Stream.of(
                            "uploads",
                            "slicedUploads",
                            "folders",
                            "lists",
                            "trashes",
                            "recovers",
                            "deletes",
                            "moves",
                            "renames",
                            "copies",
                            "downloads")
                    .forEach(item -> counts.put(item, 2 + random.nextInt(120)));
            counts.put("lists", 1 + random.nextInt(5));
            counts.put("slicedUploads", 1 + random.nextInt(8));
            counts.put("transcodes", 1 + random.nextInt(MOST_VIDEOS));
            return counts;
        });
    }

    /** The numbers of calls, of all kinds of work at once. The workload is the name of the case. */
    @ParameterizedTest
    @MethodSource("workloads")
    void theCallsAreThoseThatThePlatformCounts(Map<String, Integer> counts) throws IOException {
        platform.unhurried();
        List<CompletableFuture<Exchange>> work = new ArrayList<>();
        List<Runnable> begin = new ArrayList<>();
        List<FileEntry> listed = new ArrayList<>();
        counts.forEach((item, count) -> {
            Runnable kind = prepared(item, count, work, listed);
            begin.add(() -> allAtOnce(kind, item.toLowerCase(Locale.ROOT).endsWith("uploads") ? count : 0, work));
        });
        Estimate estimate = estimate(counts);
        Map<String, Long> before = new LinkedHashMap<>();
        platform.simulator.figures().byPath().forEach((path, figures) -> before.put(path, figures.accepted()));
        begin.forEach(Runnable::run);
        assertThat(UploadFixture.all(work, 120)).allMatch(exchange -> exchange.getException() == null);
        Map<String, Long> counted = new LinkedHashMap<>();
        platform.simulator.figures().byPath().forEach((path, figures) -> {
            long calls = figures.accepted() - before.getOrDefault(path, 0L);
            if (calls > 0 && !path.equals(ACCESS_TOKEN) && !path.startsWith("/download")) {
                counted.put(path, calls);
            }
        });
        assertThat(estimate.calls()).extracting(EstimatedCalls::path).containsAll(counted.keySet());
        for (EstimatedCalls row : estimate.calls()) {
            long calls = counted.getOrDefault(row.path(), 0L);
            // batches that leave early, and looks at the transcode space
            assertThat(row.calls()).as(row.path()).isLessThanOrEqualTo(calls + calls / 20 + 2);
            assertThat(row.calls()).as(row.path()).isGreaterThanOrEqualTo(calls - calls / 20 - 4);
        }
    }

    /**
     * An estimate is about work of a kind that waits at once, so lookups are sent when all of it needs one. How many
     * leave together would otherwise depend on the machine.
     */
    private void allAtOnce(Runnable kind, int uploads, List<CompletableFuture<Exchange>> work) {
        AccountBinding binding = platform.component().enterAccount(platform.options());
        String lookups = Api.FILE_INFOS.shortName();
        long before = uploaded();
        binding.account().queueControl().pause(lookups, true);
        try {
            kind.run();
            await().until(() -> uploaded() - before >= uploads);
        } finally {
            binding.account().queueControl().pause(lookups, false);
            binding.leave();
        }
        UploadFixture.all(work, 120);
    }

    private long uploaded() {
        return platform.calls(Api.UPLOAD_SINGLE.path()) + platform.calls(Api.UPLOAD_COMPLETE.path());
    }

    /** Makes what the work needs and returns what begins it. */
    private Runnable prepared(String item, int count, List<CompletableFuture<Exchange>> work, List<FileEntry> listed) {
        return switch (item) {
            case "uploads" -> each(count, work, i -> upload("", "u" + i, 100 + i));
            case "slicedUploads" -> each(count, work, i -> upload("&uploadMode=sliced", "s" + i, 1000 + i));
            case "folders" ->
                each(
                        count,
                        work,
                        i -> begin(
                                "pan123:createDirectory?parentFileId=0",
                                null,
                                Map.of(Pan123Constants.OVERRIDE_FILE_NAME, "new" + i)));
            case "lists" -> {
                long folder = drive.addFolder("/listed");
                files("/listed/l", count * 100);
                yield () -> {
                    Iterator<?> entries = platform.template.requestBody(
                            "pan123:listFiles?parentFileId=" + folder, null, Iterator.class);
                    entries.forEachRemaining(entry -> listed.add((FileEntry) entry));
                };
            }
            case "trashes" -> all("trash", files("/t", count), work);
            case "deletes" -> all("delete", files("/d", count), work);
            case "recovers" -> {
                List<Long> ids = files("/r", count);
                IntStream.range(0, count).forEach(i -> drive.trash("/r" + i));
                yield all("recover", ids, work);
            }
            case "moves" -> all("move?targetParentFileId=" + drive.addFolder("/moved"), files("/m", count), work);
            case "renames" -> {
                Map<Long, String> names = new LinkedHashMap<>();
                files("/n", count).forEach(id -> names.put(id, "renamed" + id));
                yield () -> work.add(begin("pan123:rename", names, Map.of()));
            }
            case "copies" -> {
                List<Long> ids = files("/c", count);
                String uri = "pan123:copy?targetParentFileId=" + drive.addFolder("/copies");
                yield each(count, work, i -> begin(uri, ids.get(i), Map.of()));
            }
            case "downloads" -> {
                List<Long> ids = files("/g", count);
                yield each(count, work, i -> begin("pan123:downloadUrl", ids.get(i), Map.of()));
            }
            case "transcodes" -> {
                byte[] film = film();
                List<Long> ids = IntStream.range(0, count)
                        .mapToObj(i -> drive.addFile("/v" + i + ".mp4", film))
                        .toList();
                yield each(count, work, i -> begin("pan123:transcode?resolutions=480P", ids.get(i), Map.of()));
            }
            default -> throw new IllegalArgumentException(item);
        };
    }

    private static byte[] film() {
        try (InputStream clip = EstimateTest.class.getResourceAsStream("/demo.mp4")) {
            return clip.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Runnable each(
            int count, List<CompletableFuture<Exchange>> work, IntFunction<CompletableFuture<Exchange>> one) {
        return () -> IntStream.range(0, count).forEach(i -> work.add(one.apply(i)));
    }

    private Runnable all(String operation, List<Long> ids, List<CompletableFuture<Exchange>> work) {
        return () -> work.add(begin("pan123:" + operation, ids, Map.of()));
    }

    private CompletableFuture<Exchange> begin(String uri, Object body, Map<String, Object> headers) {
        return UploadFixture.begin(platform.context, uri, body, headers);
    }

    private CompletableFuture<Exchange> upload(String more, String name, int size) {
        return begin(
                "pan123:upload?parentFileId=0" + more,
                UploadFixture.content(size),
                Map.of(Pan123Constants.OVERRIDE_FILE_NAME, name));
    }

    private List<Long> files(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> drive.addFile(prefix + i, (prefix + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        // ten calls each: to look up at once, to the recycle bin in a second, to delete in nine
        "deletes=1000, PT10S, fileDelete, PT0S, ''",
        "'deletes=1000,trashes=4000', PT18S, fileDelete, PT4S, fileTrash",
        // the others are in the recycle bin before the deletions are looked up
        "'deletes=4535,trashes=1829', PT58S, fileDelete, PT12S, fileDelete",
        // and here not
        "'deletes=1775,trashes=7608', PT35S, fileTrash, PT10S, fileTrash",
        "slicedUploads=100, PT49S, uploadCreate, PT4S, uploadCreate",
        "'lists=101,folders=20', PT20S, fileListV2, PT10S, fileListV2",
        "transcodes=10, PT19.5S, transcodeResolutions, PT19.5S, transcodeResolutions",
        "'uploads=10,uploadBytes=3000,bytesPerSecond=1000', PT3S, transfer, PT3S, transfer",
        "uploads=3, PT0S, '', PT0S, ''",
        "uploads=0, PT0S, '', PT0S, ''",
    })
    void theSlowestCallBoundsTheWork(String work, Duration expected, String by, Duration vip, String byWithVip) {
        Estimate estimate = estimate(work);
        // a window begins a little later than the one before
        assertThat(estimate.expected()).isBetween(expected, expected.plus(expected.dividedBy(100)));
        assertThat(estimate.boundBy()).isEqualTo(by);
        assertThat(estimate.vip()).isFalse();
        assertThat(estimate.expectedWithVip()).isBetween(vip, vip.plus(vip.dividedBy(100)));
        assertThat(estimate.boundByWithVip()).isEqualTo(byWithVip);
        assertThat(platform.simulator.figures().totalCalls()).isZero();
    }

    @Test
    void ownLimitsApply() {
        platform.options().setRateLimits(Map.of("fileDelete", "0.1"));
        Estimate estimate = estimate(Map.of("deletes", 201));
        assertThat(estimate.expected()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
        assertThat(estimate.calls().get(0).limit()).isEqualTo("0.1");
    }

    @Test
    void callsThatWaitComeFirst() {
        platform.options().setRateLimits(Map.of("downloadInfo", "0.01"));
        List<Long> ids = files("/w", 6);
        ids.forEach(id -> begin("pan123:downloadUrl", id, Map.of()));
        await().until(() -> platform.calls("/api/v1/file/download_info") == 1);
        Estimate estimate = estimate("downloads=1");
        assertThat(estimate.calls()).singleElement().satisfies(row -> {
            assertThat(row.waiting()).isEqualTo(5);
            assertThat(row.calls()).isOne();
        });
        assertThat(estimate.expected()).isGreaterThanOrEqualTo(Duration.ofSeconds(500));
    }

    @Test
    void isJson() {
        String json = platform.context.getTypeConverter().convertTo(String.class, estimate("deletes=1000,uploads=5"));
        assertThat(json)
                .contains("\"boundBy\":\"fileDelete\"", "\"expected\":\"PT10.", "\"shortName\":\"uploadSingle\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "uploads", "uploads=", "uploads=-1", "uploads=1.5", "files=3", "uploads=1e3"})
    void whatCannotBeEstimatedIsRefused(String body) {
        assertThatThrownBy(() -> estimate(body))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBodyThatNamesNothingIsRefused() {
        assertThatThrownBy(() -> estimate(null)).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> estimate(List.of(1)))
                .rootCause()
                .hasMessageContaining("uploads=1000")
                .hasMessageContaining("slicedUploads");
    }
}
