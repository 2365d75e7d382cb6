package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelpan123.simulator.faults.Cursors;
import java.util.ArrayList;
import java.util.Comparator;
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
    private static Pan123Simulator newestFirst;
    private static ApiClient newestFirstClient;

    /** A list by its address without the cursor. */
    private record Listing(String name, boolean descending, String address, String cursor, String rows, String id) {
        ApiClient asked() {
            return descending ? newestFirstClient : client;
        }

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
        newestFirst = Pan123Simulator.builder().limits(false).newestFirst(true).start();
        newestFirstClient = new ApiClient(newestFirst).login();
        long file = fill(sim);
        fill(newestFirst);
        for (int i = 0; i < ENTRIES; i++) {
            client.post(
                    "/api/v1/share/create",
                    Map.of("shareName", "s", "shareExpire", 1, "fileIDList", Long.toString(file)));
        }
    }

    private static long fill(Pan123Simulator filled) {
        long file = 0;
        for (int i = 0; i < ENTRIES; i++) {
            file = filled.drive().addFile("/found" + i, new byte[] {1});
            filled.drive().addVideo(i + ".mp4", new byte[] {2});
        }
        return file;
    }

    @AfterEach
    void right() {
        sim.faults().clear();
        newestFirst.faults().clear();
    }

    @AfterAll
    static void stop() {
        sim.close();
        newestFirst.close();
    }

    private static Stream<Listing> lists(int limit) {
        String shares = "/api/v1/share/list?limit=" + limit;
        return Stream.of(
                        files("", false, limit, sim),
                        files(" newest first", true, limit, newestFirst),
                        Stream.of(new Listing("shares", false, shares, "lastShareId", "shareList", "shareId")))
                .flatMap(lists -> lists);
    }

    private static Stream<Listing> files(String order, boolean descending, int limit, Pan123Simulator listed) {
        long space = listed.drive().videos().get(0).parentId();
        return Map.of(
                        "folder", "parentFileId=0",
                        "search", "parentFileId=0&searchData=found",
                        "space", "businessType=2&parentFileId=" + space)
                .entrySet()
                .stream()
                .map(list -> new Listing(
                        list.getKey() + order,
                        descending,
                        "/api/v2/file/list?limit=" + limit + "&" + list.getValue(),
                        "lastFileId",
                        "fileList",
                        "fileId"));
    }

    /** Pages of three entries, and one page that holds everything. */
    static Stream<Arguments> everyKindInEveryList() {
        return Stream.of(Cursors.values()).flatMap(kind -> Stream.of(3, 100)
                .flatMap(limit -> lists(limit).map(list -> Arguments.of(kind, limit, list))));
    }

    private static List<Page> follow(Listing list) {
        List<Page> pages = new ArrayList<>();
        long next = 0;
        while (next != Cursors.END && pages.size() < PAGES) {
            String cursor = pages.isEmpty() ? "" : "&" + list.cursor() + "=" + next;
            JsonNode data = list.asked().get(list.address() + cursor).get("data");
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
        newestFirst.faults().cursors(kind);
        Comparator<Long> order = list.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
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
                List<Long> back = cursors.stream().filter(cursor -> cursor > 1).toList();
                assertThat(back).doesNotHaveDuplicates().isSortedAccordingTo(order.reversed());
                assertThat(back).hasSizeGreaterThan(2);
            }
            default -> {
                assertThat(cursors).doesNotHaveDuplicates().isSortedAccordingTo(order);
                assertThat(shown).hasSize(ENTRIES).doesNotHaveDuplicates();
            }
        }
        right();
        assertThat(follow(list)).last().extracting(Page::next).isEqualTo(Cursors.END);
    }
}
