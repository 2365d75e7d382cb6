package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.Pan123OutcomeUnknownException;
import io.github.camelpan123.api.Pan123UnreachableException;
import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.api.UploadMode;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.support.Futures;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when a name is taken, and when the answer gets lost that would have told. */
@Order(3) // it lasts some seconds
class UploadDuplicateTest {

    private static final String CREATE = "/upload/v2/file/create";
    private static final String SLICES = "/upload/v2/file/slice";
    private static final String COMPLETE = "/upload/v2/file/upload_complete";
    private static final String SINGLE = "/upload/v2/file/single/create";
    private static final String DOMAIN = "/upload/v2/file/domain";
    private static final String LIST = "/api/v2/file/list";
    private static final String INFOS = "/api/v1/file/infos";

    private static final byte[] OLD = content(5000);
    private static final byte[] NEW = content(6000);

    private UploaderHarness platform;
    private Drive drive;

    @BeforeEach
    void start() throws Exception {
        platform = new UploaderHarness(builder -> builder.sliceSize(2000));
        drive = new Drive(platform.account);
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
    @CsvSource({
        "single,fail", "single,keepBoth", "single,overwrite", "single,skipIfSame",
        "sliced,fail", "sliced,keepBoth", "sliced,overwrite", "sliced,skipIfSame"
    })
    void everyLostRequestOnTheWayStillMakesOneFile(UploadMode mode, Duplicate duplicate) {
        List<String> paths =
                mode == UploadMode.single ? List.of(SINGLE, INFOS) : List.of(CREATE, SLICES, COMPLETE, INFOS);
        for (String path : paths) {
            platform.simulator.faults().on(path).cutBefore();
        }
        FileEntry entry = uploaded(mode, duplicate, NEW);
        assertThat(entry.etag()).isEqualTo(md5(NEW));
        assertThat(names()).containsExactly("a.bin");
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(paths).allMatch(path -> platform.simulator.figures().faults(path) == 1);
    }

    @ParameterizedTest
    @CsvSource({
        "single,fail", "single,keepBoth", "single,overwrite", "single,skipIfSame",
        "sliced,fail", "sliced,keepBoth", "sliced,overwrite", "sliced,skipIfSame"
    })
    void whatAListDoesNotShowYetIsNotMadeTwice(UploadMode mode, Duplicate duplicate) {
        // known, so that what opens a session makes a file at once
        platform.simulator.drive().addFile("/known", NEW);
        platform.simulator.faults().listLag(Duration.ofMillis(500));
        loseAnswers(mode == UploadMode.single ? SINGLE : CREATE, 1);
        // the last look comes 800 ms after the answer that got lost
        Uploader patient = platform.uploader(Uploader.Delays.of(Duration.ofMillis(2), Duration.ofMillis(100)));
        FileEntry entry = succeed(UploaderHarness.upload(patient, "a.bin", NEW, mode, duplicate))
                .file();
        assertThat(names()).containsExactlyInAnyOrder("known", "a.bin");
        assertThat(ids()).contains(entry.fileId());
    }

    @ParameterizedTest
    @CsvSource({"single,/upload/v2/file/single/create", "sliced,/upload/v2/file/create"})
    void whatLooksAlikeIsNotTakenForWhatNeverArrived(UploadMode mode, String path) {
        List<String> others = List.of("/a2.bin", "/a-2024.bin", "/a_1.bin", "/ab.bin", "/a.bin.1", "/a(2024).bin");
        List<Long> theirs = others.stream()
                .map(name -> platform.simulator.drive().addFile(name, NEW))
                .toList();
        platform.simulator.faults().on(path).cutBefore();
        FileEntry entry = uploaded(mode, Duplicate.keepBoth, NEW);
        assertThat(entry.name()).isEqualTo("a.bin");
        assertThat(ids()).hasSize(others.size() + 1).containsAll(theirs).contains(entry.fileId());
    }

    @Test
    void whatAnotherUploadIsMakingRightNowIsLeftToIt() {
        platform.simulator.faults().on(INFOS).delay(Duration.ofSeconds(2));
        CompletableFuture<UploadOutcome> other =
                platform.upload("a(1).bin", NEW, UploadMode.single, Duplicate.keepBoth);
        await().until(() -> platform.simulator.drive().count() == 1);
        platform.simulator.faults().on(SINGLE).cutBefore();
        FileEntry entry = uploaded(UploadMode.single, Duplicate.keepBoth, NEW);
        assertThat(ids())
                .hasSize(2)
                .containsExactlyInAnyOrder(entry.fileId(), succeed(other).file().fileId());
    }

    @Test
    void aFileThatWasThereBeforeIsNotTakenForOnesOwn() throws Exception {
        platform.close();
        Duration[] ahead = {Duration.ZERO};
        platform = new UploaderHarness(builder -> builder.sliceSize(2000).clock(ahead(ahead)));
        platform.simulator.drive().addFile("/a.bin", OLD);
        ahead[0] = Duration.ofMinutes(10);
        succeed(platform.upload("first", NEW, UploadMode.single, Duplicate.fail));
        loseAnswers(SINGLE, 1);
        assertThat(fail(upload(UploadMode.single, Duplicate.fail, OLD)))
                .isInstanceOf(Pan123NameConflictException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-50, 0, 50})
    void onesOwnFileIsKnownHoweverTheClocksDiffer(long minutes) throws Exception {
        platform.close();
        Duration[] ahead = {Duration.ofMinutes(minutes)};
        platform = new UploaderHarness(builder -> builder.sliceSize(2000).clock(ahead(ahead)));
        succeed(platform.upload("first", OLD, UploadMode.single, Duplicate.keepBoth));
        for (String name : List.of("a.bin", "b.bin")) {
            loseAnswers(SINGLE, 1);
            FileEntry entry = succeed(platform.upload(name, NEW, UploadMode.single, Duplicate.keepBoth))
                    .file();
            assertThat(entry.name()).isEqualTo(name);
            assertThat(ids()).contains(entry.fileId());
        }
        assertThat(names()).containsExactlyInAnyOrder("first", "a.bin", "b.bin");
    }

    /** As long as nothing was seen that tells the platform's time, a clock that differs leaves the origin open. */
    @ParameterizedTest
    @ValueSource(longs = {-50, 50})
    void whatMayBeSomebodyElsesIsLeftAloneAndSaid(long minutes) throws Exception {
        platform.close();
        Duration[] ahead = {Duration.ofMinutes(minutes)};
        platform = new UploaderHarness(builder -> builder.sliceSize(2000).clock(ahead(ahead)));
        loseAnswers(SINGLE, 1);
        assertThat(fail(platform.upload("a.bin", NEW, UploadMode.single, Duplicate.keepBoth)))
                .isInstanceOf(Pan123OutcomeUnknownException.class)
                .hasMessageContaining("Check")
                .hasMessageContaining(ids().get(0).toString());
        assertThat(names()).containsExactly("a.bin");
        // whoever was told and sends it again wants another one
        FileEntry again = uploaded(UploadMode.single, Duplicate.keepBoth, NEW);
        assertThat(ids()).hasSize(2).contains(again.fileId());
    }

    /** By the same account in this JVM, however short before. */
    @ParameterizedTest
    @CsvSource({"single,a.bin", "sliced,a.bin", "single,a(1).bin", "sliced,a(1).bin"})
    void aFreshCopyIsNotTakenForWhatNeverArrived(UploadMode mode, String name) {
        long folder = platform.simulator.drive().addFolder("/source");
        platform.simulator.drive().addFile("/source/" + name, NEW);
        FileEntry source = drive.file(folder, name).join().orElseThrow();
        long copy = drive.copies().copy(source, 0).join();
        platform.simulator
                .faults()
                .on(mode == UploadMode.single ? SINGLE : CREATE)
                .cutBefore();
        FileEntry entry = uploaded(mode, Duplicate.keepBoth, NEW);
        assertThat(entry.fileId()).isNotEqualTo(copy);
        assertThat(ids()).contains(copy, entry.fileId()).hasSize(3);
    }

    /** By another uploader of the account. */
    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void aFreshUploadOfAnotherIsNotTakenForWhatNeverArrived(UploadMode mode) {
        FileEntry other = succeed(UploaderHarness.upload(
                        platform.uploader(UploaderHarness.SHORT), "a.bin", NEW, mode, Duplicate.keepBoth))
                .file();
        platform.simulator
                .faults()
                .on(mode == UploadMode.single ? SINGLE : CREATE)
                .cutBefore();
        FileEntry entry = uploaded(mode, Duplicate.keepBoth, NEW);
        assertThat(entry.fileId()).isNotEqualTo(other.fileId());
        assertThat(ids()).containsExactlyInAnyOrder(other.fileId(), entry.fileId());
    }

    /** By another program, some seconds ago, when the platform's clock is known. */
    @ParameterizedTest
    @CsvSource({"single,a.bin", "sliced,a.bin", "single,a(1).bin", "sliced,a(1).bin"})
    void aCopyOfAnotherProgramIsNotTakenForWhatNeverArrived(UploadMode mode, String name) throws Exception {
        platform.close();
        Duration[] ahead = {Duration.ofMinutes(-20)};
        platform = new UploaderHarness(builder -> builder.sliceSize(2000).clock(ahead(ahead)));
        long other = platform.simulator.drive().addFile("/" + name, NEW);
        ahead[0] = Duration.ofMinutes(-20).plusSeconds(10);
        succeed(platform.upload("first", OLD, UploadMode.single, Duplicate.fail));
        platform.simulator
                .faults()
                .on(mode == UploadMode.single ? SINGLE : CREATE)
                .cutBefore();
        FileEntry entry = uploaded(mode, Duplicate.keepBoth, NEW);
        assertThat(entry.fileId()).isNotEqualTo(other);
        assertThat(ids()).contains(other, entry.fileId()).hasSize(3);
    }

    /** One call was lost, and two files may be its. */
    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void ofTwoThatFitNoneIsTaken(UploadMode mode) {
        platform.simulator.drive().addFile("/known", NEW);
        succeed(platform.upload("first", OLD, UploadMode.single, Duplicate.fail));
        platform.simulator.drive().addFile("/a(1).bin", NEW);
        loseAnswers(mode == UploadMode.single ? SINGLE : CREATE, 1);
        List<Long> before = ids();
        assertThat(fail(upload(mode, Duplicate.keepBoth, NEW))).isInstanceOf(Pan123OutcomeUnknownException.class);
        assertThat(ids()).hasSize(before.size() + 1);
    }

    private static Clock ahead(Duration[] by) {
        return new Clock() {
            @Override
            public java.time.Instant instant() {
                return Clock.systemUTC().instant().plus(by[0]);
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
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

    /** The answers of an upload that was done, or was not while another program has just made the same file. */
    @ParameterizedTest
    @CsvSource({"keepBoth,,true", "keepBoth,,false", "keepBoth,false,true", "keepBoth,false,false"})
    @CsvSource({"fail,false,true", "fail,false,false"})
    void whereOthersWriteTheSameNoFileIsTakenForTheOwnAfterALostAnswer(
            Duplicate duplicate, Boolean soleWriter, boolean done) {
        Uploader careful = new Uploader(platform.account, drive, soleWriter, UploaderHarness.SHORT, Spool::temporary);
        if (done) {
            loseAnswers(SINGLE, 1);
        } else {
            platform.simulator.drive().addFile("/a.bin", NEW);
            platform.simulator.faults().on(SINGLE).times(1).cutBefore();
        }
        Throwable failure = fail(UploaderHarness.upload(careful, "a.bin", NEW, UploadMode.single, duplicate));
        assertThat(failure)
                .isInstanceOf(Pan123OutcomeUnknownException.class)
                .hasMessageContaining(ids().get(0).toString());
        // the call that was not done is not counted, and was not repeated
        assertThat(calls(SINGLE)).isEqualTo(done ? 1 : 0);
        assertThat(names()).containsExactly("a.bin");
    }

    /** The name has the content either way, and no other file of it can exist. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failTakesTheOnlyFileOfTheNameAfterALostAnswer(boolean done) {
        Uploader usual = new Uploader(platform.account, drive, null, UploaderHarness.SHORT, Spool::temporary);
        if (done) {
            loseAnswers(SINGLE, 1);
        } else {
            platform.simulator.drive().addFile("/a.bin", NEW);
            platform.simulator.faults().on(SINGLE).times(1).cutBefore();
        }
        FileEntry entry = succeed(UploaderHarness.upload(usual, "a.bin", NEW, UploadMode.single, Duplicate.fail))
                .file();
        assertThat(ids()).containsExactly(entry.fileId());
    }

    /** Without a lost answer nothing is in doubt, and a file that was not made can be made. */
    @ParameterizedTest
    @CsvSource({"keepBoth", "fail"})
    void whereOthersWriteTheSameUploadsAreRepeatedThatWereNotDone(Duplicate duplicate) {
        Uploader careful = new Uploader(platform.account, drive, false, UploaderHarness.SHORT, Spool::temporary);
        platform.simulator.faults().on(SINGLE).times(1).cutBefore();
        FileEntry entry = succeed(UploaderHarness.upload(careful, "a.bin", NEW, UploadMode.single, duplicate))
                .file();
        assertThat(ids()).containsExactly(entry.fileId());
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
        loseAnswers(COMPLETE, Uploader.Delays.USUAL.retry().maxAttempts());
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

    /** Even when no list shows it: the platform has told its id. */
    @ParameterizedTest
    @CsvSource({
        "single,fail", "single,keepBoth", "single,overwrite",
        "sliced,fail", "sliced,keepBoth", "sliced,overwrite"
    })
    void anUploadWhoseCheckWasRefusedIsFoundWhenItComesAgain(UploadMode mode, Duplicate duplicate) {
        platform.simulator.faults().listLag(Duration.ofHours(1));
        platform.simulator.faults().on(INFOS).answer(5066);
        assertThat(fail(upload(mode, duplicate, NEW))).isInstanceOf(Pan123NotFoundException.class);
        List<Long> landed = ids();
        FileEntry entry = uploaded(mode, duplicate, NEW);
        assertThat(ids()).containsExactly(entry.fileId()).isEqualTo(landed);
        assertThat(calls(SINGLE) + calls(CREATE)).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "single,fail", "single,keepBoth", "single,overwrite",
        "sliced,fail", "sliced,keepBoth", "sliced,overwrite"
    })
    void anUploadThatShowsUpLateIsFoundWhenItComesAgain(UploadMode mode, Duplicate duplicate) {
        platform.simulator
                .faults()
                .on(INFOS)
                .times(Uploader.Delays.USUAL.retry().maxAttempts())
                .garbage("{\"code\":0,\"message\":\"ok\",\"data\":{\"fileList\":[]},\"x-traceID\":\"\"}");
        assertThat(fail(upload(mode, duplicate, NEW)))
                .isInstanceOf(Pan123UploadFailedException.class)
                .hasMessageContaining("does not show it");
        List<Long> landed = ids();
        FileEntry entry = uploaded(mode, duplicate, NEW);
        assertThat(ids()).containsExactly(entry.fileId()).isEqualTo(landed);
    }

    @Test
    void whatTheCheckShowsToBeSomethingElseIsNotTakenWhenItComesAgain() {
        platform.simulator.faults().on(SINGLE).lose();
        assertThat(fail(upload(UploadMode.single, Duplicate.keepBoth, NEW)))
                .isInstanceOf(Pan123UploadFailedException.class);
        FileEntry entry = uploaded(UploadMode.single, Duplicate.keepBoth, NEW);
        assertThat(entry.etag()).isEqualTo(md5(NEW));
        assertThat(ids()).containsExactly(entry.fileId());
    }

    /** Seen on the platform (platform/calls.md, "Complete an upload"). */
    @ParameterizedTest
    @EnumSource(Duplicate.class)
    void anUploadThatIsSaidToHaveFailedAndLandsAllTheSameIsFoundWhenItComesAgain(Duplicate duplicate) {
        platform.simulator.faults().on(COMPLETE).answerAfter(1, "文件上传失败");
        assertThat(fail(upload(UploadMode.sliced, duplicate, NEW))).isInstanceOf(Pan123UploadFailedException.class);
        List<Long> landed = ids();
        FileEntry entry = uploaded(UploadMode.sliced, duplicate, NEW);
        assertThat(ids()).containsExactly(entry.fileId()).isEqualTo(landed);
    }

    @Test
    void anUploadServerThatIsGoneIsNotAskedForEver() {
        platform.simulator.faults().on(DOMAIN).garbage(servers("\"http://127.0.0.1:1\""));
        FileEntry entry = uploaded(UploadMode.single, Duplicate.fail, NEW);
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(calls(DOMAIN)).isEqualTo(2);
        uploaded(UploadMode.single, Duplicate.keepBoth, OLD);
        assertThat(calls(DOMAIN)).isEqualTo(2);
    }

    @Test
    void aPlatformThatNamesNoUploadServerIsAskedAgainByTheNextUpload() {
        platform.simulator.faults().on(DOMAIN).garbage(servers(""));
        assertThat(fail(upload(UploadMode.single, Duplicate.fail, NEW)))
                .isInstanceOf(Pan123UploadFailedException.class)
                .hasMessageContaining("names no upload server");
        uploaded(UploadMode.single, Duplicate.fail, NEW);
    }

    private static String servers(String named) {
        return "{\"code\":0,\"message\":\"ok\",\"data\":[" + named + "],\"x-traceID\":\"\"}";
    }

    @Test
    void aQueuedUploadIsFoundAndNotSentAgain() {
        platform.simulator.faults().queued(1);
        FileEntry entry = uploaded(UploadMode.single, Duplicate.fail, NEW);
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(calls(SINGLE)).isOne();
    }
}
