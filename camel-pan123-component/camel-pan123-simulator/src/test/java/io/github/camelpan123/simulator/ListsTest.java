package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, orders and searches of the three lists (platform/calls.md, "Pages"). */
class ListsTest {
    @RegisterExtension
    final Pan123SimulatorExtension extension = Pan123SimulatorExtension.of(
            Pan123Simulator.builder().limits(false).client("one", "s").client("two", "s"));

    private Pan123Simulator sim;
    private ApiClient client;

    @BeforeEach
    void login() {
        sim = extension.simulator();
        client = new ApiClient(sim).login();
    }

    private static String share(ApiClient owner, long file) {
        return owner.post(
                        "/api/v1/share/create",
                        Map.of("shareName", "s", "shareExpire", 1, "fileIDList", Long.toString(file)))
                .at("/data/shareID")
                .asText();
    }

    @Test
    void sharesComeInPagesThatTheCursorJoins() {
        ApiClient other = new ApiClient(sim.baseUrl(), "two", "s", HttpClient.newHttpClient()).login();
        long mine = sim.drive().addFile("/m", new byte[1]);
        long theirs = sim.drive("two").addFile("/t", new byte[1]);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(share(client, mine));
            share(other, theirs);
        }
        List<String> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        long cursor = 0;
        while (cursor != -1) {
            JsonNode page = Sample.check(
                    "share_list",
                    client.get("/api/v1/share/list?limit=2" + (cursor == 0 ? "" : "&lastShareId=" + cursor)));
            seen.addAll(page.get("shareList").findValuesAsText("shareId"));
            sizes.add(page.get("shareList").size());
            cursor = page.get("lastShareId").asLong();
        }
        assertThat(seen).isEqualTo(made);
        assertThat(sizes).containsExactly(2, 2, 1);
        assertThat(client.get("/api/v1/share/list?limit=2&lastShareId=0")
                        .at("/data/shareList/0/shareId")
                        .asText())
                .isEqualTo(made.get(0));
    }

    @Test
    void aFullLastPageOfSharesEndsTheListToo() {
        long file = sim.drive().addFile("/m", new byte[1]);
        share(client, file);
        share(client, file);
        assertThat(client.get("/api/v1/share/list?limit=2")
                        .at("/data/lastShareId")
                        .asLong())
                .isEqualTo(-1);
    }

    @Test
    void filesComeInPagesThatTheCursorJoins() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(Long.toString(sim.drive().addFile("/f" + i, new byte[i])));
        }
        List<String> seen = new ArrayList<>();
        long cursor = 0;
        int pages = 0;
        while (cursor != -1) {
            JsonNode page = Sample.check(
                    "v2_list", client.get("/api/v2/file/list?parentFileId=0&limit=2&lastFileId=" + cursor));
            seen.addAll(page.get("fileList").findValuesAsText("fileId"));
            cursor = page.get("lastFileId").asLong();
            pages++;
        }
        assertThat(seen).isEqualTo(made);
        assertThat(pages).isEqualTo(3);
    }

    /** Each order is another one: files c, a, b of 2, 3 and 1 bytes. */
    @ParameterizedTest
    @CsvSource({
        "file_id,asc,c a b",
        "file_id,desc,b a c",
        "size,asc,b c a",
        "size,desc,a c b",
        "file_name,asc,a b c",
        "file_name,desc,c b a",
        "create_at,asc,c a b",
        "update_at,desc,b a c"
    })
    void theOldListSortsAndCounts(String by, String direction, String names) {
        sim.drive().addFile("/c", new byte[2]);
        sim.drive().addFile("/a", new byte[3]);
        sim.drive().addFile("/b", new byte[1]);
        String query = "/api/v1/file/list?parentFileId=0&orderBy=" + by + "&orderDirection=" + direction;
        List<String> seen = new ArrayList<>();
        for (int page = 1; page <= 2; page++) {
            JsonNode answer = Sample.check("v1_list", client.get(query + "&limit=2&page=" + page));
            assertThat(answer.get("total").asInt()).isEqualTo(3);
            assertThat(answer.get("fileList")).hasSize(page == 1 ? 2 : 1);
            seen.addAll(answer.get("fileList").findValuesAsText("filename"));
        }
        assertThat(seen).containsExactly(names.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orderBy=nonsense&orderDirection=asc", "orderBy=size&orderDirection=up"})
    void anOrderThatIsNoneIsRefused(String order) {
        assertThat(client.get("/api/v1/file/list?parentFileId=0&limit=2&page=1&" + order)
                        .get("code")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theOldListSearchesTheRecycleBin() {
        for (String name : List.of("Old film.mp4", "film.txt", "other")) {
            sim.drive().addFile("/" + name, new byte[1]);
            sim.drive().trash("/" + name);
        }
        sim.drive().addFile("/film that is not in the bin", new byte[1]);
        assertThat(bin("film", 1, 10)).isEqualTo("2 [Old film.mp4, film.txt]");
        assertThat(bin("film%20OLD", 1, 10)).isEqualTo("1 [Old film.mp4]");
        assertThat(bin("film", 2, 1)).isEqualTo("2 [film.txt]");
        assertThat(bin("none", 1, 10)).isEqualTo("0 []");
        assertThat(bin("", 1, 10)).isEqualTo("3 [Old film.mp4, film.txt, other]");
    }

    /** The total and the names of a page. */
    private String bin(String keyword, int page, int limit) {
        JsonNode data = client.get(
                        "/api/v1/file/list?parentFileId=0&orderBy=file_id&orderDirection=asc&trashed=true&page=" + page
                                + "&limit=" + limit + "&searchData=" + keyword)
                .get("data");
        return data.get("total").asInt() + " " + data.get("fileList").findValuesAsText("filename");
    }

    private List<String> search(String query) {
        JsonNode answer = client.get("/api/v2/file/list?limit=100&" + query);
        assertThat(answer.get("code").asInt()).isZero();
        return answer.at("/data/fileList").findValuesAsText("filename");
    }

    @Test
    void aSearchLooksEverywhereAndTakesItsMode() {
        long folder = sim.drive().addFolder("/one/deep");
        sim.drive().addFile("/one/Summer film.mp4", new byte[1]);
        sim.drive().addFile("/film summer.txt", new byte[1]);
        sim.drive().addFile("/film", new byte[1]);
        sim.drive().addFile("/other", new byte[1]);
        assertThat(search("searchData=film&parentFileId=" + folder))
                .as("whatever the folder")
                .containsExactly("Summer film.mp4", "film summer.txt", "film");
        assertThat(search("searchData=film&searchMode=0&parentFileId=0")).hasSize(3);
        assertThat(search("searchData=film&searchMode=1&parentFileId=" + folder))
                .containsExactly("film");
        assertThat(search("searchData=summer%20FILM&searchMode=0&parentFileId=0"))
                .containsExactly("Summer film.mp4", "film summer.txt");
        assertThat(search("searchData=Film&searchMode=1&parentFileId=0")).isEmpty();
        assertThat(client.get("/api/v2/file/list?limit=1&parentFileId=0&searchData=x&searchMode=2")
                        .get("code")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aCategoryLeavesOthersOut() {
        long folder = sim.drive().addFolder("/c");
        for (String name : List.of("v.mp4", "a.mp3", "i.jpg", "z.zip", "t.txt")) {
            sim.drive().addFile("/c/" + name, new byte[1]);
        }
        sim.drive().addFolder("/c/folder.mp4");
        String of = "parentFileId=" + folder + "&category=";
        assertThat(search(of + 2)).containsExactly("v.mp4");
        assertThat(search(of + 1)).containsExactly("a.mp3");
        assertThat(search(of + 3)).containsExactly("i.jpg");
        assertThat(search(of + 10)).containsExactly("z.zip");
        assertThat(search("searchData=v&parentFileId=0&category=2")).containsExactly("v.mp4");
    }

    /** {@code []}, never null (platform/calls.md, "Pages"). */
    @Test
    void whatIsEmptyIsAnEmptyList() {
        long folder = sim.drive().addFolder("/empty");
        String old = "/api/v1/file/list?page=1&limit=10&orderBy=size&orderDirection=asc&parentFileId=" + folder;
        assertThat(client.get("/api/v2/file/list?limit=10&parentFileId=" + folder)
                        .get("data"))
                .hasToString("{\"lastFileId\":-1,\"fileList\":[]}");
        assertThat(client.get("/api/v2/file/list?limit=10&searchData=none&parentFileId=0")
                        .get("data"))
                .hasToString("{\"lastFileId\":-1,\"fileList\":[]}");
        assertThat(client.get("/api/v2/file/list?limit=10&businessType=2&parentFileId="
                                + client.post("/api/v1/transcode/folder/info", null)
                                        .at("/data/fileID")
                                        .asText())
                        .get("data"))
                .hasToString("{\"lastFileId\":-1,\"fileList\":[]}");
        assertThat(client.get(old).get("data")).hasToString("{\"total\":0,\"fileList\":[]}");
        assertThat(client.get(old + "&trashed=true").get("data")).hasToString("{\"total\":0,\"fileList\":[]}");
        assertThat(client.post("/api/v1/file/infos", Map.of("fileIds", List.of(1)))
                        .get("data"))
                .hasToString("{\"fileList\":[]}");
        assertThat(client.get("/api/v1/share/list?limit=10").get("data"))
                .hasToString("{\"shareList\":[],\"lastShareId\":-1}");
    }
}
