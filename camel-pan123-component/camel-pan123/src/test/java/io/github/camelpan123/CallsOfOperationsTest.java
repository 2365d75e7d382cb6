package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Api;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * When all operations run at once and share listings, batches, lookups and tokens, each call still counts for an
 * operation that makes such a call when it runs alone.
 */
@Order(1) // it lasts long
class CallsOfOperationsTest {

    private static final int AT_ONCE = 8;
    private static final int SOME = 40;
    private static final int PLACES = 6;
    private static final int FILES_OF_A_CONSUMER = 20;
    private static final Duration ANSWER = Duration.ofMillis(100);
    private static final byte[] CONTENT = UploadFixture.content(300_000);

    /** What is sent to which endpoint; ends when the exchange has. */
    private record Work(String uri, Function<Place, Object> body) {

        Work with(String option) {
            return new Work(uri + (uri.contains("?") ? "&" : "?") + option, body);
        }
    }

    private static final List<Work> WORKS = List.of(
            new Work("userInfo", place -> null),
            new Work("listFiles?path=/in", place -> null),
            new Work("getFile", Place::file),
            new Work("getFile?path=${FILE}", place -> null),
            new Work("createDirectory", place -> "/in/" + place.fresh("d") + "/e"),
            new Work("createDirectory", place -> "/in/same/sub"),
            new Work("rename?newName=${NEW}&path=${FILE}", place -> null),
            new Work("rename", place -> Map.of(place.file(), place.fresh("n"), place.file(), place.fresh("n"))),
            new Work("move?targetParentPath=/in/moved&createDirectories=true&path=${FILE}", place -> null),
            new Work("copy?targetParentPath=/in/copied&createDirectories=true&path=${FILE}", place -> null),
            new Work("copy?targetParentPath=/in/copied&createDirectories=true", Place::files),
            new Work("trash?path=${FILE}", place -> null),
            new Work("recover", Place::trashed),
            new Work("recover?targetParentPath=/target", Place::trashed),
            new Work("delete?path=${FILE}", place -> null),
            new Work("upload?parentPath=/in&fileName=${NEW}", Place::small),
            new Work("upload?parentPath=/in/new&createDirectories=true&fileName=${NEW}", Place::small),
            new Work("upload?parentPath=${FOLDER}&fileName=${NEW}", Place::small),
            new Work("upload?parentPath=/in&duplicate=skipIfSame&fileName=${NEW}", Place::small),
            new Work("upload?parentPath=/in&uploadMode=sliced&fileName=${NEW}", Place::large),
            new Work("download?path=${FILE}", place -> null),
            new Work("downloadUrl?path=${FILE}", place -> null),
            new Work("transcodeSpace", place -> null),
            new Work("transcodeImport?path=${CLIP}", place -> null),
            new Work("transcodeResolutions", Place::imported),
            new Work("transcodeStart?resolutions=480P", Place::imported),
            new Work("transcode?resolutions=480P&path=${CLIP}", place -> null),
            new Work("transcodeRecord", Place::video),
            new Work("transcodeResult", Place::video),
            new Work("transcodeDelete", Place::video),
            new Work("transcodeDownload?artifact=original", Place::video),
            new Work("transcodeDownload?artifact=m3u8&resolution=720P", Place::video),
            new Work("transcodeDownload?artifact=all&zipName=z", Place::video),
            new Work("share?shareName=s&path=${FILE}", place -> null),
            new Work("listShares", place -> null),
            new Work("offlineDownload", place -> place.platform.simulator.baseUrl() + "/" + place.fresh("o")),
            new Work("offlineDownloadStatus", Place::task),
            new Work("enableDirectLink?path=/in/links", place -> null),
            new Work("disableDirectLink?path=/in/unlinked", place -> null),
            new Work("directLink?path=/in/links/a", place -> null),
            new Work("estimate", place -> Map.of("deletes", 1)));

