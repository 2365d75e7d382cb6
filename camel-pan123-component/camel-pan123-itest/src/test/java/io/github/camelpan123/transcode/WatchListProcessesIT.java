package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.support.OtherProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Processes that share a watch list lose no job of each other, however often one of them replaces the file. */
@Execution(ExecutionMode.CONCURRENT) // it has processes of its own and waits for them
class WatchListProcessesIT {

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final int PROCESSES = 3;
    private static final int JOBS = PROOF ? 1200 : 150;
    private static final long APART = 10_000;

    @TempDir
    Path folder;

    @Test
    void jobsOfAllProcessesAreThereInTheEnd() throws Exception {
        Path file = folder.resolve("watch").resolve("x.started");
        Set<Long> expected = new TreeSet<>();
        List<OtherProcess> all = new ArrayList<>();
        try {
            for (int i = 1; i <= PROCESSES; i++) {
                long first = i * APART;
                all.add(OtherProcess.start(
                        WatchListWriter.class, file.toString(), Long.toString(first), Integer.toString(JOBS)));
                for (int job = 0; job < JOBS; job++) {
                    expected.add(first + job);
                }
            }
            for (OtherProcess one : all) {
                assertThat(one.end()).isZero();
            }
        } finally {
            for (OtherProcess one : all) {
                one.close();
            }
        }
        Map<Long, Map<String, WatchedJob>> jobs =
                WatchList.inFile(file, Duration.ZERO).jobs();
        Set<Long> lost = new TreeSet<>(expected);
        lost.removeAll(jobs.keySet());
        assertThat(lost).isEmpty();
        assertThat(jobs.keySet()).isEqualTo(expected);
        // the file was replaced on the way
        assertThat(Files.readAllLines(file)).hasSizeLessThan(PROCESSES * JOBS * 5);
    }
}
