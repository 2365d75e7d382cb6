package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.simulator.FaultRule;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A call fails that an operation makes after its first write, and the route redelivers what may be redelivered: nothing
 * is done twice. Which calls those are is found by running the operation.
 */
@Order(2) // it lasts long
class RedeliveryTest {

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    /** Most of the time of a case is waiting; each has a platform of its own. */
    private static final int AT_ONCE = 8;

    private static final Duration REDELIVERED_FOR = Duration.ofMinutes(2);
    private static final Set<Fault> SMALL = EnumSet.of(Fault.BAD_GATEWAY, Fault.TOO_FREQUENT);
    private static final String NEW_FOLDER = "/new/deep";
    private static final String INTO_NEW_FOLDER = "targetParentPath=" + NEW_FOLDER + "&createDirectories=true";

    private static final Map<String, Function<SimulatedPlatform, Work>> WORKS = new LinkedHashMap<>();

    /** How a call fails. */
    enum Fault {
        BAD_GATEWAY(rule -> rule.http(502)),
        /** More often than an upload tries. */
        OUTAGE(rule -> rule.times(4).http(502)),
        CUT(FaultRule::cutAfter),
        /** Until the call may not wait any longer. */
        TOO_FREQUENT(rule -> rule.times(4).answer(429));

        private final Consumer<FaultRule> strike;

        Fault(Consumer<FaultRule> strike) {
            this.strike = strike;
        }
    }

    /** @param done how often what was asked for is there */
    private record Work(String uri, Object body, LongSupplier done) {}

    /** @param before the calls of the same path that are made before it */
    private record Call(String path, long before) {}

    private static long most(LongStream counts) {
        return counts.max().orElseThrow();
    }

    private static long count(Collection<Entry> entries, String name) {
        return entries.stream()
                .filter(entry ->
                        entry.name().equals(name) || entry.name().startsWith(name.replaceFirst("\\.\\w+$", "") + "("))
                .count();
    }

    private static long in(SimulatedPlatform platform, String folder, String... names) {
        List<Entry> entries = platform.simulator.drive().list(folder);
        return most(Arrays.stream(names).mapToLong(name -> count(entries, name)));
    }

