package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelpan123.account.Futures;
import io.github.camelpan123.platform.Duplicate;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123NameConflictException;
import io.github.camelpan123.platform.Pan123UnreachableException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when a name is taken, and when the answer gets lost that would have told. */
class UploadDuplicateTest {

    private static final String CREATE = "/upload/v2/file/create";
    private static final String SLICES = "/upload/v2/file/slice";
    private static final String COMPLETE = "/upload/v2/file/upload_complete";
    private static final String SINGLE = "/upload/v2/file/single/create";
    private static final String LIST = "/api/v2/file/list";
    private static final String INFOS = "/api/v1/file/infos";

    private static final byte[] OLD = content(5000);
    private static final byte[] NEW = content(6000);

    private UploaderHarness platform;

    @BeforeEach
    void start() throws Exception {
        platform = new UploaderHarness(builder -> builder.sliceSize(2000));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static String md5(byte[] bytes) {
        return Digests.hex(digest(bytes));
    }

    private static MessageDigest digest(byte[] bytes) {
        MessageDigest digest = Digests.md5();
        digest.update(bytes);
        return digest;
    }

    private CompletableFuture<UploadOutcome> upload(UploadMode mode, Duplicate duplicate, byte[] content) {
        return platform.upload("a.bin", content, mode, duplicate);
    }

    private static UploadOutcome succeed(CompletableFuture<UploadOutcome> upload) {
        return upload.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static Throwable fail(CompletableFuture<UploadOutcome> upload) {
        return Futures.unwrap(assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> upload.orTimeout(60, TimeUnit.SECONDS).join())
                .actual());
    }

    private FileEntry uploaded(UploadMode mode, Duplicate duplicate, byte[] content) {
        return succeed(upload(mode, duplicate, content)).file();
    }

    private long calls(String path) {
        return platform.simulator.figures().calls(path);
    }

    private List<String> names() {
        return platform.simulator.drive().list("/").stream()
                .map(entry -> entry.name())
                .toList();
    }

    private List<Long> ids() {
        return platform.simulator.drive().list("/").stream()
                .map(entry -> entry.id())
                .toList();
    }

    /** The work is done, and nobody is told. */
    private void loseAnswers(String path, int times) {
        platform.simulator.faults().on(path).times(times).cutAfter();
    }

    @ParameterizedTest
    @CsvSource({
        "single,fail", "single,keepBoth", "single,overwrite", "single,skipIfSame",
        "sliced,fail", "sliced,keepBoth", "sliced,overwrite", "sliced,skipIfSame"
    })
    void everyLostAnswerOnTheWayStillMakesOneFile(UploadMode mode, Duplicate duplicate) {
        for (String path : List.of(SINGLE, CREATE, SLICES, COMPLETE, INFOS)) {
            loseAnswers(path, 1);
        }
        FileEntry entry = uploaded(mode, duplicate, NEW);
        assertThat(entry.etag()).isEqualTo(md5(NEW));
        assertThat(names()).containsExactly("a.bin");
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void failRefusesATakenNameEvenWhenTheContentIsTheSame(UploadMode mode) {
        FileEntry first = uploaded(mode, Duplicate.fail, OLD);
        assertThat(fail(upload(mode, Duplicate.fail, NEW))).isInstanceOf(Pan123NameConflictException.class);
        assertThat(fail(upload(mode, Duplicate.fail, OLD))).isInstanceOf(Pan123NameConflictException.class);
        assertThat(ids()).containsExactly(first.fileId());
    }

    @ParameterizedTest
    @CsvSource({"single,/upload/v2/file/single/create", "sliced,/upload/v2/file/create"})
    void failRefusesATakenNameEvenWhenTheRefusalGetsLost(UploadMode mode, String path) {
        FileEntry first = uploaded(mode, Duplicate.fail, OLD);
        loseAnswers(path, 1);
        assertThat(fail(upload(mode, Duplicate.fail, OLD))).isInstanceOf(Pan123NameConflictException.class);
        assertThat(ids()).containsExactly(first.fileId());
    }

    @ParameterizedTest
    @CsvSource({
        "single,/upload/v2/file/single/create",
        "sliced,/upload/v2/file/create",
        "sliced,/upload/v2/file/upload_complete"
    })
    void keepBothKeepsBothEvenWhenTheAnswerGetsLost(UploadMode mode, String path) {
        FileEntry first = uploaded(mode, Duplicate.keepBoth, OLD);
        loseAnswers(path, 1);
        FileEntry same = uploaded(mode, Duplicate.keepBoth, OLD);
        loseAnswers(path, 1);
        FileEntry other = uploaded(mode, Duplicate.keepBoth, NEW);
        assertThat(names()).hasSize(3).contains("a.bin");
        assertThat(ids()).containsExactlyInAnyOrder(first.fileId(), same.fileId(), other.fileId());
        assertThat(other.etag()).isEqualTo(md5(NEW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void overwriteLeavesTheNewContentAlone(UploadMode mode) {
        uploaded(mode, Duplicate.overwrite, OLD);
        for (String path : List.of(SINGLE, CREATE, SLICES, COMPLETE)) {
            loseAnswers(path, 1);
        }
        FileEntry entry = uploaded(mode, Duplicate.overwrite, NEW);
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void skipIfSameDoesNothingForTheSameAndOverwritesAnother(UploadMode mode) {
        FileEntry first = uploaded(mode, Duplicate.skipIfSame, OLD);
        loseAnswers(LIST, 2);
        UploadOutcome again = succeed(upload(mode, Duplicate.skipIfSame, OLD));
        assertThat(again.file().fileId()).isEqualTo(first.fileId());
        assertThat(again.how()).isEqualTo(UploadOutcome.How.SKIPPED);
        loseAnswers(mode == UploadMode.single ? SINGLE : COMPLETE, 1);
        FileEntry entry = uploaded(mode, Duplicate.skipIfSame, NEW);
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(NEW);
    }

    @Test
    void manyCopiesOfOneFileAtOnceBecomeThatManyFiles() {
        platform.simulator.faults().on(SINGLE).probability(0.3).cutAfter();
        List<CompletableFuture<UploadOutcome>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(upload(UploadMode.single, Duplicate.keepBoth, OLD));
        }
        Set<Long> told = new HashSet<>();
        all.forEach(upload -> told.add(succeed(upload).file().fileId()));
        assertThat(new HashSet<>(ids())).isEqualTo(told).hasSize(12);
    }

    @ParameterizedTest
    @EnumSource(Duplicate.class)
    void anUploadWhoseEndNobodyToldIsLookedForWhenItComesAgain(Duplicate duplicate) {
        loseAnswers(COMPLETE, Repetition.TRIES);
        assertThat(fail(upload(UploadMode.sliced, duplicate, NEW))).isInstanceOf(Pan123UnreachableException.class);
        FileEntry entry = uploaded(UploadMode.sliced, duplicate, NEW);
        assertThat(names()).containsExactly("a.bin");
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(calls(CREATE)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "keepBoth"})
    void whatMayHaveLandedIsLookedForWhenItComesAgain(Duplicate duplicate) {
        loseAnswers(SINGLE, 1);
        platform.simulator.faults().on(LIST).times(4).http(503);
        assertThat(fail(upload(UploadMode.single, duplicate, NEW))).isInstanceOf(Pan123Exception.class);
        assertThat(names()).containsExactly("a.bin");
        FileEntry entry = uploaded(UploadMode.single, duplicate, NEW);
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(calls(SINGLE)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "keepBoth"})
    void anUploadWhoseCheckGotLostIsFoundWhenItComesAgain(Duplicate duplicate) {
        loseAnswers(INFOS, 4);
        assertThat(fail(upload(UploadMode.sliced, duplicate, NEW))).isInstanceOf(Pan123Exception.class);
        FileEntry entry = uploaded(UploadMode.sliced, duplicate, NEW);
        assertThat(ids()).containsExactly(entry.fileId());
    }

    @Test
    void aQueuedUploadIsFoundAndNotSentAgain() {
        platform.simulator.faults().queued(1);
        FileEntry entry = uploaded(UploadMode.single, Duplicate.fail, NEW);
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(calls(SINGLE)).isOne();
    }
}
