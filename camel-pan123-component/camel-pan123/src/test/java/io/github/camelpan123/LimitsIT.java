package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.platform.TranscodeResolutions;
import io.github.camelpan123.simulator.AccountDrive;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Tier;
import io.github.camelpan123.simulator.transcode.VideoFacts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three contexts of one account press against the sixteen business limits of the notice at once, over an unsteady line:
 * the platform's rolling window refuses nothing, and most of each budget is used.
 */
@Isolated("a busy JVM delays calls on their way, which a window of the server can see")
class LimitsIT {

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final Duration WARM_UP = Duration.ofSeconds(PROOF ? 6 : 3);
    private static final String IMPORT = "/api/v1/transcode/upload/from_cloud_disk";
    private static final Logger LOG = LoggerFactory.getLogger(LimitsIT.class);
    private static final int MOST_SPANS = 3;
    private static final int MOST_STARTS = 1000;
    private static final List<Case> CASES = List.of(
            new Case(Tier.FREE, 50, 0.94),
            new Case(Tier.VIP, 50, 0.94),
            new Case(Tier.FREE, 4, 0.97),
            new Case(Tier.VIP, 4, 0.97));
    /** They wait nearly all of their time, each at a simulator of its own, so they are measured at once. */
    private static final Map<Case, CompletableFuture<Use>> USES = new ConcurrentHashMap<>();

    private static CompletableFuture<Use> otherAccounts;

    /** A line whose delays differ by so much, and how much of each budget is used over it. */
    private record Case(Tier tier, int jitterMillis, double share) {}

    /** Of each budget the part that was used, and what was refused. */
    private record Use(Map<String, Double> parts, long refused) {}

    /** What presses against a lane. */
    private record Limit(String path, double free, double vip, Pressure.Row row) {
        double perSecond(Tier tier) {
            return tier == Tier.FREE ? free : vip;
        }

        int calls(Tier tier) {
            return (int) Math.max(1, perSecond(tier));
        }

        /** At full use. */
        Duration period(Tier tier) {
            return Duration.ofMillis(Math.round(1000 * calls(tier) / perSecond(tier)));
        }
    }

