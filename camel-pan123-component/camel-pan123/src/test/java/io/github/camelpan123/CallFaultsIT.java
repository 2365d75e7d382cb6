package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelpan123.platform.Api;
import io.github.camelpan123.simulator.FaultRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
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
    private static final Set<Fault> SMALL =
            EnumSet.of(Fault.UNKNOWN_CODE, Fault.STRAY_401, Fault.GARBAGE, Fault.CUT_AFTER);
    private static final byte[] CONTENT = UploadFixture.content(300_000);

    /** Sent by no operation. */
    private static final Set<Api> UNUSED = Set.of(Api.FILE_DETAIL);

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Map<String, Set<String>> CALLS = new LinkedHashMap<>();

    private static SimulatedPlatform platform;
    private static byte[] clip;
    private static long linked;
    private static Object task;

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
        TOO_LATE((rule, path) -> rule.delay(Duration.ofSeconds(2)));

        private final BiConsumer<FaultRule, String> strike;

        Fault(BiConsumer<FaultRule, String> strike) {
            this.strike = strike;
        }
    }

    private static String fresh(String name) {
        return name + NUMBER.incrementAndGet();
    }

    private static long file() {
        return platform.simulator.drive().addFile("/" + fresh("f"), new byte[] {1});
    }

    private static long video() {
        return platform.simulator.drive().addFinishedTranscode(fresh("v") + ".mp4", CONTENT, "720p");
    }

    private static String clip() {
        String path = "/" + fresh("clip") + ".mp4";
        platform.simulator.drive().addFile(path, clip);
        return path;
    }

    private static List<Long> files() {
        return List.of(file(), file());
    }

    private static long trashed() {
        String name = fresh("t");
        long id = platform.simulator.drive().addFile("/" + name, new byte[] {1});
        platform.simulator.drive().trash("/" + name);
        return id;
    }

    /** Each with a body of its own each time, so that one does not disturb the other. */
    private static final Map<String, Supplier<Object>> OPERATIONS = new LinkedHashMap<>();

    static {
        OPERATIONS.put("userInfo", () -> null);
        OPERATIONS.put("listFiles", () -> null);
        OPERATIONS.put("listFiles?orderBy=size", () -> null);
        OPERATIONS.put("getFile", CallFaultsIT::file);
        OPERATIONS.put("getFile?path=/known", () -> null);
        OPERATIONS.put("createDirectory", () -> "/" + fresh("d") + "/e");
        OPERATIONS.put("rename?newName=${NEW}", CallFaultsIT::file);
        OPERATIONS.put("rename", () -> Map.of(file(), fresh("n"), file(), fresh("n")));
        OPERATIONS.put("move?targetParentPath=/target", CallFaultsIT::file);
        OPERATIONS.put("copy?targetParentPath=/target", CallFaultsIT::file);
        OPERATIONS.put("copy?targetParentPath=/target&x=2", CallFaultsIT::files);
        OPERATIONS.put("trash", CallFaultsIT::file);
        OPERATIONS.put("recover", CallFaultsIT::trashed);
        OPERATIONS.put("recover?targetParentPath=/target", CallFaultsIT::trashed);
        OPERATIONS.put("delete", CallFaultsIT::file);
        // settings of its own each time, because who uploads asks for the servers once
        OPERATIONS.put(
                "upload?fileName=${NEW}&trafficPause=${NUMBER}",
                () -> UploadFixture.content(1000 + NUMBER.incrementAndGet()));
        OPERATIONS.put(
                "upload?uploadMode=sliced&fileName=${NEW}",
                () -> UploadFixture.content(300_000 + NUMBER.incrementAndGet()));
        OPERATIONS.put("download", CallFaultsIT::file);
        OPERATIONS.put("downloadUrl", CallFaultsIT::file);
        OPERATIONS.put("transcodeSpace", () -> null);
        OPERATIONS.put("transcode?resolutions=480P&path=${CLIP}", () -> null);
        OPERATIONS.put("transcodeRecord", CallFaultsIT::video);
        OPERATIONS.put("transcodeResult", CallFaultsIT::video);
        OPERATIONS.put("transcodeDelete", CallFaultsIT::video);
        OPERATIONS.put("transcodeDownload?artifact=original", CallFaultsIT::video);
        OPERATIONS.put("transcodeDownload?artifact=m3u8&resolution=720P", CallFaultsIT::video);
        OPERATIONS.put("transcodeDownload?artifact=all&zipName=z", CallFaultsIT::video);
        OPERATIONS.put("share?shareName=s", CallFaultsIT::file);
        OPERATIONS.put("listShares", () -> null);
        OPERATIONS.put("offlineDownload", () -> platform.simulator.baseUrl() + "/" + fresh("o"));
        OPERATIONS.put("offlineDownloadStatus", () -> task);
        OPERATIONS.put("enableDirectLink", () -> platform.simulator.drive().addFolder("/" + fresh("links")));
        OPERATIONS.put("disableDirectLink", () -> platform.simulator.drive().addFolder("/" + fresh("links")));
        OPERATIONS.put("directLink", () -> linked);
    }

    @BeforeAll
    static void start() throws Exception {
        clip = CallFaultsIT.class.getResourceAsStream("/demo.mp4").readAllBytes();
        platform = SimulatedPlatform.start().unhurried();
        platform.options().setResponseTimeout(1000);
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
        for (String operation : OPERATIONS.keySet()) {
            Map<String, Long> before = counts();
            Exchange exchange = run(operation);
            assertThat(exchange.getException()).as(operation).isNull();
            Set<String> made = counts().entrySet().stream()
                    .filter(one -> one.getValue() > before.getOrDefault(one.getKey(), 0L))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
            CALLS.put(operation, made);
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static Map<String, Long> counts() {
        return Arrays.stream(Api.values()).collect(Collectors.toMap(Api::path, api -> platform.calls(api.path())));
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

    private static Exchange run(String operation) throws Exception {
        String uri = "pan123:"
                + operation
                        .replace("&x=2", "")
                        .replace("${NEW}", fresh("new"))
                        .replace("${CLIP}", clip())
                        .replace("${NUMBER}", "" + (600_000 + NUMBER.incrementAndGet()));
        Object body = OPERATIONS.get(operation).get();
        CompletableFuture<Exchange> done = platform.template.asyncSend("direct:read", exchange -> {
            exchange.getMessage().setHeader("to", uri);
            exchange.getMessage().setBody(body);
        });
        return done.get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
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
        assumeTrue(PROOF || SMALL.contains(fault));
        List<String> wrong = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, Set<String>> one : CALLS.entrySet()) {
            for (String path : one.getValue()) {
                if (!seen.add(path) && !PROOF) {
                    continue;
                }
                String row = one.getKey() + ", " + path;
                long struck = platform.simulator.figures().faults(path);
                fault.strike.accept(platform.simulator.faults().on(path), path);
                try {
                    run(one.getKey());
                    if (platform.simulator.figures().faults(path) == struck) {
                        wrong.add(row + ": the fault did not strike");
                    }
                } catch (TimeoutException e) {
                    wrong.add(row + ": not answered");
                }
                platform.simulator.faults().clear();
                try {
                    Exception next = run(one.getKey()).getException();
                    if (next != null) {
                        wrong.add(row + ": the next one failed with " + next);
                    }
                } catch (TimeoutException e) {
                    wrong.add(row + ": the next one was not answered");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
