package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.camelpan123.simulator.drive.Entry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
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

    private List<String> journal() throws Exception {
        return Files.readAllLines(state.resolve("journal.jsonl"));
    }

    private List<String> pathsInTarget() {
        return sim.drive().all().stream()
                .map(entry -> sim.drive().path(entry.id()))
                .filter(path -> path.startsWith("/target/"))
                .toList();
    }

    @Test
    void eachCopyIsMadeOnceWhereverThePlatformWasKilled() throws Exception {
        List<Long> sources = new ArrayList<>(files(2));
        sim.drive().addFile("/folder/inner/a", new byte[] {1});
        sim.drive().addFile("/folder/b", new byte[] {1});
        sources.add(1, sim.drive().addFolder("/folder"));
        long task = begin(sources, target);
        int begun = journal().size();
        pass(1000);
        assertThat(pathsInTarget()).hasSize(6);
        List<String> lines = journal();
        assertThat(lines).hasSizeGreaterThan(begun + 6);
        for (int written = begun; written <= lines.size(); written++) {
            sim.close();
            Files.write(state.resolve("journal.jsonl"), lines.subList(0, written));
            open();
            assertThat(pathsInTarget())
                    .as("killed after line %d: %s", written, lines.get(written - 1))
                    .containsExactlyInAnyOrder(
                            "/target/f0",
                            "/target/folder",
                            "/target/folder/inner",
                            "/target/folder/inner/a",
                            "/target/folder/b",
                            "/target/f1");
            assertThat(status(task)).isEqualTo(DONE);
        }
    }

    /** What comes after a restart is not taken for part of a copy that was begun before it. */
    @Test
    void aFileThatIsAddedAfterAKillStays() throws Exception {
        begin(files(1), target);
        pass(1000);
        assertThat(copies()).hasSize(1);
        List<String> lines = journal();
        int copied = 0;
        while (!lines.get(copied).contains("\"parentId\":" + target)) {
            copied++;
        }
        sim.close();
        Files.write(state.resolve("journal.jsonl"), lines.subList(0, copied + 1));
        open();
        sim.drive().addFile("/target/new", new byte[] {1});
        assertThat(copies()).containsExactly("f0", "new");
        sim.close();
        open();
        assertThat(copies()).containsExactly("f0", "new");
    }

    @Test
    void theJournalNamesTheSourcesOnce() throws Exception {
        List<Long> files = files(50);
        String last = files.get(49).toString();
        begin(files, target);
        for (int i = 0; i < 20; i++) {
            pass(50);
            sim.drive().count();
        }
        assertThat(copies()).hasSize(50);
        assertThat(journal())
                .filteredOn(line -> !line.startsWith("{\"kind\":\"entry\"") && line.contains(last))
                .hasSize(1);
    }

    @Test
    void aTaskThatHasEndedIsKnownAfterARestart() throws Exception {
        List<Long> files = files(2);
        long first = begin(files, target);
        long second = begin(files, target);
        pass(600);
        assertThat(copies()).hasSize(2);
        client.post("/api/v1/file/trash", Map.of("fileIDs", files.subList(1, 2)));
        pass(400);
        long later = begin(files.subList(0, 1), target);
        assertThat(List.of(status(first), status(second), status(later))).containsExactly(FAILED, FAILED, WAITING);
        pass(1000);
        assertThat(status(later)).isEqualTo(DONE);
        sim.close();
        open();
        assertThat(List.of(status(first), status(second), status(later))).containsExactly(FAILED, FAILED, DONE);
        assertThat(copies()).hasSize(3);
    }

    private JsonNode list() {
        return client.get("/api/v2/file/list?limit=100&parentFileId=" + target).at("/data/fileList");
    }

    @Test
    void copiesHaveTheTimeWhenTheyWereDueHoweverLateSomebodyLooks() {
        long begun = clock.millis();
        begin(files(4), target);
        sim.faults().listLag(Duration.ofSeconds(59));
        pass(59_500);
        assertThat(list()).as("those that lists show by now").hasSize(1);
        assertThat(sim.drive().list("/target"))
                .extracting(entry -> entry.createdAt() - begun, entry -> entry.updatedAt() - begun)
                .containsExactly(tuple(400L, 400L), tuple(600L, 600L), tuple(800L, 800L), tuple(1000L, 1000L));
        pass(500);
        assertThat(list()).hasSize(4);
    }

    @Test
    void overdueTasksAreMadeInTheOrderOfTheirDueTimes() {
        List<Long> files = files(2);
        begin(files, target);
        pass(100);
        begin(files, target);
        pass(5000);
        assertThat(list())
                .extracting(row -> row.get("filename").asText())
                .containsExactly("f0", "f0(1)", "f1", "f1(1)");
    }

    /** The copy was due before the upload was completed, so that it has the name. */
    @Test
    void anUploadFindsTheCopiesThatWereDueBeforeItsEnd() {
        byte[] content = {2, 3};
        List<Long> files = files(1);
        Map<String, Object> create = ApiClient.create(target, "f0", content);
        create.put("duplicate", 1);
        JsonNode session = client.post("/upload/v2/file/create", create).get("data");
        String id = session.get("preuploadID").asText();
        begin(files, target);
        assertThat(client.slice(session.at("/servers/0").asText(), id, 1, content)
                        .get("code")
                        .asInt())
                .isZero();
        pass(1000);
        long uploaded = client.complete(id).at("/data/fileID").asLong();
        assertThat(sim.drive().get(uploaded).orElseThrow().name()).isEqualTo("f0(1)");
        assertThat(copies()).containsExactly("f0", "f0(1)");
    }

    @Test
    void anOfflineDownloadFindsTheCopiesThatWereDueBeforeItsEnd() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            pass(1000);
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[2]);
            exchange.close();
        });
        other.start();
        try {
            begin(files(1), target);
            String url = "http://127.0.0.1:" + other.getAddress().getPort() + "/f0";
            long task = client.post("/api/v1/offline/download", Map.of("url", url, "dirID", target))
                    .at("/data/taskID")
                    .asLong();
            await().until(() -> client.get("/api/v1/offline/download/process?taskID=" + task)
                            .at("/data/status")
                            .asInt()
                    == 2);
        } finally {
            other.stop(0);
        }
        assertThat(sim.drive().list("/target"))
                .extracting(Entry::name, Entry::size)
                .containsExactly(tuple("f0", 1L), tuple("f0(1)", 2L));
    }
}