    private static List<Limit> limits(Pan123Simulator simulator) throws IOException {
        AccountDrive drive = simulator.drive();
        byte[] clip = LimitsIT.class.getResourceAsStream("/demo.mp4").readAllBytes();
        byte[] small = {1, 2, 3};
        AtomicInteger number = new AtomicInteger();
        long finished = drive.addFinishedTranscode("v.mp4", clip, "480p");
        String ofVideo = "?fileId=" + finished;
        long target = drive.addFolder("/target");
        long listed = drive.addFolder("/listed");
        long parent = drive.addFolder("/made");
        List<Long> moved = LongStream.range(0, 100)
                .mapToObj(i -> drive.addFile("/moved/" + i, small))
                .toList();
        drive.addFolder("/bin");
        long started = drive.addVideo("s.mp4", clip);
        TranscodeResolutions offered = new TranscodeResolutions(
                started,
                false,
                IntStream.rangeClosed(1, MOST_STARTS).mapToObj(i -> i + "P").toList(),
                List.of(),
                "H.264",
                10);
        drive.describeVideo(
                started,
                new VideoFacts(
                        offered.codec(),
                        (int) offered.seconds(),
                        offered.available().stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .toList()));
        AtomicInteger starts = new AtomicInteger();
        return List.of(
                new Limit("/api/v1/user/info", 10, 10, Pressure.exchanges("pan123:userInfo", message -> {})),
                new Limit(
                        "/api/v1/file/move",
                        3,
                        10,
                        Pressure.exchanges(
                                "pan123:move?targetParentFileId=" + target, message -> message.setBody(moved))),
                new Limit(
                        "/api/v1/file/delete",
                        1,
                        10,
                        Pressure.exchanges(
                                "pan123:delete",
                                message -> message.setBody(List.of(trashed(drive, number), trashed(drive, number))))),
                new Limit(
                        "/api/v1/file/list",
                        0.2,
                        10,
                        Pressure.exchanges("pan123:listFiles?orderBy=fileName&parentFileId=" + listed, message -> {})),
                new Limit(
                        "/api/v2/file/list",
                        5,
                        10,
                        Pressure.exchanges("pan123:listFiles?parentFileId=" + listed, message -> {})),
                new Limit(
                        "/upload/v1/file/mkdir",
                        5,
                        20,
                        Pressure.exchanges(
                                "pan123:createDirectory?parentFileId=" + parent,
                                message -> message.setHeader(
                                        Pan123Constants.OVERRIDE_FILE_NAME, "d" + number.incrementAndGet()))),
                new Limit(
                        "/api/v1/transcode/folder/info",
                        20,
                        20,
                        Pressure.exchanges("pan123:transcodeSpace", message -> {})),
                new Limit(
                        IMPORT,
                        1,
                        1,
                        Pressure.exchanges(
                                "pan123:transcodeImport",
                                message -> message.setBody(List.of(
                                        drive.addFile("/videos/" + number.incrementAndGet() + ".mp4", small),
                                        drive.addFile("/videos/" + number.incrementAndGet() + ".mp4", small))))),
                new Limit(
                        "/api/v1/transcode/delete",
                        10,
                        10,
                        Pressure.exchanges(
                                "pan123:transcodeDelete",
                                message -> message.setBody(
                                        drive.addVideo("d" + number.incrementAndGet() + ".mp4", small)))),
                new Limit(
                        "/api/v1/transcode/video/resolutions",
                        1,
                        1,
                        Pressure.exchanges("pan123:transcodeResolutions" + ofVideo, message -> {})),
                new Limit(
                        "/api/v1/transcode/video",
                        3,
                        3,
                        Pressure.exchanges("pan123:transcodeStart?fileId=" + started, message -> {
                            message.setBody(offered);
                            message.setHeader(
                                    Pan123Constants.OVERRIDE_RESOLUTIONS,
                                    offered.available().get(starts.getAndIncrement()));
                        })),
                new Limit(
                        "/api/v1/transcode/video/record",
                        20,
                        20,
                        Pressure.exchanges("pan123:transcodeRecord" + ofVideo, message -> {})),
                new Limit(
                        "/api/v1/transcode/video/result",
                        20,
                        20,
                        Pressure.exchanges("pan123:transcodeResult" + ofVideo, message -> {})),
                new Limit(
                        "/api/v1/transcode/file/download",
                        10,
                        10,
                        Pressure.exchanges("pan123:transcodeDownload" + ofVideo, message -> {})),
                new Limit(
                        "/api/v1/transcode/m3u8_ts/download",
                        20,
                        20,
                        Pressure.exchanges(
                                "pan123:transcodeDownload" + ofVideo + "&artifact=m3u8&resolution=480P",
                                message -> {})),
                new Limit(
                        "/api/v1/transcode/file/download/all",
                        1,
                        1,
                        Pressure.exchanges("pan123:transcodeDownload" + ofVideo + "&artifact=all", message -> {})));
    }

    private static long trashed(AccountDrive drive, AtomicInteger number) {
        String path = "/bin/" + number.incrementAndGet();
        long id = drive.addFile(path, new byte[] {1});
        drive.trash(path);
        return id;
    }

    static Stream<Arguments> cases() {
        return CASES.stream().map(line -> Arguments.of(line.tier(), line.jitterMillis(), line.share()));
    }

    @BeforeAll
    static void measure() {
        ExecutorService threads = Executors.newFixedThreadPool(CASES.size() + 1);
        CASES.forEach(line -> USES.put(line, measured(threads, () -> allBudgets(line))));
        otherAccounts = measured(threads, LimitsIT::twoAccounts);
        threads.shutdown();
    }

