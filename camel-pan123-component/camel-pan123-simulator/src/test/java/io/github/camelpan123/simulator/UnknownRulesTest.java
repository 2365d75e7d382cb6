package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpan123.simulator.drive.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The switches for rules of the drive that no source states: a client must work with either. */
class UnknownRulesTest {
    private Pan123Simulator sim;
    private ApiClient client;

    private void use(Pan123Simulator started) {
        sim = started;
        client = new ApiClient(sim).login();
    }

    private JsonNode send(String call, Long... ids) {
        JsonNode answer = client.post("/api/v1/file/" + call, Map.of("fileIDs", List.of(ids)));
        assertThat(answer.get("code").asInt()).as(call).isZero();
        return answer.get("data");
    }

    private List<String> listed(long folder) {
        List<String> rows = new ArrayList<>();
        client.get("/api/v2/file/list?limit=100&parentFileId=" + folder)
                .at("/data/fileList")
                .forEach(row -> rows.add(
                        row.get("filename").asText() + " " + row.get("trashed").asInt()));
        return rows;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOverwrittenFileMayGoToTheBin(boolean toBin) throws Exception {
        try (Pan123Simulator started = Pan123Simulator.builder()
                .limits(false)
                .mergePolls(0)
                .overwrittenToBin(toBin)
                .start()) {
            use(started);
            long old = sim.drive().addFile("/a", new byte[] {1});
            long other = sim.drive().addFile("/b", new byte[] {2});
            Map<String, Object> create = ApiClient.create(0, "a", new byte[] {2});
            create.put("duplicate", 2);
            long id = client.post("/upload/v2/file/create", create)
                    .at("/data/fileID")
                    .asLong();
            assertThat(id).isNotIn(0L, old, other);
            assertThat(listed(0))
                    .containsExactlyElementsOf(toBin ? List.of("a 1", "b 0", "a 0") : List.of("b 0", "a 0"));
            if (toBin) {
                assertThat(send("recover", old).get("abnormalFileIDs")).isEmpty();
                assertThat(sim.drive().list("/")).extracting(Entry::name).containsExactlyInAnyOrder("a", "a(1)", "b");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theContentOfATrashedFolderMayBeMarkedOrNot(boolean marked) throws Exception {
        try (Pan123Simulator started = Pan123Simulator.builder()
                .limits(false)
                .trashMarksContent(marked)
                .start()) {
            use(started);
            long file = sim.drive().addFile("/folder/inner/file", new byte[] {1});
            long earlier = sim.drive().addFile("/folder/inner/earlier", new byte[] {1});
            long inner = sim.drive().find("/folder/inner").orElseThrow().id();
            long folder = sim.drive().find("/folder").orElseThrow().id();
            send("trash", earlier);
            send("trash", folder);
            assertThat(listed(0)).containsExactly("folder 1");
            assertThat(listed(folder)).containsExactly("inner " + (marked ? 1 : 0));
            assertThat(listed(inner)).containsExactly("file " + (marked ? 1 : 0), "earlier 1");
            assertThat(client.get("/api/v1/file/detail?fileID=" + file)
                            .at("/data/trashed")
                            .asInt())
                    .isEqualTo(marked ? 1 : 0);
            assertThat(client.post("/upload/v1/file/mkdir", Map.of("name", "new", "parentID", inner))
                            .get("code")
                            .asInt())
                    .as("its parent is in the bin either way")
                    .isEqualTo(1);
            assertThat(send("recover", earlier).at("/abnormalFileIDs/0").asLong())
                    .isEqualTo(earlier);
            send("recover", folder);
            assertThat(listed(inner)).contains("file 0");
            send("trash", folder);
            send("delete", folder);
            assertThat(sim.drive().get(file)).isEmpty();
            assertThat(sim.drive().get(inner)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasTrashedBeforeItsFolderMayStayInTheBin(boolean restored) throws Exception {
        try (Pan123Simulator started = Pan123Simulator.builder()
                .limits(false)
                .restoreEarlierTrashed(restored)
                .start()) {
            use(started);
            long within = sim.drive().addFile("/folder/inner/within", new byte[] {1});
            long inner = sim.drive().find("/folder/inner").orElseThrow().id();
            long folder = sim.drive().find("/folder").orElseThrow().id();
            send("trash", inner);
            send("trash", folder);
            send("recover", folder);
            assertThat(listed(folder)).containsExactly("inner " + (restored ? 0 : 1));
            assertThat(listed(inner)).containsExactly("within " + (restored ? 0 : 1));
            assertThat(send("recover", inner).get("abnormalFileIDs")).isEmpty();
            assertThat(sim.drive().find("/folder/inner/within"))
                    .hasValueSatisfying(entry -> assertThat(entry.id()).isEqualTo(within));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void soMayWhatWasTrashedFurtherBelow(boolean marked, boolean restored) throws Exception {
        try (Pan123Simulator started = Pan123Simulator.builder()
                .limits(false)
                .trashMarksContent(marked)
                .restoreEarlierTrashed(restored)
                .start()) {
            use(started);
            long file = sim.drive().addFile("/folder/inner/within/file", new byte[] {1});
            sim.drive().addFile("/folder/inner/within/stays", new byte[] {1});
            long below = sim.drive().find("/folder/inner/within").orElseThrow().id();
            long folder = sim.drive().find("/folder").orElseThrow().id();
            send("trash", file);
            send("trash", folder);
            send("recover", folder);
            assertThat(listed(below)).containsExactly("file " + (restored ? 0 : 1), "stays 0");
        }
    }

    /** Listed, searched for by a word, and searched for by the whole name. */
    @ParameterizedTest
    @CsvSource({
        "false, ''",
        "true, ''",
        "false, '&searchData=a'",
        "true, '&searchData=a'",
        "false, '&searchData=a.txt&searchMode=1'",
        "true, '&searchData=a.txt&searchMode=1'"
    })
    void listsMayBeginWithTheNewest(boolean newestFirst, String search) throws Exception {
        try (Pan123Simulator started =
                Pan123Simulator.builder().limits(false).newestFirst(newestFirst).start()) {
            use(started);
            List<Long> expected = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                expected.add(sim.drive().addFile(search.isEmpty() ? "/a" + i : "/" + i + "/a.txt", new byte[1]));
            }
            if (newestFirst) {
                Collections.reverse(expected);
            }
            List<Long> shown = new ArrayList<>();
            long cursor = 0;
            for (int page = 0; page < 4 && cursor != -1; page++) {
                JsonNode answer = client.get("/api/v2/file/list?parentFileId=0&limit=3&lastFileId=" + cursor + search)
                        .get("data");
                answer.get("fileList")
                        .forEach(row -> shown.add(row.get("fileId").asLong()));
                cursor = answer.get("lastFileId").asLong();
            }
            assertThat(cursor).isEqualTo(-1);
            assertThat(shown).containsExactlyElementsOf(expected);
        }
    }
}
