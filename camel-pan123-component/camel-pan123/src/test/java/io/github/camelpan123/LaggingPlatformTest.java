package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.CREATE;
import static io.github.camelpan123.UploadFixture.INFOS;
import static io.github.camelpan123.UploadFixture.LIST;
import static io.github.camelpan123.UploadFixture.SINGLE;
import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.api.Folder;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.api.UserInfo;
import io.github.camelpan123.simulator.drive.Entry;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform shows late, and what others do to the same places meanwhile. */
@Execution(ExecutionMode.CONCURRENT) // each has a simulator of its own and waits for it
@Order(2) // it lasts long
class LaggingPlatformTest {

    private static final int ROUNDS = Boolean.getBoolean("pan123.proof") ? 60 : 8;
    private static final String DETAIL = "/api/v1/file/detail";

    /** Contexts that share nothing, as if they were in several JVMs: to them these are several platforms. */
    private static List<CamelContext> strangers(SimulatedPlatform platform, int count) {
        List<String> hosts = List.of("localhost", "LOCALHOST", "LocalHost");
        List<CamelContext> contexts = new ArrayList<>();
        for (String host : hosts.subList(0, count)) {
            CamelContext context = SimulatedPlatform.context(platform.simulator);
            Pan123Configuration options =
                    context.getComponent("pan123", Pan123Component.class).getConfiguration();
            options.setBaseUrl(platform.simulator.baseUrl().replace("127.0.0.1", host));
            options.setRateLimits(platform.options().getRateLimits());
            context.start();
            contexts.add(context);
        }
        return contexts;
    }

