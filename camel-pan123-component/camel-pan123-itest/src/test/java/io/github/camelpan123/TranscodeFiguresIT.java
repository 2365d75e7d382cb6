package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.transcode.Job;
import io.github.camelpan123.transcode.WatchList;
import io.github.camelpan123.transcode.WatchListSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** How soon finished transcodes are found, what a crash costs, and what many videos cost. */
@Isolated("a busy JVM delays calls on their way, which a window of the server can see")
@Tag("idle-machine-in-full")
class TranscodeFiguresIT {

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final String LIST = "/api/v2/file/list";
    private static final String RESULT = "/api/v1/transcode/video/result";
    private static final byte[] CONTENT = {1};

    private static final int JOBS = PROOF ? 500 : 60;
    /** Jobs end at random between these, in milliseconds after they were made. */
    private static final int FIRST_END = 4_000;

    private static final int LAST_END = PROOF ? 120_000 : 14_000;

    private static final double RESULT_CALLS_A_SECOND = 20;
    private static final double TOLERANCE = 1.15;
    /** What a machine takes for itself, in milliseconds; times are held only in the proof, which runs alone. */
    private static final long NOISE = 250;

    /**
     * These wait nearly all of their time, each at a platform of its own, so they are taken at once; in full one after the
     * other.
     */
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(PROOF ? 1 : 3);

    private static final FutureTask<Void> FINISHED = taken(TranscodeFiguresIT::finishedJobs);
    private static final FutureTask<Void> KILLED = taken(TranscodeFiguresIT::killedProcesses);
    private static final FutureTask<Void> FAILING = taken(TranscodeFiguresIT::failingRoutes);

    @TempDir
    static Path folders;

    private Path folder;
    private SimulatedPlatform platform;
    private final List<Process> nodes = new ArrayList<>();

    @FunctionalInterface
    private interface Figures {
        void take(TranscodeFiguresIT at) throws Exception;
    }

    private static FutureTask<Void> taken(Figures figures) {
        return new FutureTask<>(() -> {
            TranscodeFiguresIT at = new TranscodeFiguresIT();
            try {
                at.start();
                figures.take(at);
            } finally {
                at.stop();
            }
            return null;
        });
    }

    @BeforeAll
    static void take() {
        List.of(FINISHED, KILLED, FAILING).forEach(THREADS::execute);
        THREADS.shutdown();
    }

    @BeforeEach
    void start() throws IOException {
        folder = Files.createTempDirectory(folders, "figures");
    }

    @AfterEach
    void stop() {
        nodes.forEach(Process::destroyForcibly);
        if (platform != null) {
            platform.close();
        }
    }

    private AccountDrive drive() {
        return platform.simulator.drive();
    }