    private static final List<String> CONSUMERS = List.of(
            "listFiles?path=/read&afterRead=move&moveTo=/in/done&initialDelay=0",
            "transcodeResult?afterRead=delete&resolutions=720P&source=ids&fileIds=${IDS}&initialDelay=0");

    /** Looks for the folder of its after-read action in a listing of its own. */
    private static final String FORGETFUL =
            "listFiles?path=/read&afterRead=move&moveTo=/in/done&listingMaxAge=0&initialDelay=0";

    /** The operations and calls that were counted while only one operation ran. */
    private static final Map<String, Set<String>> ALONE = new ConcurrentHashMap<>();

    private static final Map<String, Set<String>> CONSUMED = new ConcurrentHashMap<>();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    /** A platform with one context and its meters. */
    private static final class Place implements AutoCloseable {
        private final AtomicInteger number = new AtomicInteger();
        private final Scrape scrape = new Scrape();
        private final SimulatedPlatform platform = SimulatedPlatform.start().unhurried();
        private final byte[] clip;
        private final RecordedSpans spans;
        private final Object task;
        private final String ids;

        Place() throws Exception {
            clip = CallsOfOperationsTest.class.getResourceAsStream("/demo.mp4").readAllBytes();
            platform.context.getRegistry().bind("metricsRegistry", scrape.registry);
            spans = RecordedSpans.in(platform.context);
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:read").toD("${header.to}").process(CallsOfOperationsTest::readAll);
                }
            });
            platform.simulator.drive().addFolder("/target");
            platform.simulator.drive().addFolder("/in/unlinked");
            platform.simulator.drive().addFile("/in/links/a", new byte[] {1});
            List<Long> videos = new ArrayList<>();
            for (int i = 0; i < FILES_OF_A_CONSUMER; i++) {
                platform.simulator.drive().addFile("/read/r" + i, new byte[] {1});
                videos.add(video());
            }
            ids = videos.stream().map(String::valueOf).collect(Collectors.joining(","));
            list();
            run("enableDirectLink?path=/in/links", null).call();
            task = ((Exchange) run("offlineDownload", platform.simulator.baseUrl() + "/x")
                            .call())
                    .getMessage()
                    .getBody();
        }

        /** Lets the listing of the shared folder be read again, and a path be confirmed by its IDs. */
        private void list() throws Exception {
            run("getFile?path=/in/links/a&listingMaxAge=0", null).call();
            run("getFile?path=/in/links/a", null).call();
        }

        private String fresh(String name) {
            return name + number.incrementAndGet();
        }

        private long file() {
            return platform.simulator.drive().addFile("/in/" + fresh("f"), new byte[] {1});
        }

        private List<Long> files() {
            return List.of(file(), file());
        }

        private Object task() {
            return task;
        }

        private Object small() {
            return UploadFixture.content(1000 + number.incrementAndGet());
        }

        private Object large() {
            return UploadFixture.content(300_000 + number.incrementAndGet());
        }

        private long imported() {
            return platform.simulator.drive().addVideo(fresh("i") + ".mp4", clip);
        }

        private long video() {
            return platform.simulator.drive().addFinishedTranscode(fresh("v") + ".mp4", CONTENT, "720p");
        }

        private long trashed() {
            String path = "/in/" + fresh("t");
            long id = platform.simulator.drive().addFile(path, new byte[] {1});
            platform.simulator.drive().trash(path);
            return id;
        }

        private String path(String extension, byte[] content) {
            String path = "/in/" + fresh("p") + extension;
            platform.simulator.drive().addFile(path, content);
            return path;
        }

        /** With all that it needs, so that nothing of it is made while others run. */
        private Callable<Object> work(Work work) {
            String uri = work.uri();
            if (uri.contains("${FILE}")) {
                uri = uri.replace("${FILE}", path(".txt", new byte[] {1}));
            }
            if (uri.contains("${FOLDER}")) {
                String folder = "/in/" + fresh("folder");
                platform.simulator.drive().addFolder(folder);
                uri = uri.replace("${FOLDER}", folder);
            }
            if (uri.contains("${CLIP}")) {
                uri = uri.replace("${CLIP}", path(".mp4", clip));
            }
            return run(uri.replace("${NEW}", fresh("new")), work.body().apply(this));
        }

        private Callable<Object> run(String uri, Object body) {
            return () -> {
                Exchange done = platform.template.send("direct:read", exchange -> {
                    exchange.getMessage().setHeader("to", "pan123:" + uri);
                    exchange.getMessage().setBody(body);
                });
                assertThat(done.getException()).as(uri).isNull();
                return done;
            };
        }

        private Callable<Object> consumer(String uri) {
            return () -> {
                AtomicInteger mine = new AtomicInteger();
                platform.routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("pan123:" + uri.replace("${IDS}", ids)).process(exchange -> mine.incrementAndGet());
                    }
                });
                String last = uri.startsWith("listFiles") ? Api.FILE_MOVE.path() : Api.TRANSCODE_DELETE.path();
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> mine.get() >= FILES_OF_A_CONSUMER && scrape.sum("calls_total", "api", last) > 0);
                return null;
            };
        }

        /** Slow lists, so that lookups wait for those of others, and calls that have to be repeated. */
        private void trouble() {
            for (Api api : List.of(Api.FILE_LIST_V2, Api.FILE_INFOS, Api.TRANSCODE_DELETE)) {
                platform.simulator.faults().on(api.path()).always().delay(ANSWER);
            }
            for (Api api : Api.values()) {
                if (api != Api.ACCESS_TOKEN && api != Api.UPLOAD_SINGLE && api != Api.UPLOAD_SLICE) {
                    platform.simulator.faults().on(api.path()).times(2).answer(429);
                }
            }
            platform.simulator.faults().on(Api.FILE_LIST_V2.path()).after(3).answer(401);
        }

        /** Requests whose span is not below the exchange of the operation that they count for. */
        private Set<String> strangeSpans() {
            List<RecordedSpans.Shown> all = spans.all();
            Map<String, RecordedSpans.Shown> byId =
                    all.stream().collect(Collectors.toMap(RecordedSpans.Shown::id, Function.identity()));
            Set<String> consumed = CONSUMERS.stream()
                    .map(CallsOfOperationsTest::operation)
                    .collect(Collectors.toCollection(TreeSet::new));
            consumed.add("none");
            Set<String> strange = new TreeSet<>();
            for (RecordedSpans.Shown span : all) {
                String operation = span.tag("camel.pan123.operation");
                RecordedSpans.Shown exchange = byId.get(span.parent());
                boolean right = operation == null
                        || (exchange == null
                                ? consumed.contains(operation)
                                : operation.equals(exchange.tag("url.path")));
                if (!right) {
                    strange.add(operation + " " + span.name() + " below "
                            + (exchange == null
                                    ? "nothing"
                                    : exchange.name() + exchange.data().getAttributes()));
                }
            }
            return strange;
        }

        /** Without those of the preparation, unless they are of this operation. */
        private Set<String> pairsBesides(Set<String> before, String operation) {
            Set<String> pairs = pairs();
            pairs.removeIf(pair -> before.contains(pair) && !pair.startsWith(operation + " "));
            return pairs;
        }

        private Set<String> pairs() {
            return scrape.samples().stream()
                    .filter(sample -> sample.name().equals("camel_pan123_calls_total") && sample.value() > 0)
                    .map(sample -> sample.labels().get("operation") + " "
                            + sample.labels().get("api"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public void close() {
            platform.close();
        }
    }

    @BeforeAll
    static void runAlone() throws Exception {
        Map<String, List<Work>> operations = WORKS.stream()
                .collect(Collectors.groupingBy(work -> operation(work.uri()), LinkedHashMap::new, Collectors.toList()));
        List<Callable<Object>> runs = new ArrayList<>();
        operations.forEach((operation, works) -> runs.add(() -> ALONE.put(operation, alone(operation, works))));
        for (String consumer : List.of(CONSUMERS.get(0), CONSUMERS.get(1), FORGETFUL)) {
            runs.add(() -> CONSUMED.put(consumer, alone(consumer)));
        }
        some(PLACES, runs);
    }

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    private static void readAll(Exchange exchange) throws IOException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Iterator<?> pages) {
            pages.forEachRemaining(entry -> {});
        } else if (exchange.getMessage().getHeader("to", String.class).contains("ownload")) {
            try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
                if (in != null) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }

    private static void all(Collection<Callable<Object>> works) throws Exception {
        for (Future<Object> one : THREADS.invokeAll(works)) {
            one.get();
        }
    }

    private static void some(int most, List<Callable<Object>> works) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(most);
        try {
            for (Future<Object> one : threads.invokeAll(works)) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Callable<Object>> many(Place place, Work work) {
        List<Callable<Object>> many = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            many.add(place.work(work));
        }
        return many;
    }

    /** One after the other, then some at once, which are still of one operation. */
    private static Set<String> alone(String operation, List<Work> works) throws Exception {
        try (Place place = new Place()) {
            Set<String> before = place.pairs();
            for (Work work : works) {
                // with a listing that shows its file, with an older one, and without one
                Callable<Object> listed = place.work(work);
                place.list();
                listed.call();
                place.work(work).call();
                place.work(work.with("listingMaxAge=0")).call();
            }
            place.trouble();
            List<Callable<Object>> many = new ArrayList<>();
            works.forEach(work -> many.addAll(many(place, work)));
            all(many);
            return place.pairsBesides(before, operation);
        }
    }

    private static Set<String> alone(String consumer) throws Exception {
        try (Place place = new Place()) {
            Set<String> before = place.pairs();
            place.trouble();
            place.consumer(consumer).call();
            return place.pairsBesides(before, operation(consumer));
        }
    }

    private static String operation(String uri) {
        return uri.replaceAll("\\?.*", "");
    }

    @Test
    void allOperationsAreHere() {
        assertThat(ALONE.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Pan123Operation.values()).map(Enum::name).toList());
    }

    @Test
    void aCallOfTheOnlyOperationCountsForIt() {
        ALONE.forEach((operation, pairs) ->
                assertThat(pairs).as(operation).allMatch(pair -> pair.startsWith(operation + " ")));
        CONSUMED.forEach((uri, pairs) -> assertThat(pairs)
                .as(uri)
                .allMatch(pair -> pair.startsWith(operation(uri) + " ") || pair.startsWith("none ")));
        assertThat(CONSUMED.values().stream().flatMap(Set::stream))
                .contains("none " + Api.FILE_MOVE.path(), "none " + Api.TRANSCODE_DELETE.path());
    }

    @Test
    void aCallOfAllOperationsAtOnceCountsForOneThatMakesItAlone() throws Exception {
        Set<String> expected = new TreeSet<>();
        ALONE.forEach((operation, pairs) ->
                pairs.stream().filter(pair -> pair.startsWith(operation + " ")).forEach(expected::add));
        CONSUMED.values().forEach(expected::addAll);
        try (Place place = new Place()) {
            expected.addAll(place.pairs());
            List<Callable<Object>> everything = new ArrayList<>();
            for (Work work : WORKS) {
                for (int i = 0; i < AT_ONCE; i++) {
                    // what it needs is made at last, so that no listing shows it yet and it lists again
                    everything.add(() -> place.work(work).call());
                }
            }
            CONSUMERS.forEach(consumer -> everything.add(place.consumer(consumer)));
            Collections.shuffle(everything, new Random(1));
            place.trouble();
            // one after the other begins while others wait for a listing
            some(SOME, everything);
            Set<String> wrong = new TreeSet<>(place.pairs());
            wrong.removeAll(expected);
            assertThat(wrong).as("not among %s", expected).isEmpty();
            assertThat(place.strangeSpans()).isEmpty();
            assertThat(place.spans.named(Api.FILE_MOVE.path())).isNotEmpty();
            assertThat(place.scrape.sum("calls_total")).isGreaterThan(WORKS.size() * AT_ONCE);
        }
    }
}
