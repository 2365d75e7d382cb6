package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.simulator.FaultRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every call of the platform goes wrong in every way: the exchange ends, and the next one works. Which operation makes
 * which call is found by running it, so a call that no operation here makes is noticed. The full form does so in every
 * operation that makes the call, and in more ways.
 */
class CallFaultsIT {

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final long ENDS_WITHIN_SECONDS = 60;
    /** Longer than a JVM is held up by a busy machine, which would make other calls late too. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(15);

    private static final Set<Fault> SMALL =
            EnumSet.of(Fault.UNKNOWN_CODE, Fault.STRAY_401, Fault.GARBAGE, Fault.CUT_AFTER);
    private static final byte[] CONTENT = UploadFixture.content(300_000);

    /** Sent by no operation. */
    private static final Set<Api> UNUSED = Set.of(Api.FILE_DETAIL);

    /** Most of the time of a case is waiting, so that many of them go on at once, each at a platform of its own. */
    private static final int AT_ONCE = PROOF ? 24 : 4;

    private static final Map<String, Set<String>> CALLS = new LinkedHashMap<>();
    private static final Map<Fault, List<Future<List<String>>>> CASES = new EnumMap<>(Fault.class);
    private static final BlockingQueue<Setup> SETUPS = new LinkedBlockingQueue<>();

    private static ExecutorService threads;

    /** What may happen to a call. */
    enum Fault {
        REFUSED((rule, path) -> rule.answer(1, "something new")),
        UNKNOWN_CODE((rule, path) -> rule.answer(777)),
        STRAY_401((rule, path) -> rule.answer(401)),
        TOO_FREQUENT((rule, path) -> rule.answer(429)),
        BAD_GATEWAY((rule, path) -> rule.http(502)),
        GARBAGE((rule, path) -> rule.garbage()),
        EMPTY((rule, path) -> rule.garbage("")),
        TRUNCATED((rule, path) -> rule.truncate()),
        NO_DATA((rule, path) -> rule.garbage("{\"code\":0,\"message\":\"ok\",\"data\":null,\"x-traceID\":\"\"}")),
        LIST_OF_NOTHING((rule, path) -> rule.garbage("{\"code\":0,\"message\":\"ok\",\"data\":[],\"x-traceID\":\"\"}")),
        CUT_BEFORE((rule, path) -> rule.cutBefore()),
        CUT_AFTER((rule, path) -> rule.cutAfter()),
        TOO_LATE((rule, path) -> rule.delay(RESPONSE_TIMEOUT.multipliedBy(2)));

        private final BiConsumer<FaultRule, String> strike;

        Fault(BiConsumer<FaultRule, String> strike) {
            this.strike = strike;
        }
    }

    /** Each with a body of its own each time, so that one does not disturb the other. */
    private static final Map<String, Function<Setup, Object>> OPERATIONS = new LinkedHashMap<>();

