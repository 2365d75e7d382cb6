package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.COMPLETE;
import static io.github.camelpan123.UploadFixture.CREATE;
import static io.github.camelpan123.UploadFixture.INFOS;
import static io.github.camelpan123.UploadFixture.SLICES;
import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static io.github.camelpan123.UploadFixture.fail;
import static io.github.camelpan123.UploadFixture.md5;
import static io.github.camelpan123.UploadFixture.succeed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.api.Pan123UploadFailedException;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that were cut short, and their next attempt. */
@Order(3) // it lasts some seconds
class UploadJournalTest {

    private static final int SLICE = 10_000;
    private static final int COUNT = 20;
    private static final int CONCURRENCY = 3;
    private static final byte[] CONTENT = content(COUNT * SLICE - 7);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private Pan123Simulator simulator;
    private CamelContext context;
    private Path journals;

    @BeforeEach
    void start() throws Exception {
        journals = folder.resolve("journals");
        simulator = Pan123Simulator.builder()
                .limits(false)
                .sliceSize(SLICE)
                .mergePolls(0)
                .clock(clock)
                .start();
        startContext();
    }

    private void startContext() {
        context = SimulatedPlatform.context(simulator);
        Map<String, Object> limits = new HashMap<>();
        List.of("uploadCreate", "uploadComplete", "fileListV2", "fileInfos").forEach(name -> limits.put(name, "1000"));
        context.getComponent("pan123", Pan123Component.class).getConfiguration().setRateLimits(limits);
        context.getShutdownStrategy().setTimeout(1);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private CompletableFuture<Exchange> upload(String duplicate, byte[] content) {
        return begin(context, uri(duplicate), content, "a.bin");
    }

    private String uri(String duplicate) {
        return "pan123:upload?uploadMode=sliced&uploadConcurrency=" + CONCURRENCY + "&duplicate=" + duplicate
                + "&journalDirectory=" + journals;
    }

    private void holdSlicesAfter(int calls) {
        simulator.faults().on(SLICES).after(calls).always().delay(Duration.ofMinutes(1));
    }

    /** Stops the context in the middle of an upload, and starts another. */
    private void cutShort() {
        holdSlicesAfter(6);
        CompletableFuture<Exchange> cut = upload("fail", CONTENT);
        await().until(() -> simulator.figures().faults(SLICES) == CONCURRENCY);
        context.stop();
        assertThat(fail(cut)).isInstanceOf(Pan123Exception.class);
        simulator.faults().clear();
        startContext();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.list(journals)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void requireOneFile(byte[] content) throws IOException {
        assertThat(simulator.drive().count()).isOne();
        assertThat(simulator.drive().content("/a.bin")).isEqualTo(content);
        assertThat(left()).noneMatch(name -> name.endsWith(".journal"));
    }

    @Test
    void theNextAttemptSendsOnlyWhatIsMissing() throws Exception {
        cutShort();
        assertThat(left()).singleElement().asString().endsWith(".journal");
        FileEntry entry = succeed(upload("fail", CONTENT)).getMessage().getBody(FileEntry.class);
        assertThat(entry.etag()).isEqualTo(md5(CONTENT));
        requireOneFile(CONTENT);
        assertThat(simulator.figures().calls(CREATE)).isOne();
        assertThat(simulator.figures().duplicateWrites(SLICES)).isLessThanOrEqualTo(CONCURRENCY);
        assertThat(simulator.figures().uploadedBytes())
                .isBetween((long) CONTENT.length, CONTENT.length + (long) CONCURRENCY * SLICE);
    }

    @Test
    void aStopWhileThePlatformVerifiesCostsNoByte() throws Exception {
        simulator.faults().stillVerifying(1000);
        CompletableFuture<Exchange> cut = upload("fail", CONTENT);
        await().until(() -> simulator.figures().faults(COMPLETE) >= 1);
        context.stop();
        assertThat(fail(cut)).isInstanceOf(Pan123Exception.class);
        long sent = simulator.figures().calls(SLICES);
        simulator.faults().clear();
        startContext();
        succeed(upload("fail", CONTENT));
        requireOneFile(CONTENT);
        assertThat(simulator.figures().calls(SLICES)).isEqualTo(sent).isEqualTo(COUNT);
        assertThat(simulator.figures().calls(CREATE)).isOne();
    }

    @Test
    void aFileThatLandedWhileNobodyListenedIsFoundByItsSession() throws Exception {
        simulator.faults().on(COMPLETE).always().cutAfter();
        assertThat(fail(upload("keepBoth", CONTENT))).isInstanceOf(Pan123Exception.class);
        assertThat(simulator.drive().count()).isOne();
        simulator.faults().clear();
        succeed(upload("keepBoth", CONTENT));
        requireOneFile(CONTENT);
        assertThat(simulator.figures().calls(SLICES)).isEqualTo(COUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "keepBoth", "overwrite", "skipIfSame"})
    void aStopBeforeTheFileHasBeenSeenMakesNoSecondFile(String duplicate) throws Exception {
        simulator.faults().on(INFOS).delay(Duration.ofMinutes(1));
        CompletableFuture<Exchange> cut = upload(duplicate, CONTENT);
        await().until(() -> simulator.figures().faults(INFOS) == 1);
        long id = simulator.drive().find("/a.bin").orElseThrow().id();
        context.stop();
        assertThat(fail(cut)).isInstanceOf(Pan123Exception.class);
        assertThat(left()).singleElement().asString().endsWith(".journal");
        startContext();
        FileEntry entry = succeed(upload(duplicate, CONTENT)).getMessage().getBody(FileEntry.class);
        assertThat(entry.fileId()).isEqualTo(id);
        requireOneFile(CONTENT);
        assertThat(simulator.figures().calls(CREATE)).isOne();
    }

    @Test
    void anUploadThatIsStoppedWhileItWaitsForItsTurnHoldsNoJournal() throws Exception {
        holdSlicesAfter(4);
        CompletableFuture<Exchange> first = upload("fail", CONTENT);
        CompletableFuture<Exchange> second = begin(context, uri("fail"), CONTENT, "b.bin");
        await().until(() -> simulator.figures().faults(SLICES) == CONCURRENCY);
        context.stop();
        assertThat(fail(first)).isInstanceOf(Pan123Exception.class);
        assertThat(fail(second)).isInstanceOf(Pan123Exception.class);
        // a lock would be a second file
        assertThat(left()).singleElement().asString().endsWith(".journal");
    }

    @Test
    void aSessionThatThePlatformForgotBeginsAnew() throws Exception {
        cutShort();
        clock.forward(Duration.ofHours(25));
        succeed(upload("fail", CONTENT));
        requireOneFile(CONTENT);
        assertThat(simulator.figures().calls(CREATE)).isEqualTo(2);
    }

    @Test
    void aSessionThatWasForgottenBecauseTheFileLandedSendsNothing() throws Exception {
        simulator.faults().on(COMPLETE).always().cutAfter();
        assertThat(fail(upload("fail", CONTENT))).isInstanceOf(Pan123Exception.class);
        simulator.faults().clear();
        clock.forward(Duration.ofHours(25));
        succeed(upload("fail", CONTENT));
        requireOneFile(CONTENT);
        assertThat(simulator.figures().calls(SLICES)).isEqualTo(COUNT);
    }

    @Test
    void aFileThatLandedIsItsOwnUploadsAndLeavesNothingToResume() throws Exception {
        simulator.faults().on(COMPLETE).always().cutAfter();
        assertThat(fail(upload("fail", CONTENT))).isInstanceOf(Pan123Exception.class);
        simulator.faults().clear();
        Exchange found = succeed(upload("skipIfSame", CONTENT));
        assertThat(found.getMessage().getHeader(Pan123Constants.SKIPPED)).isEqualTo(false);
        requireOneFile(CONTENT);
        Exchange skipped = succeed(upload("skipIfSame", CONTENT));
        assertThat(skipped.getMessage().getHeader(Pan123Constants.SKIPPED)).isEqualTo(true);
        requireOneFile(CONTENT);
        assertThat(simulator.figures().calls(SLICES)).isEqualTo(COUNT);
    }

    @Test
    void aFileThatLandedAndWentToTheRecycleBinIsNotTakenForTheNext() throws Exception {
        simulator.faults().on(COMPLETE).always().cutAfter();
        assertThat(fail(upload("fail", CONTENT))).isInstanceOf(Pan123Exception.class);
        simulator.faults().clear();
        simulator.drive().trash("/a.bin");
        succeed(upload("fail", CONTENT));
        requireOneFile(CONTENT);
    }

    @Test
    void anotherContentOfThatNameBeginsAnew() throws Exception {
        cutShort();
        byte[] other = content(3 * SLICE);
        succeed(upload("fail", other));
        requireOneFile(other);
        assertThat(simulator.figures().calls(CREATE)).isEqualTo(2);
    }

    @Test
    void aTornLineOfAJournalCostsThatLineOnly() throws Exception {
        cutShort();
        Path journal = journals.resolve(left().get(0));
        byte[] bytes = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(bytes, bytes.length - 3));
        long before = simulator.figures().calls(SLICES);
        succeed(upload("fail", CONTENT));
        requireOneFile(CONTENT);
        assertThat(left()).singleElement().asString().endsWith(".journal.aside");
        assertThat(simulator.figures().calls(CREATE)).isOne();
        assertThat(simulator.figures().calls(SLICES)).isLessThan(before + COUNT);
    }

    @Test
    void aJournalThatIsSomethingElseIsPutAsideAndTheUploadBeginsAnew() throws Exception {
        cutShort();
        Path journal = journals.resolve(left().get(0));
        Files.writeString(journal, Files.readString(journal).replace("\"fileName\"", "\"name\""));
        succeed(upload("fail", CONTENT));
        requireOneFile(CONTENT);
        assertThat(left()).singleElement().asString().endsWith(".journal.aside");
        assertThat(simulator.figures().calls(CREATE)).isEqualTo(2);
    }

    @Test
    void aContentThatThePlatformRefusesLeavesNothingToResume() throws Exception {
        simulator.faults().on(COMPLETE).answer(1, "文件上传失败");
        assertThat(fail(upload("fail", CONTENT))).isInstanceOf(Pan123UploadFailedException.class);
        assertThat(left()).isEmpty();
        assertThat(simulator.drive().count()).isZero();
        succeed(upload("fail", CONTENT));
        requireOneFile(CONTENT);
    }

    @Test
    void theJournalHoldsNeitherTokenNorSecret() throws Exception {
        cutShort();
        String text = Files.readString(journals.resolve(left().get(0)));
        assertThat(text).doesNotContain(simulator.clientSecret(), simulator.clientId(), "Bearer", "eyJ");
    }
}
