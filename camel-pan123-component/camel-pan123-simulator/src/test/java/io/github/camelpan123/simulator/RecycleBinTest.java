package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were trashed separately, before the folder that they are in (platform/calls.md, "Restore"). */
class RecycleBinTest {
    @TempDir
    Path state;

    private Pan123Simulator sim;
    private ApiClient client;
    private long alone;
    private long within;
    private long inner;
    private long folder;

    @BeforeEach
    void trashAFileThenItsFolder() throws Exception {
        start();
        alone = sim.drive().addFile("/folder/inner/alone", new byte[1]);
        within = sim.drive().addFile("/folder/inner/within", new byte[1]);
        inner = sim.drive().find("/folder/inner").orElseThrow().id();
        folder = sim.drive().find("/folder").orElseThrow().id();
        send("trash", alone);
        send("trash", folder);
    }

    private void start() throws Exception {
        sim = Pan123Simulator.builder()
                .client("id", "secret")
                .limits(false)
                .stateDirectory(state)
                .start();
        client = new ApiClient(sim).login();
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    private JsonNode send(String call, Long... ids) {
        JsonNode answer = client.post("/api/v1/file/" + call, Map.of("fileIDs", List.of(ids)));
        assertThat(answer.get("code").asInt()).as(call).isZero();
        return answer.get("data");
    }

    private List<Long> recover(Long... ids) {
        List<Long> abnormal = new ArrayList<>();
        send("recover", ids).get("abnormalFileIDs").forEach(id -> abnormal.add(id.asLong()));
        return abnormal;
    }

    private boolean trashed(long id) {
        return sim.drive().get(id).orElseThrow().trashed();
    }

    @Test
    void theyOutliveTheirFolderInTheBin() {
        long other = sim.drive().addFile("/other", new byte[1]);
        send("trash", other);
        send("delete", folder);
        assertThat(sim.drive().all()).extracting(entry -> entry.id()).containsExactly(alone, other);

        assertThat(recover(alone, other)).containsExactly(alone);
        assertThat(trashed(alone)).isTrue();
        assertThat(sim.drive().find("/other")).isPresent();

        client.post("/api/v1/file/recover/by_path", Map.of("fileIDs", List.of(alone), "parentFileID", 0));
        assertThat(sim.drive().find("/alone")).isPresent();
    }

    @Test
    void theyOutliveTheirFolderAfterARestart() throws Exception {
        sim.close();
        start();
        send("delete", folder);
        assertThat(sim.drive().all()).extracting(entry -> entry.id()).containsExactly(alone);
        sim.close();
        start();
        assertThat(recover(alone)).containsExactly(alone);
    }

    @Test
    void theyAreDeletedByTheirOwnIds() {
        send("delete", folder, alone);
        assertThat(sim.drive().all()).isEmpty();
    }

    @Test
    void theContentOfASeparatelyTrashedFolderStaysWithIt() {
        recover(folder);
        send("trash", inner);
        send("trash", folder);
        send("delete", folder);
        assertThat(sim.drive().all()).extracting(entry -> entry.id()).containsExactlyInAnyOrder(alone, within, inner);
        assertThat(recover(alone, within, inner)).containsExactly(alone, within, inner);
        send("delete", inner);
        assertThat(sim.drive().all()).isEmpty();
    }

    /** A restored file is part of its folder again. */
    @Test
    void restoredFilesAreDeletedWithTheirFolder() {
        recover(folder);
        assertThat(trashed(alone)).isFalse();
        send("trash", folder);
        send("delete", folder);
        assertThat(sim.drive().all()).isEmpty();
    }

    @Test
    void theyAreNotAbnormalIfTheirFolderIsRestoredInTheSameCall() {
        assertThat(recover(alone, within, folder)).isEmpty();
        assertThat(sim.drive().list("/folder/inner")).hasSize(2);
    }

    /** No two files, and no two folders, of one folder have the same name. */
    @Test
    void theyGetAnotherNameIfTheirFolderGotAnotherFileOfTheirNameMeanwhile() {
        recover(folder);
        send("trash", alone);
        long second = sim.drive().addFile("/folder/inner/alone", new byte[2]);
        send("trash", inner);
        long secondInner = sim.drive().addFolder("/folder/inner");
        send("trash", folder);
        recover(folder);
        assertThat(sim.drive().list("/folder"))
                .extracting(entry -> entry.name())
                .containsExactlyInAnyOrder("inner", "inner(1)");
        assertThat(sim.drive().get(secondInner).orElseThrow().name()).isEqualTo("inner");
        assertThat(sim.drive().list("/folder/inner(1)"))
                .extracting(entry -> entry.name())
                .containsExactlyInAnyOrder("alone", "alone(1)", "within");
        assertThat(sim.drive().get(second).orElseThrow().name()).isEqualTo("alone");
    }

    @Test
    void theyAreAbnormalWhileTheirFolderIsInTheBin() {
        assertThat(recover(alone, within)).containsExactly(alone, within);
        assertThat(trashed(alone)).isTrue();
        assertThat(trashed(within)).isTrue();
    }

    @Test
    void theOldListShowsThemBesideTheirFolder() {
        String bin = "/api/v1/file/list?parentFileId=0&page=1&limit=10&orderBy=file_id&orderDirection=asc&trashed=true";
        List<Long> seen = new ArrayList<>();
        client.get(bin)
                .at("/data/fileList")
                .forEach(row -> seen.add(row.get("fileID").asLong()));
        assertThat(seen).containsExactlyInAnyOrder(alone, folder);
    }
}