    static {
        OPERATIONS.put("userInfo", setup -> null);
        OPERATIONS.put("listFiles", setup -> null);
        OPERATIONS.put("listFiles?orderBy=size", setup -> null);
        OPERATIONS.put("getFile", Setup::file);
        OPERATIONS.put("getFile?path=/known", setup -> null);
        OPERATIONS.put("createDirectory", setup -> "/" + setup.fresh("d") + "/e");
        OPERATIONS.put("rename?newName=${NEW}", Setup::file);
        OPERATIONS.put("rename", setup -> Map.of(setup.file(), setup.fresh("n"), setup.file(), setup.fresh("n")));
        OPERATIONS.put("move?targetParentPath=/target", Setup::file);
        OPERATIONS.put("copy?targetParentPath=/target", Setup::file);
        OPERATIONS.put("copy?targetParentPath=/target&x=2", Setup::files);
        OPERATIONS.put("trash", Setup::file);
        OPERATIONS.put("recover", Setup::trashed);
        OPERATIONS.put("recover?targetParentPath=/target", Setup::trashed);
        OPERATIONS.put("delete", Setup::file);
        // settings of its own each time, because who uploads asks for the servers once
        OPERATIONS.put(
                "upload?fileName=${NEW}&trafficPause=${NUMBER}",
                setup -> UploadFixture.content(1000 + setup.number.incrementAndGet()));
        OPERATIONS.put(
                "upload?uploadMode=sliced&fileName=${NEW}",
                setup -> UploadFixture.content(300_000 + setup.number.incrementAndGet()));
        OPERATIONS.put("download", Setup::file);
        OPERATIONS.put("downloadUrl", Setup::file);
        OPERATIONS.put("transcodeSpace", setup -> null);
        OPERATIONS.put("transcode?resolutions=480P&path=${CLIP}", setup -> null);
        OPERATIONS.put("transcodeRecord", Setup::video);
        OPERATIONS.put("transcodeResult", Setup::video);
        OPERATIONS.put("transcodeDelete", Setup::video);
        OPERATIONS.put("transcodeDownload?artifact=original", Setup::video);
        OPERATIONS.put("transcodeDownload?artifact=m3u8&resolution=720P", Setup::video);
        OPERATIONS.put("transcodeDownload?artifact=all&zipName=z", Setup::video);
        OPERATIONS.put("share?shareName=s", Setup::file);
        OPERATIONS.put("listShares", setup -> null);
        OPERATIONS.put("offlineDownload", setup -> setup.platform.simulator.baseUrl() + "/" + setup.fresh("o"));
        OPERATIONS.put("offlineDownloadStatus", setup -> setup.task);
        OPERATIONS.put(
                "enableDirectLink", setup -> setup.platform.simulator.drive().addFolder("/" + setup.fresh("links")));
        OPERATIONS.put(
                "disableDirectLink", setup -> setup.platform.simulator.drive().addFolder("/" + setup.fresh("links")));
        OPERATIONS.put("directLink", setup -> setup.linked);
        OPERATIONS.put("estimate", setup -> Map.of("deletes", 1));
    }

    /** A platform and a context for one case at a time. */
    private static final class Setup implements AutoCloseable {
        private final AtomicInteger number = new AtomicInteger();
        private final SimulatedPlatform platform = SimulatedPlatform.start().unhurried();
        private final byte[] clip;
        private final long linked;
        private final Object task;