    private static CompletableFuture<Use> measured(ExecutorService threads, Callable<Use> measurement) {
        CompletableFuture<Use> use = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                use.complete(measurement.call());
            } catch (Throwable e) {
                use.completeExceptionally(e);
            }
        });
        return use;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsRefusedAndMostOfEachBudgetIsUsed(Tier tier, int jitterMillis, double share) throws Exception {
        Use use = USES.get(new Case(tier, jitterMillis, share)).get();
        assertThat(use.refused()).isZero();
        assertThat(use.parts()).hasSize(16).allSatisfy((path, part) -> assertThat(part)
                .isBetween(share, 1.0));
    }

    private static Use allBudgets(Case line) throws Exception {
        Tier tier = line.tier();
        try (Pan123Simulator simulator = Pan123Simulator.builder()
                .tier(tier)
                .resolutionPolls(0)
                .zipPolls(0)
                .start()) {
            List<Limit> limits = limits(simulator);
            limits.forEach(limit -> AcceptedCalls.unsteady(simulator, limit.path(), line.jitterMillis()));
            AcceptedCalls calls = new AcceptedCalls(simulator);
            try (Pressure pressure = new Pressure(simulator, options -> {
                options.setTier(tier == Tier.VIP ? account("vip") : account("free"));
                // no documented limit; it stands before each delete and import
                options.setRateLimits(Map.of("fileInfos", "100"));
            })) {
                pressWithImports(pressure, limits);
                calls.collect(WARM_UP);
                Map<String, Double> used = Map.of();
                // a busy machine lowers what is used and nothing raises it, so one span is enough to tell
                for (int span = 0; span < MOST_SPANS && !enough(used, line.share()); span++) {
                    Instant from = Instant.now();
                    calls.collect(length(tier));
                    used = limits.stream()
                            .collect(Collectors.toMap(
                                    Limit::path,
                                    limit -> calls.share(limit.path(), limit.calls(tier), limit.period(tier), from)));
                    LOG.info("{}: {}", line, used);
                }
                pressure.requireNoFailure();
                return new Use(used, simulator.figures().totalRefused());
            }
        }
    }

    private static boolean enough(Map<String, Double> used, double share) {
        return !used.isEmpty() && used.values().stream().allMatch(part -> part >= share);
    }

    @Test
    void twoAccountsDoNotSlowEachOther() throws Exception {
        Use use = otherAccounts.get();
        assertThat(use.refused()).isZero();
        assertThat(use.parts()).containsOnlyKeys("one", "other").allSatisfy((client, part) -> assertThat(part)
                .isBetween(0.97, 1.0));
    }

    private static Use twoAccounts() throws Exception {
        String path = "/api/v1/user/info";
        List<Pressure.Row> row = List.of(Pressure.exchanges("pan123:userInfo", message -> {}));
        try (Pan123Simulator simulator = Pan123Simulator.builder()
                        .client("one", "secret")
                        .client("other", "secret")
                        .start();
                Pressure first = new Pressure(simulator, options -> client(options, "one")).press(row);
                Pressure second = new Pressure(simulator, options -> client(options, "other")).press(row)) {
            AcceptedCalls calls = new AcceptedCalls(simulator);
            calls.collect(Duration.ofSeconds(2));
            Map<String, Double> used = Map.of();
            for (int span = 0; span < MOST_SPANS && !enough(used, 0.97); span++) {
                Instant from = Instant.now();
                calls.collect(Duration.ofSeconds(PROOF ? 30 : 5));
                used = Stream.of("one", "other")
                        .collect(Collectors.toMap(Function.identity(), client -> calls.of(client)
                                .share(path, 10, Duration.ofSeconds(1), from)));
            }
            first.requireNoFailure();
            second.requireNoFailure();
            return new Use(used, simulator.figures().totalRefused());
        }
    }

    private static void client(Pan123Configuration options, String id) {
        options.setClientId(id);
        options.setClientSecret("secret");
    }

    /**
     * Before and after its call an import looks through the space, and waits for that in the lane of the list. So there
     * are more of them under way, and they come first, until enough of them wait in their own lane.
     */
    private static void pressWithImports(Pressure pressure, List<Limit> limits) throws Exception {
        Limit imports = limits.stream()
                .filter(limit -> limit.path().equals(IMPORT))
                .findFirst()
                .orElseThrow();
        pressure.press(Collections.nCopies(8, imports.row()));
        await().until(() -> pressure.waiting(IMPORT) > 100);
        pressure.press(limits.stream()
                .filter(limit -> limit != imports)
                .map(Limit::row)
                .toList());
    }

    /** Free accounts have a lane of one call in five seconds; it is to make two of them, and in the proof twelve. */
    private static Duration length(Tier tier) {
        int seconds = tier == Tier.FREE ? 60 : 30;
        return Duration.ofSeconds(PROOF ? seconds : 11);
    }

    private static io.github.camelpan123.account.Tier account(String tier) {
        return io.github.camelpan123.account.Tier.valueOf(tier);
    }
}
