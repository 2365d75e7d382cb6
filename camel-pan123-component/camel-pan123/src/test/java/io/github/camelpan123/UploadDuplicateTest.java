package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.COMPLETE;
import static io.github.camelpan123.UploadFixture.CREATE;
import static io.github.camelpan123.UploadFixture.INFOS;
import static io.github.camelpan123.UploadFixture.LIST;
import static io.github.camelpan123.UploadFixture.SINGLE;
import static io.github.camelpan123.UploadFixture.SLICES;
import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static io.github.camelpan123.UploadFixture.fail;
import static io.github.camelpan123.UploadFixture.md5;
import static io.github.camelpan123.UploadFixture.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123NameConflictException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when a name is taken, and when the answer gets lost that would have told. */
class UploadDuplicateTest {

    private static final byte[] OLD = content(5000);
    private static final byte[] NEW = content(6000);

    private SimulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start(
                        builder -> builder.limits(false).sliceSize(2000).mergePolls(0))
                .unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private CompletableFuture<Exchange> upload(String mode, String duplicate, byte[] content) {
        return begin(
                platform.context,
                "pan123:upload?uploadMode=" + mode + "&duplicate=" + duplicate,
                content,
                "a.bin");
    }

    private FileEntry uploaded(String mode, String duplicate, byte[] content) {
        return succeed(upload(mode, duplicate, content)).getMessage().getBody(FileEntry.class);
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
    @CsvSource({"single,fail", "single,keepBoth", "single,overwrite", "single,skipIfSame",
                "sliced,fail", "sliced,keepBoth", "sliced,overwrite", "sliced,skipIfSame"})
    void everyLostAnswerOnTheWayStillMakesOneFile(String mode, String duplicate) {
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
    void failRefusesATakenNameEvenWhenTheContentIsTheSame(String mode) {
        FileEntry first = uploaded(mode, "fail", OLD);
        assertThat(fail(upload(mode, "fail", NEW))).isInstanceOf(Pan123NameConflictException.class);
        assertThat(fail(upload(mode, "fail", OLD))).isInstanceOf(Pan123NameConflictException.class);
        assertThat(ids()).containsExactly(first.fileId());
    }

    @ParameterizedTest
    @CsvSource({"single,/upload/v2/file/single/create", "sliced,/upload/v2/file/create"})
    void failRefusesATakenNameEvenWhenTheRefusalGetsLost(String mode, String path) {
        FileEntry first = uploaded(mode, "fail", OLD);
        loseAnswers(path, 1);
        assertThat(fail(upload(mode, "fail", OLD))).isInstanceOf(Pan123NameConflictException.class);
        assertThat(ids()).containsExactly(first.fileId());
    }

    @ParameterizedTest
    @CsvSource({"single,/upload/v2/file/single/create", "sliced,/upload/v2/file/create", "sliced,/upload/v2/file/upload_complete"})
    void keepBothKeepsBothEvenWhenTheAnswerGetsLost(String mode, String path) {
        FileEntry first = uploaded(mode, "keepBoth", OLD);
        loseAnswers(path, 1);
        FileEntry same = uploaded(mode, "keepBoth", OLD);
        loseAnswers(path, 1);
        FileEntry other = uploaded(mode, "keepBoth", NEW);
        assertThat(names()).hasSize(3).contains("a.bin");
        assertThat(ids()).containsExactlyInAnyOrder(first.fileId(), same.fileId(), other.fileId());
        assertThat(other.etag()).isEqualTo(md5(NEW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void overwriteLeavesTheNewContentAlone(String mode) {
        uploaded(mode, "overwrite", OLD);
        for (String path : List.of(SINGLE, CREATE, SLICES, COMPLETE)) {
            loseAnswers(path, 1);
        }
        FileEntry entry = uploaded(mode, "overwrite", NEW);
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sliced"})
    void skipIfSameDoesNothingForTheSameAndOverwritesAnother(String mode) {
        FileEntry first = uploaded(mode, "skipIfSame", OLD);
        loseAnswers(LIST, 2);
        Exchange again = succeed(upload(mode, "skipIfSame", OLD));
        assertThat(again.getMessage().getHeader(Pan123Constants.FILE_ID)).isEqualTo(first.fileId());
        assertThat(again.getMessage().getHeader(Pan123Constants.DUPLICATE)).isEqualTo("skipIfSame");
        loseAnswers(mode.equals("single") ? SINGLE : COMPLETE, 1);
        FileEntry entry = uploaded(mode, "skipIfSame", NEW);
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(platform.simulator.drive().content("/a.bin")).isEqualTo(NEW);
    }

    @Test
    void manyCopiesOfOneFileAtOnceBecomeThatManyFiles() {
        platform.simulator.faults().on(SINGLE).probability(0.3).cutAfter();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(upload("single", "keepBoth", OLD));
        }
        Set<Object> told = new HashSet<>();
        UploadFixture.all(all, 60).forEach(exchange -> {
            assertThat(exchange.getException()).isNull();
            told.add(exchange.getMessage().getHeader(Pan123Constants.FILE_ID));
        });
        assertThat(new HashSet<Object>(ids())).isEqualTo(told).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "keepBoth"})
    void whatMayHaveLandedIsLookedForWhenItComesAgain(String duplicate) {
        loseAnswers(SINGLE, 1);
        platform.simulator.faults().on(LIST).times(4).http(503);
        assertThat(fail(upload("single", duplicate, NEW))).isInstanceOf(Pan123Exception.class);
        assertThat(names()).containsExactly("a.bin");
        FileEntry entry = uploaded("single", duplicate, NEW);
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(platform.calls(SINGLE)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "keepBoth"})
    void anUploadWhoseCheckGotLostIsFoundWhenItComesAgain(String duplicate) {
        loseAnswers(INFOS, 4);
        assertThat(fail(upload("sliced", duplicate, NEW))).isInstanceOf(Pan123Exception.class);
        FileEntry entry = uploaded("sliced", duplicate, NEW);
        assertThat(ids()).containsExactly(entry.fileId());
    }

    @Test
    void aQueuedUploadIsFoundAndNotSentAgain() {
        platform.simulator.faults().queued(1);
        FileEntry entry = uploaded("single", "fail", NEW);
        assertThat(ids()).containsExactly(entry.fileId());
        assertThat(platform.calls(SINGLE)).isOne();
    }
}