        Setup() throws Exception {
            clip = CallFaultsIT.class.getResourceAsStream("/demo.mp4").readAllBytes();
            platform.options().setResponseTimeout(RESPONSE_TIMEOUT.toMillis());
            platform.options().setMaxWait(20_000);
            platform.routes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:read").toD("${header.to}").process(CallFaultsIT::readAll);
                }
            });
            platform.simulator.drive().addFolder("/target");
            platform.simulator.drive().addFile("/known", new byte[] {1});
            long folder = platform.simulator.drive().addFolder("/links");
            linked = platform.simulator.drive().addFile("/links/a", new byte[] {1});
            platform.template.requestBody("pan123:enableDirectLink", (Object) folder);
            task = platform.template.requestBody("pan123:offlineDownload", platform.simulator.baseUrl() + "/x");
        }

        private String fresh(String name) {
            return name + number.incrementAndGet();
        }

        private long file() {
            return platform.simulator.drive().addFile("/" + fresh("f"), new byte[] {1});
        }

        private long video() {
            return platform.simulator.drive().addFinishedTranscode(fresh("v") + ".mp4", CONTENT, "720p");
        }

        private String clip() {
            String path = "/" + fresh("clip") + ".mp4";
            platform.simulator.drive().addFile(path, clip);
            return path;
        }

        private List<Long> files() {
            return List.of(file(), file());
        }

        private long trashed() {
            String name = fresh("t");
            long id = platform.simulator.drive().addFile("/" + name, new byte[] {1});
            platform.simulator.drive().trash("/" + name);
            return id;
        }

        private Map<String, Long> counts() {
            return Arrays.stream(Api.values()).collect(Collectors.toMap(Api::path, api -> platform.calls(api.path())));
        }

        private Exchange run(String operation) throws Exception {
            return run(operation, "");
        }

        private Exchange run(String operation, String option) throws Exception {
            String plain = operation + (operation.contains("?") ? "&" : "?") + option;
            String uri = "pan123:"
                    + (option.isEmpty() ? operation : plain)
                            .replace("&x=2", "")
                            .replace("${NEW}", fresh("new"))
                            .replace("${CLIP}", clip())
                            .replace("${NUMBER}", "" + (600_000 + number.incrementAndGet()));
            Object body = OPERATIONS.get(operation).apply(this);
            CompletableFuture<Exchange> done = platform.template.asyncSend("direct:read", exchange -> {
                exchange.getMessage().setHeader("to", uri);
                exchange.getMessage().setBody(body);
            });
            return done.get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
        }

        /** Which calls an operation makes when nothing goes wrong. */
        private Set<String> calls(String operation) throws Exception {
            Map<String, Long> before = counts();
            assertThat(run(operation).getException()).as(operation).isNull();
            return counts().entrySet().stream()
                    .filter(one -> one.getValue() > before.getOrDefault(one.getKey(), 0L))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** A folder is listed when its listing is not remembered, and what is found in one that is has to be confirmed. */
        private static String memory(String path) {
            return path.equals(Api.FILE_LIST_V2.path())
                    ? "listingMaxAge=0"
                    : path.equals(Api.FILE_INFOS.path()) ? "listingMaxAge=3600000" : "";
        }

        /** What is wrong about the ends of an exchange whose call meets a fault, and of the next one. */
        private List<String> strike(Fault fault, String operation, String path) throws Exception {
            List<String> wrong = new ArrayList<>();
            String row = operation + ", " + path;
            if (!memory(path).isEmpty()) {
                // such a fault may have ended what was remembered
                platform.template.requestBody("pan123:getFile?listingMaxAge=3600000", (Object) "/known");
            }
            long struck = platform.simulator.figures().faults(path);
            fault.strike.accept(platform.simulator.faults().on(path), path);
            try {
                run(operation, memory(path));
                if (platform.simulator.figures().faults(path) == struck) {
                    wrong.add(row + ": the fault did not strike");
                }
            } catch (TimeoutException e) {
                wrong.add(row + ": not answered");
            }
            platform.simulator.faults().clear();
            try {
                Exception next = run(operation).getException();
                if (next != null) {
                    wrong.add(row + ": the next one failed with " + next);
                }
            } catch (TimeoutException e) {
                wrong.add(row + ": the next one was not answered");
            }
            return wrong;
        }

        @Override
        public void close() {
            platform.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        threads = Executors.newFixedThreadPool(AT_ONCE);
        Setup first = new Setup();
        SETUPS.add(first);
        for (String operation : OPERATIONS.keySet()) {
            CALLS.put(operation, first.calls(operation));
        }
        for (int i = 1; i < AT_ONCE; i++) {
            SETUPS.add(new Setup());
        }
        for (Fault fault : Fault.values()) {
            if (PROOF || SMALL.contains(fault)) {
                CASES.put(fault, cases(fault));
            }
        }
    }

    private static List<Future<List<String>>> cases(Fault fault) {
        List<Future<List<String>>> cases = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        CALLS.forEach((operation, paths) -> paths.forEach(path -> {
            if (seen.add(path) || PROOF) {
                cases.add(threads.submit(() -> strike(fault, operation, path)));
            }
        }));
        return cases;
    }

    private static List<String> strike(Fault fault, String operation, String path) throws Exception {
        Setup setup = SETUPS.take();
        try {
            return setup.strike(fault, operation, path);
        } finally {
            SETUPS.add(setup);
        }
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        SETUPS.forEach(Setup::close);
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

    @Test
    void everyCallOfThePlatformIsMadeByAnOperationHere() {
        Set<String> made = CALLS.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        assertThat(Arrays.stream(Api.values()).filter(api -> !made.contains(api.path())))
                .as("calls without an operation in this test")
                .allMatch(api -> UNUSED.contains(api) || api == Api.ACCESS_TOKEN);
        List<String> operations = OPERATIONS.keySet().stream()
                .map(uri -> uri.replaceAll("\\?.*", ""))
                .toList();
        assertThat(Arrays.stream(Pan123Operation.values()).map(Enum::name))
                .filteredOn(name -> !name.equals("transcodeImport")
                        && !name.equals("transcodeResolutions")
                        && !name.equals("transcodeStart"))
                .isSubsetOf(operations);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theExchangeEndsAndTheNextOneWorks(Fault fault) throws Exception {
        assumeTrue(CASES.containsKey(fault));
        List<String> wrong = new ArrayList<>();
        for (Future<List<String>> one : CASES.get(fault)) {
            wrong.addAll(one.get());
        }
        assertThat(CASES.get(fault)).isNotEmpty();
        assertThat(wrong).isEmpty();
    }
}
