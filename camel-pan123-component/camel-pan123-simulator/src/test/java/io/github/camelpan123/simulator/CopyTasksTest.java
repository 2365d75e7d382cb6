package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.drive.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous copies take their time (platform/calls.md, "Copy several"), on a clock that the test moves. */
class CopyTasksTest {
    private static final int WAITING = 0;
    private static final int RUNNING = 1;
    private static final int DONE = 2;
    private static final int FAILED = 3;

    @TempDir
    Path state;

    private final TokensAndLimitsTest.HandClock clock = new TokensAndLimitsTest.HandClock();
    private Pan123Simulator sim;
    private ApiClient client;
    private long target;

    @BeforeEach
    void start() throws Exception {
        open();
        target = sim.drive().addFolder("/target");
    }

    private void open() throws Exception {
        sim = Pan123Simulator.builder()
                .client("id", "secret")
                .limits(false)
                .clock(clock)
                .stateDirectory(state)
                .start();
        client = new ApiClient(sim).login();
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    private List<Long> files(int count) {
        List<Long> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(sim.drive().addFile("/source/f" + i, new byte[] {1}));
        }
        return files;
    }

    private long begin(List<Long> ids, long folder) {
        return client.post("/api/v1/file/async/copy", Map.of("fileIds", ids, "targetDirId", folder))
                .at("/data/taskId")
                .asLong();
    }

    private int status(long task) {
        return Sample.check("async_copy_process", client.get("/api/v1/file/async/copy/process?taskId=" + task))
                .get("status")
                .asInt();
    }

    private List<String> copies() {
        return sim.drive().list("/target").stream().map(Entry::name).toList();
    }

    private void pass(long millis) {
        clock.move(Duration.ofMillis(millis));
    }

    @Test
    void aTaskWaitsThenRunsThenIsDone() {
        long task = begin(files(100), target);
        assertThat(status(task)).isEqualTo(WAITING);
        assertThat(status(task)).as("asking does not hasten it").isEqualTo(WAITING);
        assertThat(copies()).isEmpty();
        pass(600);
        assertThat(status(task)).isEqualTo(RUNNING);
        assertThat(copies()).hasSize(50);
        pass(399);
        assertThat(status(task)).isEqualTo(RUNNING);
        assertThat(copies()).hasSize(99);
        pass(1);
        assertThat(status(task)).isEqualTo(DONE);
        assertThat(copies()).hasSize(100);
    }

    @Test
    void aTaskMayTakeNoTimeOrLong() throws Exception {
        for (Duration length : List.of(Duration.ZERO, Duration.ofHours(1))) {
            try (Pan123Simulator other = Pan123Simulator.builder()
                    .limits(false)
                    .clock(clock)
                    .copyTime(length)
                    .start()) {
                client = new ApiClient(other).login();
                long task = begin(
                        List.of(other.drive().addFile("/a", new byte[1])),
                        other.drive().addFolder("/b"));
                assertThat(status(task)).isEqualTo(length.isZero() ? DONE : WAITING);
                clock.move(length.minusMillis(1));
                assertThat(status(task)).isEqualTo(length.isZero() ? DONE : RUNNING);
                clock.move(Duration.ofMillis(1));
                assertThat(status(task)).isEqualTo(DONE);
                assertThat(other.drive().find("/b/a")).isPresent();
            }
        }
    }

    /** Nobody needs to ask for the task. */
    @Test
    void theListShowsCopiesOneAfterTheOther() {
        begin(files(4), target);
        String list = "/api/v2/file/list?limit=100&parentFileId=" + target;
        assertThat(client.get(list).at("/data/fileList")).isEmpty();
        pass(600);
        assertThat(client.get(list).at("/data/fileList"))
                .extracting(row -> row.get("filename").asText())
                .containsExactly("f0", "f1");
        pass(400);
        assertThat(client.get(list).at("/data/fileList")).hasSize(4);
    }

    @Test
    void aFileThatIsTrashedMeanwhileIsNotCopiedAndTheTaskFails() {
        List<Long> files = files(4);
        long task = begin(files, target);
        pass(600);
        assertThat(copies()).hasSize(2);
        client.post("/api/v1/file/trash", Map.of("fileIDs", files.subList(2, 3)));
        pass(400);
        assertThat(status(task)).isEqualTo(FAILED);
        assertThat(copies()).containsExactly("f0", "f1", "f3");
    }

    @Test
    void aTargetThatIsTrashedMeanwhileGetsNoMoreCopies() {
        long task = begin(files(4), target);
        pass(600);
        client.post("/api/v1/file/trash", Map.of("fileIDs", List.of(target)));
        pass(400);
        assertThat(status(task)).isEqualTo(FAILED);
        client.post("/api/v1/file/recover", Map.of("fileIDs", List.of(target)));
        assertThat(copies()).containsExactly("f0", "f1");
    }

    @Test
    void aTaskGoesOnAfterARestart() throws Exception {
        long task = begin(files(4), target);
        pass(600);
        assertThat(copies()).hasSize(2);
        sim.close();
        open();
        assertThat(status(task)).isEqualTo(RUNNING);
        pass(400);
        assertThat(copies()).containsExactly("f0", "f1", "f2", "f3");
        assertThat(status(task)).isEqualTo(DONE);
    }
}