    private static Throwable failure(CompletableFuture<Exchange> done) {
        return UploadFixture.all(List.of(done), 60).get(0).getException();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 300, 1500, 6000})
    void foldersMadeByTwoAtOnceEndAsOne(long lag) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.faults().listLag(Duration.ofMillis(lag));
            List<CamelContext> contexts = strangers(platform, 2);
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                for (CamelContext context : contexts) {
                    all.add(begin(
                            context,
                            "pan123:upload?createDirectories=true&parentPath=/a/b/c" + i % 4,
                            content(100 + i),
                            "from" + contexts.indexOf(context) + "-" + i));
                }
            }
            all.forEach(done -> assertThat(failure(done)).isNull());
            assertThat(names(platform, "/")).containsExactly("a");
            assertThat(names(platform, "/a")).containsExactly("b");
            assertThat(names(platform, "/a/b")).containsExactlyInAnyOrder("c0", "c1", "c2", "c3");
            assertThat(platform.simulator.drive().count()).isEqualTo(6 + 24);
            contexts.forEach(CamelContext::stop);
        }
    }

    private static List<String> names(SimulatedPlatform platform, String path) {
        return platform.simulator.drive().list(path).stream().map(Entry::name).toList();
    }

    @Test
    void aNewIdThatIsDeniedForAWhileIsWaitedFor() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.faults().notFoundAfterUpload(Duration.ofSeconds(2));
            Object id = platform.template
                    .request("pan123:upload?fileName=a", one -> one.getMessage().setBody(content(100)))
                    .getMessage()
                    .getHeader(Pan123Constants.FILE_ID);
            try (InputStream in = platform.template.requestBody("pan123:download", id, InputStream.class)) {
                assertThat(in.readAllBytes()).isEqualTo(content(100));
            }
            assertThat(platform.calls(DETAIL)).isBetween(2L, 5L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "download",
                "downloadUrl",
                "move?targetParentFileId=IN",
                "trash",
                "share?shareName=s",
                "copy?targetParentFileId=IN",
                "rename?newName=b"
            })
    void everyOperationOnANewIdWaits(String wanted) throws Exception {
        String path = Map.of(
                        "download", DETAIL,
                        "downloadUrl", "/api/v1/file/download_info",
                        "move", "/api/v1/file/move",
                        "trash", "/api/v1/file/trash",
                        "share", "/api/v1/share/create",
                        "copy", "/api/v1/file/copy",
                        "rename", "/api/v1/file/name")
                .get(wanted.replaceFirst("\\?.*", ""));
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            String operation = wanted.replace(
                    "IN", Long.toString(platform.simulator.drive().addFolder("/in")));
            long other = platform.simulator.drive().addFile("/other", content(10));
            Object id = platform.template
                    .request("pan123:upload?fileName=a", one -> one.getMessage().setBody(content(100)))
                    .getMessage()
                    .getHeader(Pan123Constants.FILE_ID);
            platform.simulator.faults().on(path).times(2).answer(5066);
            assertThat(platform.template
                            .request("pan123:" + operation, one -> one.getMessage()
                                    .setBody(id))
                            .getException())
                    .isNull();
            assertThat(platform.simulator.figures().faults(path)).isEqualTo(2);
            platform.simulator.faults().on(path).answer(5066);
            assertThat(platform.template
                            .request("pan123:" + operation, one -> one.getMessage()
                                    .setBody(other))
                            .getException())
                    .isInstanceOf(Pan123NotFoundException.class);
            assertThat(platform.simulator.figures().faults(path)).isEqualTo(3);
            assertThat(platform.calls(path)).isOne();
        }
    }

    @Test
    void aNewIdThatStaysDeniedIsTriedFiveTimes() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.faults().notFoundAfterUpload(Duration.ofHours(1));
            Object id = platform.template
                    .request("pan123:upload?fileName=a", one -> one.getMessage().setBody(content(100)))
                    .getMessage()
                    .getHeader(Pan123Constants.FILE_ID);
            assertThat(platform.template
                            .request("pan123:download", one -> one.getMessage().setBody(id))
                            .getException())
                    .isInstanceOf(Pan123NotFoundException.class);
            assertThat(platform.calls(DETAIL)).isBetween(2L, 5L);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "single,false,''",
        "sliced,false,''",
        "single,true,''",
        "sliced,true,''",
        "single,false,/upload/v2/file/single/create",
        "sliced,false,/upload/v2/file/create",
        "sliced,true,/upload/v2/file/upload_complete"
    })
    void anUploadIntoTheTranscodeSpaceIsSeenInItsList(String mode, boolean asked, String lost) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start(
                        builder -> builder.limits(false).infosOfSpace(false))
                .unhurried()) {
            platform.simulator.drive().addVideo("old.mp4", content(50));
            long space = asked ? spaceSeenBy(platform.context) : spaceSeenByAnother(platform);
            if (!lost.isEmpty()) {
                platform.simulator.faults().on(lost).cutAfter();
            }
            Exchange done = UploadFixture.all(
                            List.of(begin(
                                    platform.context,
                                    "pan123:upload?uploadMode=" + mode + "&parentFileId=" + space,
                                    content(300_000),
                                    "new.mp4")),
                            60)
                    .get(0);
            assertThat(done.getException()).isNull();
            List<Entry> videos = platform.simulator.drive().videos();
            assertThat(videos).extracting(Entry::name).containsExactly("old.mp4", "new.mp4");
            assertThat(done.getMessage().getHeader(Pan123Constants.FILE_ID))
                    .isEqualTo(videos.get(1).id());
        }
    }

    private static long spaceSeenByAnother(SimulatedPlatform platform) {
        CamelContext other = strangers(platform, 1).get(0);
        long space = spaceSeenBy(other);
        other.stop();
        return space;
    }

    private static long spaceSeenBy(CamelContext context) {
        return context.createProducerTemplate()
                .requestBody("pan123:transcodeSpace", null, Folder.class)
                .fileId();
    }

    @ParameterizedTest
    @CsvSource({"single", "sliced"})
    void whoOverwritesOnePlaceAtOnceAllSucceed(String mode, @TempDir Path journals) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            List<CamelContext> contexts = strangers(platform, 3);
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                for (CamelContext context : contexts) {
                    Path journal = journals.resolve("of" + contexts.indexOf(context));
                    all.add(begin(
                            context,
                            "pan123:upload?duplicate=overwrite&uploadMode=" + mode + "&journalDirectory=" + journal,
                            content(1000 + 100 * i + contexts.indexOf(context)),
                            "a"));
                }
            }
            UploadFixture.all(all, 120)
                    .forEach(done -> assertThat(done.getException()).isNull());
            assertThat(names(platform, "/")).containsExactly("a");
            for (int i = 0; i < contexts.size(); i++) {
                Path journal = journals.resolve("of" + i);
                if (Files.exists(journal)) {
                    try (var left = Files.list(journal)) {
                        assertThat(left).isEmpty();
                    }
                }
            }
            contexts.forEach(CamelContext::stop);
        }
    }

    /** An overwriting upload that the platform only says to have made is not taken for one that was overwritten. */
    @Test
    void whatNeverLandedIsNotTakenForOverwritten() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.faults().on(SINGLE).lose();
            Exchange done = UploadFixture.all(
                            List.of(begin(
                                    platform.context,
                                    "pan123:upload?duplicate=overwrite&uploadMode=single",
                                    content(100),
                                    "a")),
                            60)
                    .get(0);
            assertThat(done.getException()).hasMessageContaining("does not show it");
        }
    }

    /** Each of them costs a look or two, and none of them four tries with growing pauses. */
    @ParameterizedTest
    @CsvSource({"true,0", "false,0", "true,1500", "false,1500"})
    void theDoubtOfFiveUploadsToOnePlaceEndsSoon(boolean sameContent, long lag) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.faults().listLag(Duration.ofMillis(lag));
            platform.simulator.faults().on(SINGLE).always().cutAfter();
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                all.add(begin(
                        platform.context,
                        "pan123:upload?duplicate=fail&uploadMode=single",
                        content(sameContent ? 100 : 100 + i),
                        "a"));
            }
            long succeeded = UploadFixture.all(all, 120).stream()
                    .filter(done -> done.getException() == null)
                    .count();
            assertThat(succeeded).isOne();
            assertThat(names(platform, "/")).containsExactly("a");
            // pauses of 0.5, 1, 2 and 4 seconds follow the tries of an upload: one try of each but the first, which has
            // as many as the list lags
            assertThat(platform.calls(SINGLE)).isLessThanOrEqualTo(5 + (lag == 0 ? 0 : 3));
            assertThat(platform.calls(LIST) + platform.calls(INFOS)).isLessThanOrEqualTo(20);
        }
    }

    /** A session was opened each time, or not: nothing ever shows up. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fiveUploadsOfWhichNothingIsEverHeardEndSoon(boolean sameContent) throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start().unhurried()) {
            platform.simulator.faults().on(CREATE).always().cutAfter();
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                all.add(begin(
                        platform.context,
                        "pan123:upload?duplicate=fail&uploadMode=sliced",
                        content(sameContent ? 100 : 100 + i),
                        "a"));
            }
            assertThat(UploadFixture.all(all, 120))
                    .allMatch(done -> done.getException() instanceof Pan123UnreachableException);
            // four tries of the first, and one of each behind it
            assertThat(platform.calls(CREATE)).isBetween(5L, 8L);
        }
    }

    @Test
    void theTestsStrangersShareNoToken() throws Exception {
        try (SimulatedPlatform platform = SimulatedPlatform.start()) {
            for (CamelContext context : strangers(platform, 2)) {
                assertThat(context.createProducerTemplate().requestBody("pan123:userInfo", null, UserInfo.class))
                        .isNotNull();
                context.stop();
            }
            assertThat(platform.simulator.figures().tokensIssued()).isEqualTo(2);
        }
    }
}
