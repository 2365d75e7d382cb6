package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpan123.simulator.faults.Cursors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cursors that lead nowhere, in every list that has cursors, as a client meets them that follows them. */
class CursorsTest {
    private static final int ENTRIES = 7;
    /** More pages than any sound list of so few entries has. */
    private static final int PAGES = 40;

    private static Pan123Simulator sim;
    private static ApiClient client;

    /** A list by its address without the cursor. */
    private record Listing(String name, String address, String cursor, String rows, String id) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A page as far as it matters here. */
    private record Page(List<Long> ids, long next) {}

    @BeforeAll
    static void start() throws Exception {
        sim = Pan123Simulator.builder().limits(false).start();
        client = new ApiClient(sim).login();
        long file = 0;
        for (int i = 0; i < ENTRIES; i++) {
            file = sim.drive().addFile("/found" + i, new byte[] {1});
            sim.drive().addVideo(i + ".mp4", new byte[] {2});
        }
        for (int i = 0; i < ENTRIES; i++) {
            client.post(
                    "/api/v1/share/create",
                    Map.of("shareName", "s", "shareExpire", 1, "fileIDList", Long.toString(file)));
        }
    }

    @AfterEach
    void right() {
        sim.faults().clear();
    }

    @AfterAll
    static void stop() {
        sim.close();
    }

    private static List<Listing> lists(int limit) {
        String files = "/api/v2/file/list?limit=" + limit;
        long space = sim.drive().videos().get(0).parentId();
        return List.of(
                new Listing("folder", files + "&parentFileId=0", "lastFileId", "fileList", "fileId"),
                new Listing("search", files + "&parentFileId=0&searchData=found", "lastFileId", "fileList", "fileId"),
                new Listing(
                        "space", files + "&businessType=2&parentFileId=" + space, "lastFileId", "fileList", "fileId"),
                new Listing("shares", "/api/v1/share/list?limit=" + limit, "lastShareId", "shareList", "shareId"));
    }

    /** Pages of three entries, and one page that holds everything. */
    static Stream<Arguments> everyKindInEveryList() {
        return Stream.of(Cursors.values()).flatMap(kind -> Stream.of(3, 100)
                .flatMap(limit -> lists(limit).stream().map(list -> Arguments.of(kind, limit, list))));
    }

    private static List<Page> follow(Listing list) {
        List<Page> pages = new ArrayList<>();
        long next = 0;
        while (next != Cursors.END && pages.size() < PAGES) {
            String cursor = pages.isEmpty() ? "" : "&" + list.cursor() + "=" + next;
            JsonNode data = client.get(list.address() + cursor).get("data");
            List<Long> ids = new ArrayList<>();
            data.get(list.rows()).forEach(row -> ids.add(row.get(list.id()).asLong()));
            next = data.get(list.cursor()).asLong();
            pages.add(new Page(ids, next));
        }
        return pages;
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("everyKindInEveryList")
    void theListEndsOnlyWithRightCursors(Cursors kind, int limit, Listing list) {
        sim.faults().cursors(kind);
        List<Page> pages = follow(list);
        List<Long> shown = pages.stream().flatMap(page -> page.ids().stream()).toList();
        List<Long> cursors = pages.stream().map(Page::next).toList();
        assertThat(new HashSet<>(shown)).hasSizeBetween(Math.min(limit, ENTRIES), ENTRIES);
        if (kind == Cursors.RIGHT) {
            assertThat(shown).hasSize(ENTRIES).doesNotHaveDuplicates();
            assertThat(cursors).endsWith(Cursors.END);
            return;
        }
        assertThat(pages).hasSize(PAGES);
        switch (kind) {
            case STUCK -> assertThat(new HashSet<>(pages)).hasSize(1);
            case CIRCLING -> assertThat(new HashSet<>(pages)).hasSize((ENTRIES + limit - 1) / limit);
            case BACKWARDS -> {
                List<Long> lower = cursors.stream().filter(cursor -> cursor > 1).toList();
                assertThat(lower).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
                assertThat(lower).hasSizeGreaterThan(2);
            }
            default -> {
                assertThat(cursors).doesNotHaveDuplicates().isSorted();
                assertThat(shown).hasSize(ENTRIES).doesNotHaveDuplicates();
            }
        }
        sim.faults().clear();
        assertThat(follow(list)).last().extracting(Page::next).isEqualTo(Cursors.END);
    }
}