    private static List<Long> files(SimulatedPlatform platform, String... names) {
        return Arrays.stream(names)
                .map(name -> platform.simulator.drive().addFile("/in/" + name, name.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static byte[] clip() {
        try (InputStream clip = RedeliveryTest.class.getResourceAsStream("/demo.mp4")) {
            return clip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long video(SimulatedPlatform platform) {
        return platform.simulator.drive().addFile("/v.mp4", clip());
    }

    private static Entry entry(SimulatedPlatform platform, long id) {
        return platform.simulator.drive().get(id).orElseThrow();
    }

    private static void row(
            String uri, Function<SimulatedPlatform, Object> body, Function<SimulatedPlatform, Long> done) {
        WORKS.put(uri, platform -> new Work(uri.replace("&x=2", ""), body.apply(platform), () -> done.apply(platform)));
    }

    static {
        row(
                "copy?targetParentPath=/target",
                platform -> files(platform, "a", "b"),
                platform -> in(platform, "/target", "a", "b"));
        row(
                "copy?targetParentPath=/target&x=2",
                platform -> {
                    files(platform, "a");
                    return "/in";
                },
                platform -> in(platform, "/target", "in"));
        row(
                "copy?" + INTO_NEW_FOLDER,
                platform -> files(platform, "a", "b"),
                platform -> in(platform, NEW_FOLDER, "a", "b"));
        row(
                "copy?" + INTO_NEW_FOLDER + "&x=2",
                platform -> files(platform, "a"),
                platform -> in(platform, NEW_FOLDER, "a"));
        row(
                "move?" + INTO_NEW_FOLDER,
                platform -> files(platform, "a", "b"),
                platform -> in(platform, NEW_FOLDER, "a", "b"));
        row(
                "recover?" + INTO_NEW_FOLDER,
                platform -> {
                    List<Long> files = files(platform, "a", "b");
                    platform.simulator.drive().trash("/in/a");
                    platform.simulator.drive().trash("/in/b");
                    return files;
                },
                platform -> in(platform, NEW_FOLDER, "a", "b"));
        row(
                "delete",
                platform -> files(platform, "a", "b"),
                platform -> platform.simulator.drive().all().stream().noneMatch(entry -> !entry.folder()) ? 1L : 0L);
        row(
                "createDirectory",
                platform -> "/target/x/y",
                platform -> most(LongStream.of(in(platform, "/target", "x"), in(platform, "/target/x", "y"))));
        row(
                "offlineDownload?createDirectories=true&parentPath=" + NEW_FOLDER,
                platform -> platform.simulator.baseUrl() + "/o",
                platform -> platform.simulator.figures().requests(Api.OFFLINE_DOWNLOAD.path()).stream()
                        // with a connection that is closed afterwards, too
                        .filter(request -> request.code() == 0 || request.status() == 0)
                        .count());
        row(
                "transcodeImport",
                RedeliveryTest::video,
                platform -> count(platform.simulator.drive().videos(), "v.mp4"));
        row("transcode?resolutions=480P", RedeliveryTest::video, platform -> {
            List<Entry> videos = platform.simulator.drive().videos();
            return most(LongStream.concat(
                    LongStream.of(count(videos, "v.mp4")), videos.stream().mapToLong(video -> platform.simulator
                            .drive()
                            .transcodes(video.id())
                            .size())));
        });
        row(
                "upload?uploadMode=single&createDirectories=true&fileName=up&parentPath=" + NEW_FOLDER,
                platform -> UploadFixture.content(1000),
                platform -> in(platform, NEW_FOLDER, "up"));
        for (Duplicate duplicate : Duplicate.values()) {
            upload("single", 1000, duplicate.name());
            upload("sliced", 300_000, duplicate.name());
        }
        upload("single", 1000, "keepBoth&soleWriter=true");
        upload("sliced", 300_000, "keepBoth&soleWriter=true");
    }

    private static void upload(String mode, int size, String duplicate) {
        row(
                "upload?uploadMode=" + mode + "&fileName=up&duplicate=" + duplicate,
                platform -> UploadFixture.content(size),
                platform -> in(platform, "/", "up"));
    }

    private static SimulatedPlatform start() throws Exception {
        SimulatedPlatform platform = SimulatedPlatform.start().unhurried();
        platform.simulator.drive().addFolder("/target");
        return platform;
    }

    private static Exchange send(SimulatedPlatform platform, Work work) {
        return platform.template.request(
                "pan123:" + work.uri(), exchange -> exchange.getMessage().setBody(work.body()));
    }

    /** Returns the calls that an operation makes after its first write. */
    private static Set<Call> callsAfterTheFirstWrite(String row) throws Exception {
        Set<Call> calls = new LinkedHashSet<>();
        try (SimulatedPlatform platform = start()) {
            Work work = WORKS.get(row).apply(platform);
            assertThat(send(platform, work).getException()).as(row).isNull();
            assertThat(work.done().getAsLong()).as(row).isOne();
            List<String> paths = platform.simulator.figures().requests().stream()
                    .map(RequestRecord::path)
                    // without what the platform asks itself for
                    .filter(path -> api(path).isPresent())
                    .toList();
            boolean written = false;
            for (int i = 0; i < paths.size(); i++) {
                String path = paths.get(i);
                if (written) {
                    calls.add(new Call(
                            path,
                            paths.subList(0, i).stream().filter(path::equals).count()));
                }
                written |= !LostAnswerRows.kind(api(path).orElseThrow()).equals("reads");
            }
        }
        return calls;
    }

    private static Optional<Api> api(String path) {
        return Arrays.stream(Api.values())
                .filter(api -> api != Api.ACCESS_TOKEN && api.path().equals(path))
                .findFirst();
    }

    private static List<String> strike(String row, Call call, Fault fault) throws Exception {
        List<String> wrong = new ArrayList<>();
        String what = row + ", " + call + " " + fault + ": ";
        try (SimulatedPlatform platform = start()) {
            if (fault == Fault.TOO_FREQUENT) {
                platform.options().setMaxWait(1500);
            }
            Work work = WORKS.get(row).apply(platform);
            fault.strike.accept(platform.simulator.faults().on(call.path()).after(call.before()));
            Exchange exchange = send(platform, work);
            if (platform.simulator.figures().faults(call.path()) == 0) {
                wrong.add(what + "the fault did not strike");
            }
            platform.simulator.faults().clear();
            if (retriable(exchange)) {
                exchange = redelivered(platform, work);
            }
            long done = work.done().getAsLong();
            if (done > 1 || done < 1 && exchange.getException() == null) {
                wrong.add(what + "done " + done + " times, " + exchange.getException());
            }
        }
        return wrong;
    }

    /** As long as the failure allows it. A queue that was refused pauses for some seconds. */
    private static Exchange redelivered(SimulatedPlatform platform, Work work) {
        return await().atMost(REDELIVERED_FOR)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> send(platform, work), exchange -> !retriable(exchange));
    }

    private static boolean retriable(Exchange exchange) {
        return exchange.getException() instanceof Pan123Exception failure && failure.isRetriable();
    }

    @Test
    void whatWasBegunIsNotBegunAgain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Map<String, Future<Set<Call>>> calls = new LinkedHashMap<>();
            WORKS.keySet().forEach(row -> calls.put(row, threads.submit(() -> callsAfterTheFirstWrite(row))));
            List<Future<List<String>>> cases = new ArrayList<>();
            for (Map.Entry<String, Future<Set<Call>>> row : calls.entrySet()) {
                Set<Call> after = row.getValue().get();
                assertThat(after).as(row.getKey()).isNotEmpty();
                for (Call call : after) {
                    for (Fault fault : PROOF ? EnumSet.allOf(Fault.class) : SMALL) {
                        cases.add(threads.submit(() -> strike(row.getKey(), call, fault)));
                    }
                }
            }
            List<String> wrong = new ArrayList<>();
            for (Future<List<String>> one : cases) {
                wrong.addAll(one.get());
            }
            assertThat(wrong).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    /** The list does not show the import yet, so whoever asks for it again makes a second one. */
    @Test
    void anImportIsWaitedForAlthoughALookFails() throws Exception {
        try (SimulatedPlatform platform = start()) {
            long video = video(platform);
            platform.simulator
                    .faults()
                    .listLag(Duration.ofSeconds(1))
                    .on(Api.FILE_LIST_V2.path())
                    .after(1)
                    .http(502);
            Exchange exchange = platform.template.request(
                    "pan123:transcodeImport", one -> one.getMessage().setBody(video));
            if (retriable(exchange)) {
                exchange = platform.template.request(
                        "pan123:transcodeImport", one -> one.getMessage().setBody(video));
            }
            assertThat(exchange.getException()).isNull();
            assertThat(platform.simulator.drive().videos()).hasSize(1);
            assertThat(platform.simulator.figures().faults(Api.FILE_LIST_V2.path()))
                    .isOne();
        }
    }
}
