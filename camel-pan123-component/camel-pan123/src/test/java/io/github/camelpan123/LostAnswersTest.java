package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Share;
import io.github.camelpan123.simulator.FaultRule;
import io.github.camelpan123.simulator.drive.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The answer to each call that writes is lost, and the route redelivers what may be redelivered: what was asked for is
 * done once, or nobody is told that it is.
 */
@Order(1) // it lasts long
class LostAnswersTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    /** Another test covers it: a login is not made for a message. */
    private static final List<Api> NOT_OF_AN_OPERATION = List.of(Api.ACCESS_TOKEN);
    /** A read that tells how a write has ended. */
    private static final List<Api> READS_OF_A_WRITE = List.of(Api.FILE_ASYNC_COPY_PROCESS);

    private static final Map<Api, Supplier<Work>> WORKS = new EnumMap<>(Api.class);
    private static SimulatedPlatform platform;
    private static byte[] clip;

    /** How an answer gets lost. */
    enum Loss {
        CUT_AFTER(FaultRule::cutAfter),
        GARBAGE(FaultRule::garbage),
        TRUNCATED(FaultRule::truncate),
        NOT_DONE(FaultRule::cutBefore),
        BAD_GATEWAY(rule -> rule.http(502));

        private final Consumer<FaultRule> strike;

        Loss(Consumer<FaultRule> strike) {
            this.strike = strike;
        }
    }

    /**
     * Something to be done once.
     *
     * @param uri of the operation
     * @param body of the message
     * @param done how often it was done
     */
    private record Work(String uri, Object body, LongSupplier done) {}

    private static String fresh(String name) {
        return name + NUMBER.incrementAndGet();
    }

    private static long file(String name) {
        return platform.simulator.drive().addFile("/" + name, name.getBytes(StandardCharsets.UTF_8));
    }

    private static long file() {
        return file(fresh("f"));
    }

    private static long trashed() {
        String name = fresh("t");
        long id = file(name);
        platform.simulator.drive().trash("/" + name);
        return id;
    }

    private static long video() {
        return platform.simulator.drive().addVideo(fresh("v") + ".mp4", clip);
    }

    private static Entry entry(long id) {
        return platform.simulator.drive().get(id).orElseThrow();
    }

    private static long ifTrue(boolean done) {
        return done ? 1 : 0;
    }

    private static long inTarget(String name) {
        String stem = name.replaceFirst("\\.\\w+$", "");
        return platform.simulator.drive().list("/target").stream()
                .filter(entry ->
                        entry.name().startsWith(stem + "(") || entry.name().equals(name))
                .count();
    }

    private static Work changed(String uri, long id, Predicate<Entry> done) {
        return new Work(uri, id, () -> ifTrue(done.test(entry(id))));
    }

    private static Work upload(String options, int size) {
        return keepBoth(options + "&soleWriter=true", size);
    }

    private static Work keepBoth(String options, int size) {
        String name = fresh("up");
        return new Work(
                "upload?" + options + "&duplicate=keepBoth&parentPath=/target&fileName=" + name,
                UploadFixture.content(size + NUMBER.incrementAndGet()),
                () -> inTarget(name));
    }

    static {
        WORKS.put(Api.FILE_MOVE, () -> {
            long id = file();
            return new Work(
                    "move?targetParentPath=/target",
                    id,
                    () -> ifTrue(platform.simulator.drive().path(id).startsWith("/target/")));
        });
        WORKS.put(Api.FILE_DELETE, () -> {
            long id = file();
            return new Work(
                    "delete",
                    id,
                    () -> ifTrue(platform.simulator.drive().get(id).isEmpty()));
        });
        WORKS.put(Api.MKDIR, () -> {
            String name = fresh("d");
            return new Work("createDirectory?path=/target/" + name, null, () -> inTarget(name));
        });
        WORKS.put(Api.TRANSCODE_IMPORT, () -> {
            String name = fresh("clip") + ".mp4";
            long id = platform.simulator.drive().addFile("/" + name, clip);
            return new Work("transcodeImport", id, () -> platform.simulator.drive().videos().stream()
                    .filter(video -> video.name().equals(name))
                    .count());
        });
        WORKS.put(Api.TRANSCODE_DELETE, () -> {
            long id = video();
            return new Work(
                    "transcodeDelete",
                    id,
                    () -> ifTrue(platform.simulator.drive().videos().stream().noneMatch(video -> video.id() == id)));
        });
        WORKS.put(Api.TRANSCODE_VIDEO, () -> {
            long id = video();
            return new Work(
                    "transcodeStart?resolutions=480P",
                    id,
                    () -> platform.simulator.drive().transcodes(id).size());
        });
        WORKS.put(Api.TRANSCODE_DOWNLOAD_ALL, () -> {
            long id = platform.simulator.drive().addFinishedTranscode(fresh("z") + ".mp4", clip, "720p");
            return new Work("transcodeDownload?artifact=all&zipName=z", id, () -> 1);
        });
        WORKS.put(Api.UPLOAD_CREATE, () -> upload("uploadMode=sliced", 300_000));
        WORKS.put(Api.UPLOAD_SLICE, () -> upload("uploadMode=sliced", 300_000));
        WORKS.put(Api.UPLOAD_COMPLETE, () -> upload("uploadMode=sliced", 300_000));
        WORKS.put(Api.UPLOAD_SINGLE, () -> upload("uploadMode=single", 1000));
        WORKS.put(Api.FILE_TRASH, () -> changed("trash", file(), Entry::trashed));
        WORKS.put(Api.FILE_RECOVER, () -> changed("recover", trashed(), entry -> !entry.trashed()));
        WORKS.put(
                Api.FILE_RECOVER_BY_PATH,
                () -> changed("recover?targetParentPath=/target", trashed(), entry -> !entry.trashed()));
        WORKS.put(Api.FILE_NAME, () -> {
            String name = fresh("n");
            return changed(
                    "rename?newName=" + name, file(), entry -> entry.name().equals(name));
        });
        WORKS.put(Api.FILE_RENAME, () -> {
            long a = file();
            long b = file();
            String first = fresh("n");
            String second = fresh("n");
            return new Work(
                    "rename",
                    Map.of(a, first, b, second),
                    () -> ifTrue(
                            entry(a).name().equals(first) && entry(b).name().equals(second)));
        });
        WORKS.put(Api.FILE_COPY, () -> {
            String name = fresh("c");
            return new Work("copy?targetParentPath=/target", file(name), () -> inTarget(name));
        });
        for (Api api : List.of(Api.FILE_ASYNC_COPY, Api.FILE_ASYNC_COPY_PROCESS)) {
            WORKS.put(api, () -> {
                String name = fresh("c");
                return new Work("copy?targetParentPath=/target", List.of(file(name), file()), () -> inTarget(name));
            });
        }
        WORKS.put(Api.SHARE_CREATE, () -> {
            String name = fresh("s");
            return new Work("share?shareName=" + name, file(), () -> shares(name));
        });
        WORKS.put(Api.OFFLINE_DOWNLOAD, () -> {
            long before = platform.calls(Api.OFFLINE_DOWNLOAD.path());
            return new Work(
                    "offlineDownload",
                    platform.simulator.baseUrl() + "/" + fresh("o"),
                    () -> platform.calls(Api.OFFLINE_DOWNLOAD.path()) - before);
        });
        for (Api api : List.of(Api.DIRECT_LINK_ENABLE, Api.DIRECT_LINK_DISABLE)) {
            WORKS.put(
                    api,
                    () -> new Work(
                            api.shortName()
                                    .replace("directLinkEnable", "enableDirectLink")
                                    .replace("directLinkDisable", "disableDirectLink"),
                            platform.simulator.drive().addFolder("/" + fresh("links")),
                            () -> 1));
        }
    }

    private static long shares(String name) {
        Iterator<?> all = platform.template.requestBody("pan123:listShares", null, Iterator.class);
        long found = 0;
        while (all.hasNext()) {
            found += ((Share) all.next()).name().equals(name) ? 1 : 0;
        }
        return found;
    }

    @BeforeAll
    static void start() throws Exception {
        clip = LostAnswersTest.class.getResourceAsStream("/demo.mp4").readAllBytes();
        platform = SimulatedPlatform.start().unhurried();
        platform.simulator.drive().addFolder("/target");
        platform.routes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Pan123Exception.class)
                        .onWhen(exchange -> !unknown(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)))
                        .maximumRedeliveries(3)
                        .redeliveryDelay(10);
                from("direct:write").toD("pan123:${header.to}");
            }
        });
    }

    private static boolean unknown(Exception failure) {
        return failure.getClass().getSimpleName().equals("Pan123OutcomeUnknownException");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    static Stream<Arguments> losses() {
        List<Loss> losses =
                Boolean.getBoolean("pan123.proof") ? List.of(Loss.values()) : List.of(Loss.CUT_AFTER, Loss.NOT_DONE);
        return WORKS.keySet().stream().flatMap(api -> losses.stream().map(loss -> Arguments.of(api, loss)));
    }

    @Test
    void everyCallThatWritesIsTried() {
        assertThat(Arrays.stream(Api.values())
                        .filter(api -> !LostAnswerRows.kind(api).equals("reads") || READS_OF_A_WRITE.contains(api))
                        .filter(api -> !NOT_OF_AN_OPERATION.contains(api)))
                .containsExactlyInAnyOrderElementsOf(WORKS.keySet());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("losses")
    void whatWasAskedForIsDoneOnceOrNobodyIsToldThatItIs(Api api, Loss loss) {
        Work work = WORKS.get(api).get();
        long calls = platform.calls(api.path());
        Exchange exchange = lose(api, loss, work);
        if (LostAnswerRows.kind(api).equals("unknown")) {
            assertThat(platform.calls(api.path()) - calls).isLessThanOrEqualTo(1);
            requireOnceOrUnknown(work, exchange);
        } else {
            assertThat(exchange.getException()).isNull();
            assertThat(work.done().getAsLong()).isOne();
        }
    }

    static Stream<Arguments> lossesOfKeepBoth() {
        return Stream.of(Api.UPLOAD_CREATE, Api.UPLOAD_SLICE, Api.UPLOAD_COMPLETE, Api.UPLOAD_SINGLE)
                .flatMap(api -> Stream.of(Loss.values()).map(loss -> Arguments.of(api, loss)));
    }

    /** Without a word about other writers, a file that may be theirs is not taken for the own one. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lossesOfKeepBoth")
    void keepBothMakesOneFileOrNobodyIsToldThatItDoes(Api api, Loss loss) {
        boolean single = api == Api.UPLOAD_SINGLE;
        Work work = keepBoth("uploadMode=" + (single ? "single" : "sliced"), single ? 1000 : 300_000);
        Exchange exchange = lose(api, loss, work);
        requireOnceOrUnknown(work, exchange);
        // a session can be asked again what became of it; a call that makes the file at once cannot
        boolean certain = !single || loss == Loss.NOT_DONE || loss == Loss.BAD_GATEWAY;
        assertThat(exchange.getException() == null).as("ended well").isEqualTo(certain);
    }

    /** The resolutions in the body are those before the start whose answer was lost. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void aStartWhoseBodyNamesTheResolutionsIsLookedForToo(Loss loss) {
        long id = video();
        Object known = platform.template.requestBody("pan123:transcodeResolutions", (Object) id);
        Work work = new Work(
                "transcodeStart?resolutions=480P",
                known,
                () -> platform.simulator.drive().transcodes(id).size());
        assertThat(lose(Api.TRANSCODE_VIDEO, loss, work).getException()).isNull();
        assertThat(work.done().getAsLong()).isOne();
    }

    private static Exchange lose(Api api, Loss loss, Work work) {
        loss.strike.accept(platform.simulator.faults().on(api.path()));
        Exchange exchange = platform.template.request("direct:write", message -> {
            message.getMessage().setBody(work.body());
            message.getMessage().setHeader("to", work.uri());
        });
        platform.simulator.faults().clear();
        return exchange;
    }

    private static void requireOnceOrUnknown(Work work, Exchange exchange) {
        assertThat(work.done().getAsLong()).isLessThanOrEqualTo(1);
        if (exchange.getException() == null) {
            assertThat(work.done().getAsLong()).isOne();
            return;
        }
        assertThat(exchange.getException())
                .matches(failure -> unknown((Exception) failure), "says that the outcome is unknown");
        assertThat(((Pan123Exception) exchange.getException()).isRetriable()).isFalse();
        assertThat(exchange.getException()).hasMessageContaining("heck ").hasMessageContaining("lost");
    }
}
