package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelpan123.fixtures.IsolatedClassLoader;
import io.github.camelpan123.support.ChecksummedLine;
import io.github.camelpan123.support.FileMutex;
import io.github.camelpan123.support.JsonLinesLog;
import io.github.camelpan123.support.LogState;
import io.github.camelpan123.support.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchListTest {

    private static final TranscodeVideo VIDEO = new TranscodeVideo(7, "a b'é%.mp4", 3);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("deeper").resolve("x.started");
    }

    private WatchList list() {
        return WatchList.inFile(file, Duration.ZERO);
    }

    @Test
    void whatWasWrittenIsThereAfterARestart() {
        WatchList before = list();
        List<WatchedJob> starts = before.starting(VIDEO, List.of("480P", "720P", "1080P"));
        before.started(starts.subList(0, 2));
        before.delivered(starts.subList(0, 1));
        before.over(before.starting(new TranscodeVideo(8, "", 0), List.of("480P")));
        Map<Long, Map<String, WatchedJob>> after = list().jobs();
        assertThat(after).containsOnlyKeys(7L);
        assertThat(after).isEqualTo(before.jobs());
        WatchedJob first = after.get(7L).get("480P");
        assertThat(first.video()).isEqualTo(VIDEO);
        assertThat(first.confirmed()).isTrue();
        assertThat(first.delivered()).isTrue();
        assertThat(after.get(7L).get("720P").delivered()).isFalse();
        assertThat(after.get(7L).get("1080P").confirmed()).isFalse();
    }

    @Test
    void aJobThatIsStartedAgainIsNotDeliveredAnyMore() {
        WatchList list = list();
        list.delivered(list.starting(VIDEO, List.of("480P")));
        list.starting(VIDEO, List.of("480P"));
        assertThat(list.jobs().get(7L).get("480P").delivered()).isFalse();
    }

    /** The exchange of a job may end when somebody has started the job again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatEndsForAJobDoesNotEndForItsRepetition(boolean inMemory) {
        WatchList list = inMemory ? WatchList.inMemory() : list();
        WatchList other = inMemory ? list : list();
        List<WatchedJob> failed = list.starting(VIDEO, List.of("480P", "720P"));
        list.started(failed);
        List<WatchedJob> again = other.starting(VIDEO, List.of("480P"));
        other.started(again);
        list.delivered(failed);
        list.over(failed);
        assertThat(other.jobs().get(7L)).isEqualTo(Map.of("480P", again.get(0).confirm()));
        other.over(again);
        assertThat(list.jobs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRepetitionThatIsRefusedLeavesTheJobThatWasThere(boolean inMemory) {
        WatchList list = inMemory ? WatchList.inMemory() : list();
        list.started(list.starting(VIDEO, List.of("480P")));
        Map<Long, Map<String, WatchedJob>> before = list.jobs();
        list.refused(list.starting(VIDEO, List.of("480P", "720P")));
        assertThat(list.jobs()).isEqualTo(before);
        if (!inMemory) {
            assertThat(list().jobs()).isEqualTo(before);
        }
    }

    /** The lines of earlier builds do not say to which start they belong. */
    @Test
    void linesOfEarlierBuildsAreRead() throws IOException {
        JsonLinesLog log = JsonLinesLog.shared(file, new IgnoredState(), Duration.ZERO);
        log.append(List.of(
                old("STARTING", 7, "480P", 1),
                old("STARTED", 7, "480P", 2),
                old("STARTING", 7, "480P", 3),
                old("STARTED", 7, "480P", 4),
                old("DELIVERED", 7, "480P", 5),
                old("STARTING", 7, "720P", 6),
                old("STARTING", 8, "480P", 7),
                old("STARTING", 8, "480P", 8),
                old("OVER", 8, "480P", 9)));
        TranscodeVideo video = new TranscodeVideo(7, "v.mp4", 3);
        assertThat(list().jobs())
                .isEqualTo(Map.of(
                        7L,
                        Map.of(
                                "480P",
                                new WatchedJob(video, "480P", Instant.ofEpochSecond(3), true, true),
                                "720P",
                                new WatchedJob(video, "720P", Instant.ofEpochSecond(6), false, false))));
        assertThat(folder.resolve("deeper").resolve("x.started.aside")).doesNotExist();
    }

    private static ObjectNode old(String what, long video, String resolution, long second) {
        return ChecksummedLine.entry()
                .put("job", what)
                .put("fileId", video)
                .put("resolution", resolution)
                .put("at", Instant.ofEpochSecond(second).toString())
                .put("sourceFileId", 3)
                .put("name", "v.mp4");
    }

    private static final class IgnoredState implements LogState {

        @Override
        public void clear() {
            // keeps nothing
        }

        @Override
        public void apply(JsonNode entry) {
            // keeps nothing
        }

        @Override
        public List<ObjectNode> entries() {
            return List.of();
        }
    }

    @Test
    void startsThatMayCountAgainStayWhenTheFileIsRewritten() throws IOException {
        WatchList list = list();
        List<WatchedJob> first = list.starting(VIDEO, List.of("480P"));
        list.started(first);
        list.delivered(first);
        List<WatchedJob> second = list.starting(VIDEO, List.of("480P"));
        for (int i = 100; i < 800; i++) {
            list.over(list.starting(new TranscodeVideo(i, "v", 0), List.of("480P")));
        }
        assertThat(Files.readAllLines(file)).hasSizeLessThan(1100);
        WatchList later = list();
        assertThat(later.jobs().get(7L)).isEqualTo(Map.of("480P", second.get(0)));
        later.refused(second);
        assertThat(list().jobs().get(7L))
                .isEqualTo(Map.of("480P", first.get(0).confirm().deliver()));
    }

    @Test
    void aCrashInTheMiddleOfALineCostsThatLineOnly() throws IOException {
        list().starting(VIDEO, List.of("480P"));
        Files.writeString(file, "01234567 STARTING 9 48", StandardOpenOption.APPEND);
        WatchList after = list();
        assertThat(after.jobs()).containsOnlyKeys(7L);
        after.starting(new TranscodeVideo(8, "", 0), List.of("720P"));
        assertThat(list().jobs()).containsOnlyKeys(7L, 8L);
    }

    @Test
    void aDamagedLineIsLeftOut() throws IOException {
        list().starting(VIDEO, List.of("480P", "720P"));
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.US_ASCII);
        bytes[text.indexOf("480P")] = 'X';
        Files.write(file, bytes);
        assertThat(list().jobs().get(7L)).containsOnlyKeys("720P");
    }

    @Test
    void whateverByteIsDamagedAtMostTwoJobsAreLost() throws IOException {
        WatchList before = list();
        for (int i = 1; i <= 4; i++) {
            before.starting(new TranscodeVideo(i, "v" + i, 0), List.of("480P"));
        }
        Map<Long, Map<String, WatchedJob>> jobs = before.jobs();
        byte[] bytes = Files.readAllBytes(file);
        Map<Integer, Integer> tooMany = new TreeMap<>();
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file, damaged);
            Map<Long, Map<String, WatchedJob>> found = list().jobs();
            assertThat(jobs).containsAllEntriesOf(found);
            if (found.size() < jobs.size() - 2) {
                tooMany.put(at, jobs.size() - found.size());
            }
        }
        assertThat(tooMany).isEmpty();
    }

    /** Two web applications, or bundles, of one process. */
    @Test
    void jobsOfTwoClassLoadersAreAllThere() throws Exception {
        try (IsolatedClassLoader loader = new IsolatedClassLoader()) {
            Method main = loader.loadClass(WatchListWriter.class.getName()).getMethod("main", String[].class);
            CyclicBarrier ready = new CyclicBarrier(2);
            CompletableFuture<Void> theirs = CompletableFuture.runAsync(() -> {
                try {
                    // classes are loaded before both begin
                    main.invoke(null, (Object) new String[] {file.toString(), "1000", "1"});
                    ready.await();
                    main.invoke(null, (Object) new String[] {file.toString(), "1001", "149"});
                } catch (ReflectiveOperationException | InterruptedException | BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
            });
            ready.await();
            WatchListWriter.main(new String[] {file.toString(), "2000", "150"});
            theirs.orTimeout(60, TimeUnit.SECONDS).join();
        }
        assertThat(list().jobs()).hasSize(300);
    }

    @Test
    void whoWaitsForOthersGivesUpAndSaysWhy() throws Exception {
        list().starting(VIDEO, List.of("480P"));
        try (FileMutex others = FileMutex.acquire(file.resolveSibling(file.getFileName() + ".lock"), Duration.ZERO)) {
            assertThat(others).isNotNull();
            WatchList waiting = WatchList.inFile(file, Duration.ofMillis(20));
            assertThatThrownBy(waiting::jobs)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("watchListDirectory")
                    .hasMessageContaining("held the lock");
        }
    }

    @Test
    void aFileThatIsSomethingElseBeginsAnew() throws IOException {
        PrivateFiles.folder(file.getParent());
        Files.writeString(
                file, "something else\nthat is long enough to be taken for a header of this file, if it had a sum\n");
        WatchList list = list();
        assertThat(list.jobs()).isEmpty();
        list.starting(VIDEO, List.of("480P"));
        assertThat(list().jobs()).containsOnlyKeys(7L);
    }

    @Test
    void twoWhoShareTheFileSeeWhatTheOtherWrites() {
        WatchList one = list();
        WatchList other = list();
        List<WatchedJob> starts = one.starting(VIDEO, List.of("480P"));
        assertThat(other.jobs()).containsOnlyKeys(7L);
        other.over(starts);
        assertThat(one.jobs()).isEmpty();
    }

    @Test
    void historyIsShedAndTheOtherNoticesThatTheFileWasReplaced() throws IOException {
        WatchList one = list();
        WatchList other = list();
        List<WatchedJob> starts = one.starting(VIDEO, List.of("480P"));
        assertThat(other.jobs()).hasSize(1);
        for (int i = 100; i < 800; i++) {
            one.over(one.starting(new TranscodeVideo(i, "v", 0), List.of("480P")));
        }
        assertThat(Files.readAllLines(file)).hasSizeLessThan(1100);
        assertThat(other.jobs()).containsOnlyKeys(7L);
        other.over(starts);
        assertThat(one.jobs()).isEmpty();
        assertThat(list().jobs()).isEmpty();
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        list().starting(VIDEO, List.of("480P"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactly("x.started");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderThatOthersCanReadOrWriteIsClosedOrRefused() throws IOException {
        Path open = Files.createDirectory(file.getParent());
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        list().starting(VIDEO, List.of("480P"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(
                Files.createFile(open.resolve("theirs")), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> list().starting(VIDEO, List.of("720P")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("watchListDirectory")
                .hasMessageContaining("Name a folder that does not exist yet");
    }

    @Test
    void inMemoryItForgetsTheOldestInsteadOfGrowingForEver() {
        WatchList list = WatchList.inMemory();
        for (int i = 1; i <= 10_005; i++) {
            list.starting(new TranscodeVideo(i, "", 0), List.of("480P"));
        }
        assertThat(list.jobs()).hasSize(10_000).doesNotContainKey(1L).containsKey(10_005L);
    }

    private static TranscodeVideo video(long id) {
        return new TranscodeVideo(id, "", 0);
    }

    @Test
    void whatAnotherProgramWroteStaysWhenTheFileIsRewritten() {
        WatchList rewriting = list();
        WatchList other = list();
        for (int i = 0; i < 1000; i++) {
            List<WatchedJob> starts = rewriting.starting(video(i), List.of("480P"));
            if (i % 100 == 99) {
                // not read by the first one before it may rewrite
                other.starting(video(100_000 + i), List.of("480P"));
            }
            rewriting.over(starts);
        }
        assertThat(list().jobs()).hasSize(10);
    }

    @Test
    void aDamagedFirstLineCostsNoOther() throws IOException {
        list().starting(VIDEO, List.of("480P", "720P"));
        byte[] before = Files.readAllBytes(file);
        int first = new String(before, StandardCharsets.US_ASCII).indexOf('\n');
        for (int i = 0; i < first; i++) {
            byte[] damaged = before.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);
            WatchList after = list();
            assertThat(after.jobs()).as("byte %s", i).containsOnlyKeys(7L);
            after.starting(video(8), List.of("480P"));
            assertThat(list().jobs()).as("byte %s", i).containsOnlyKeys(7L, 8L);
        }
    }
}
