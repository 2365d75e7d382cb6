package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.api.UploadMode;
import io.github.camelpan123.api.UploadSession;
import io.github.camelpan123.support.Futures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an earlier attempt left is of use only as long as the platform can make something of it. */
class UploadResumeTest {

    private static final String CREATE = "/upload/v2/file/create";
    private static final String SLICES = "/upload/v2/file/slice";
    private static final String COMPLETE = "/upload/v2/file/upload_complete";
    private static final String INFOS = "/api/v1/file/infos";

    private static final int COUNT = 20;
    private static final byte[] CONTENT = new byte[COUNT * 1000];

    @TempDir
    Path journals;

    private UploaderHarness platform;

    @BeforeEach
    void start() throws Exception {
        new Random(1).nextBytes(CONTENT);
        platform = new UploaderHarness(builder -> builder.sliceSize(1000));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private UploadOutcome upload(Duplicate duplicate) {
        return Futures.join(UploaderHarness.upload(
                        platform.uploader(UploaderHarness.SHORT),
                        UploaderHarness.request(
                                "a.bin",
                                UploaderHarness.body(CONTENT),
                                UploaderHarness.options(UploadMode.sliced, duplicate, journals)))
                .orTimeout(60, TimeUnit.SECONDS));
    }

    private long calls(String path) {
        return platform.simulator.figures().calls(path);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(journals)) {
            return all.toList();
        }
    }

    private void requireOneFile() throws IOException {
        assertThat(platform.simulator.drive().count()).isOne();
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(CONTENT);
        assertThat(left()).isEmpty();
    }

    /** As an earlier attempt notes it. */
    private void note(Duplicate duplicate, UploadSession session) throws IOException {
        try (Journal journal =
                new Journals(platform.account.label(), platform.account.seal()).open(journals, 0, "a.bin")) {
            String md5 = Digests.of(source(), 0, CONTENT.length);
            journal.begin(
                    new NewFile(0, "a.bin", md5, CONTENT.length, duplicate),
                    session,
                    Clock.systemUTC().instant());
            journal.done(0);
        }
    }

    private static UploadSource source() throws IOException {
        return UploaderHarness.body(CONTENT).open(null);
    }

    @ParameterizedTest
    @EnumSource(Duplicate.class)
    void aSessionWhoseServersAreGoneBeginsAnewWithOthers(Duplicate duplicate) throws Exception {
        note(duplicate, new UploadSession(0, false, "session-1", 1000, List.of("http://127.0.0.1:1")));
        upload(duplicate);
        requireOneFile();
        assertThat(calls(CREATE)).isOne();
        assertThat(calls(SLICES)).isEqualTo(COUNT);
    }

    private static Stream<Arguments> pairs() {
        return Stream.of(Duplicate.values())
                .flatMap(first -> Stream.of(Duplicate.values()).map(second -> Arguments.of(first, second)));
    }

    /** The session has fixed what the platform does about a taken name, so it is of use for the same wish only. */
    @ParameterizedTest
    @MethodSource("pairs")
    void whatTheSecondCallerAsksForIsDoneWhateverTheFirstOneWanted(Duplicate first, Duplicate second) throws Exception {
        platform.simulator.faults().on(SLICES).after(6).always().http(503);
        assertThatThrownBy(() -> upload(first)).isInstanceOf(Pan123Exception.class);
        platform.simulator.faults().clear();
        assertThat(left()).hasSize(1);
        byte[] theirs = {1, 2, 3};
        platform.simulator.drive().addFile("/a.bin", theirs);
        byte[] expected =
                switch (second) {
                    case fail -> {
                        assertThatThrownBy(() -> upload(second)).isInstanceOf(Pan123NameConflictException.class);
                        yield theirs;
                    }
                    case keepBoth -> {
                        String name = upload(second).file().name();
                        assertThat(name).isNotEqualTo("a.bin");
                        assertThat(platform.simulator.drive().content("/" + name))
                                .isEqualTo(CONTENT);
                        yield theirs;
                    }
                    case overwrite, skipIfSame -> {
                        assertThat(upload(second).file().name()).isEqualTo("a.bin");
                        yield CONTENT;
                    }
                };
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(expected);
        assertThat(platform.simulator.drive().count()).isEqualTo(second == Duplicate.keepBoth ? 2 : 1);
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aFileThatLandedUnseenIsTheSecondCallersWhateverTheFirstOneWanted(Duplicate first, Duplicate second)
            throws Exception {
        platform.simulator.faults().on(COMPLETE).always().cutAfter();
        assertThatThrownBy(() -> upload(first)).isInstanceOf(Pan123Exception.class);
        platform.simulator.faults().clear();
        long id = platform.simulator.drive().find("/a.bin").orElseThrow().id();
        assertThat(upload(second).file().fileId()).isEqualTo(id);
        requireOneFile();
        assertThat(calls(CREATE)).isOne();
    }

    @Test
    void serversThatAreAwayForAWhileLoseNoSlice() throws Exception {
        platform.simulator.faults().on(SLICES).after(6).always().http(503);
        assertThatThrownBy(() -> upload(Duplicate.fail)).isInstanceOf(Pan123Exception.class);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> upload(Duplicate.fail)).isInstanceOf(Pan123Exception.class);
        }
        platform.simulator.faults().clear();
        upload(Duplicate.fail);
        requireOneFile();
        assertThat(platform.simulator.figures().uploadedBytes()).isEqualTo(CONTENT.length);
    }

    @Test
    void aFileThatTurnsOutToBeSomethingElseLeavesNothingToResume() throws Exception {
        platform.simulator.faults().on(INFOS).answer(5066);
        assertThatThrownBy(() -> upload(Duplicate.overwrite)).isInstanceOf(Pan123NotFoundException.class);
        assertThat(left()).hasSize(1);
        long id = platform.simulator.drive().find("/a.bin").orElseThrow().id();
        platform.simulator
                .faults()
                .on(INFOS)
                .garbage("{\"code\":0,\"message\":\"ok\",\"data\":{\"fileList\":[{\"fileId\":" + id
                        + ",\"filename\":\"a.bin\",\"parentFileId\":0,\"type\":0,\"etag\":\"" + "0".repeat(32)
                        + "\",\"size\":1,\"category\":0,\"status\":0,\"trashed\":0}]},\"x-traceID\":\"\"}");
        assertThatThrownBy(() -> upload(Duplicate.overwrite))
                .isInstanceOf(Pan123UploadFailedException.class)
                .hasMessageContaining("0".repeat(32));
        assertThat(left()).isEmpty();
        upload(Duplicate.overwrite);
        requireOneFile();
        assertThat(calls(CREATE)).isEqualTo(2);
    }
}