    private List<Long> videos(int count, Random random) {
        List<Long> videos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int end = FIRST_END + random.nextInt(LAST_END - FIRST_END);
            videos.add(drive().addPendingTranscode("v" + i + ".mp4", CONTENT, Duration.ofMillis(end), "480p"));
        }
        return videos;
    }

    @Test
    void eachFinishedJobIsFoundInTimeNoneIsLostNoneComesTwiceAndNothingIsRefused() throws Exception {
        FINISHED.get();
    }

    private void finishedJobs() throws Exception {
        platform = SimulatedPlatform.start(builder -> builder);
        List<Long> videos = videos(JOBS, new Random(42));
        int delay = 2000;
        Map<Long, Long> found = new ConcurrentHashMap<>();
        AtomicInteger twice = new AtomicInteger();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:transcodeResult?initialDelay=0&delay=" + delay).process(exchange -> {
                    long now = System.currentTimeMillis();
                    if (found.put(exchange.getMessage().getHeader(Pan123Constants.FILE_ID, Long.class), now) != null) {
                        twice.incrementAndGet();
                    }
                });
            }
        });
        await().atMost(Duration.ofMillis(LAST_END + 60_000L)).until(() -> found.size() == JOBS);
        long lists = platform.calls(LIST);
        await().until(() -> platform.calls(LIST) > lists + JOBS / 100);
        assertThat(twice).hasValue(0);
        assertThat(platform.simulator.figures().totalRefused()).isZero();
        assertThat(platform.simulator.figures().fullestWindow(RESULT)).isLessThanOrEqualTo(20);

        // in calls, not in seconds: a busy machine makes fewer of them in the same time
        List<String> late = new ArrayList<>();
        double most = 0;
        for (long video : videos) {
            long end = drive().transcodes(video).get(0).finalAt();
            long foundAt = found.get(video);
            long outstanding = found.values().stream().filter(at -> at > end).count();
            // those of the poll that had begun before the job ended, and its turn among the others in the next one
            double allowed = RESULT_CALLS_A_SECOND * delay / 1000 + TOLERANCE * outstanding;
            long took = resultCalls(end, foundAt);
            most = Math.max(most, took / allowed);
            if (took > allowed) {
                late.add(video + " took " + took + " calls with " + outstanding + " outstanding");
            }
            double allowedMillis = delay + TOLERANCE * outstanding / RESULT_CALLS_A_SECOND * 1000;
            if (PROOF && foundAt - end > allowedMillis + NOISE) {
                late.add(video + " took " + (foundAt - end) + " ms with " + outstanding + " outstanding");
            }
        }
        System.out.printf("%d jobs: at most %.2f of the calls that are allowed%n", JOBS, most);
        assertThat(late).isEmpty();
        assertThat(most).as("whether any call was counted").isPositive();
    }

    /** How many the platform got between two moments, in milliseconds of its clock. */
    private long resultCalls(long after, long before) {
        return platform.simulator.figures().requests(RESULT).stream()
                .mapToLong(request -> request.at().toEpochMilli())
                .filter(at -> at > after && at < before)
                .count();
    }

    @Test
    void aKilledProcessLosesNothingAndRepeatsOnlyWhatWasInWork() throws Exception {
        KILLED.get();
    }

    private void killedProcesses() throws Exception {
        platform = SimulatedPlatform.start(builder -> builder);
        platform.options().setWatchListDirectory(folder.resolve("watch").toString());
        WatchList list =
                platform.component().enterAccount(platform.options()).space().watchList(folder.resolve("watch"));
        List<Long> videos = videos(JOBS, new Random(7));
        videos.forEach(video -> WatchListSeed.started(list, video, "v.mp4", "480P"));
        String uri = "pan123:transcodeResult?source=started&idempotentRepository=#seen&initialDelay=0&delay=500";
        List<List<Long>> runs = new ArrayList<>();
        Set<Long> all = new HashSet<>();
        for (int share = 1; share <= 3; share++) {
            Path log = folder.resolve("run" + share);
            Files.createFile(log);
            Process node = TranscodeNode.start(platform, log, "256m", uri, Map.of());
            nodes.add(node);
            int enough = JOBS * share / 3;
            await().atMost(Duration.ofMillis(LAST_END + 60_000L)).until(() -> {
                Set<Long> soFar = new HashSet<>(all);
                soFar.addAll(read(log));
                return soFar.size() >= enough;
            });
            node.destroyForcibly().waitFor();
            // the next one cannot know what this one has sent, and may be there while the platform still counts it
            await().until(() -> idleFor(Duration.ofSeconds(1)));
            runs.add(read(log));
            all.addAll(runs.get(share - 1));
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(videos);
        int repeated = 0;
        for (int run = 1; run < runs.size(); run++) {
            Set<Long> before = new HashSet<>();
            runs.subList(0, run).forEach(before::addAll);
            for (long video : runs.get(run)) {
                if (before.contains(video)) {
                    repeated++;
                    List<Long> last = runs.get(run - 1);
                    assertThat(video).as("in work at the kill").isEqualTo(last.get(last.size() - 1));
                }
            }
            assertThat(runs.get(run)).doesNotHaveDuplicates();
        }
        System.out.printf("%d jobs, killed twice: %s exchanges, %d repeated%n", JOBS, sizes(runs), repeated);
        assertThat(platform.simulator.figures().requests())
                .filteredOn(request -> request.code() == 429)
                .isEmpty();
        assertThat(platform.simulator.figures().totalRefused()).isZero();
    }

    private boolean idleFor(Duration length) {
        Instant begin = Instant.now().minus(length);
        return platform.simulator.figures().requests().stream()
                .noneMatch(request -> request.at().isAfter(begin));
    }

    private static List<Integer> sizes(List<List<Long>> runs) {
        return runs.stream().map(List::size).toList();
    }

    private static List<Long> read(Path log) throws IOException {
        String text = Files.readString(log);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> !line.equals("null"))
                .map(Long::parseLong)
                .toList();
    }

    @Test
    void manyVideosThatAreDoneCostTheirListPagesOnlyAndLittleMemory() throws Exception {
        // it uses much of the processor, which would delay the calls of the others
        assertThat(THREADS.awaitTermination(20, TimeUnit.MINUTES)).isTrue();
        int entries = PROOF ? 10_000 : 2_000;
        platform = SimulatedPlatform.start();
        for (int i = 0; i < entries; i++) {
            drive().addFinishedTranscode("v" + i + ".mp4", CONTENT, "480p");
        }
        Path log = folder.resolve("run");
        Files.createFile(log);
        Process node = TranscodeNode.start(
                platform,
                log,
                "60m",
                "pan123:transcodeResult?initialDelay=0&delay=200&sendEmptyMessageWhenIdle=true",
                Map.of(
                        Api.TRANSCODE_RESULT.shortName(), "2000",
                        Api.FILE_LIST_V2.shortName(), "200"));
        nodes.add(node);
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(node.isAlive()).isTrue();
            return read(log).size() == entries;
        });
        assertThat(platform.calls(RESULT)).isEqualTo(entries);
        int pages = entries / 100;
        int idle = idlePolls(log);
        long lists = platform.calls(LIST);
        long others = allCalls() - lists;
        await().atMost(Duration.ofMinutes(1)).until(() -> idlePolls(log) >= idle + 3);
        int polls = idlePolls(log) - idle;
        // what is counted here may begin and end in the middle of a poll
        assertThat(platform.calls(LIST) - lists).isBetween((polls - 1L) * pages, (polls + 1L) * pages);
        assertThat(allCalls() - platform.calls(LIST)).isEqualTo(others);
        assertThat(read(log)).hasSize(entries).doesNotHaveDuplicates();
        assertThat(node.isAlive()).isTrue();
    }

    private static int idlePolls(Path log) throws IOException {
        return (int) Files.readString(log).lines().filter("null"::equals).count();
    }

    private long allCalls() {
        return Arrays.stream(Api.values())
                .mapToLong(api -> platform.calls(api.path()))
                .sum();
    }

    @Test
    void sixteenFailingRoutesAreOfferedTheirExchangesAgainAndStarveNobody() throws Exception {
        FAILING.get();
    }

    private void failingRoutes() throws Exception {
        platform = SimulatedPlatform.start(builder -> builder);
        Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();
        for (int route = 0; route < 16; route++) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ids.add(Long.toString(drive().addFinishedTranscode("bad" + route + "-" + i + ".mp4", CONTENT, "480p")));
            }
            String uri = "pan123:transcodeResult?initialDelay=0&delay=100&fileIds=" + String.join(",", ids);
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from(uri).process(exchange -> {
                        failures.computeIfAbsent(
                                        exchange.getMessage().getHeader(Pan123Constants.FILE_ID, String.class),
                                        id -> new AtomicInteger())
                                .incrementAndGet();
                        throw new IllegalStateException("as it should be");
                    });
                }
            });
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> failures.size() == 80);
        long good = drive().addPendingTranscode("good.mp4", CONTENT, Duration.ofSeconds(2), "480p");
        Map<Long, Long> found = new ConcurrentHashMap<>();
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("pan123:transcodeResult?initialDelay=0&delay=100&fileId=" + good)
                        .process(exchange -> found.put(good, System.currentTimeMillis()));
            }
        });
        long asked = System.currentTimeMillis();
        platform.template.requestBody("pan123:transcodeResult", good, List.class);
        long answered = System.currentTimeMillis();
        await().atMost(Duration.ofMinutes(2)).until(() -> found.containsKey(good));
        Job job = drive().transcodes(good).get(0);
        // 16 routes with at most 4 questions each in the line; in calls, not in seconds, for a busy machine makes fewer
        double line = 16 * 4 * TOLERANCE;
        assertThat(resultCalls(job.finalAt(), found.get(good))).isLessThan((long) (2 * line) + 5);
        assertThat(resultCalls(asked, answered)).isLessThan((long) (line + RESULT_CALLS_A_SECOND));
        if (PROOF) {
            long lineMillis = (long) (line / RESULT_CALLS_A_SECOND * 1000);
            assertThat(found.get(good) - job.finalAt()).isLessThan(2 * lineMillis + 100 + NOISE);
            assertThat(answered - asked).isLessThan(lineMillis + 1000 + NOISE);
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() -> failures.values().stream().allMatch(count -> count.get() >= 2));
        assertThat(platform.simulator.figures().totalRefused()).isZero();
    }
}
