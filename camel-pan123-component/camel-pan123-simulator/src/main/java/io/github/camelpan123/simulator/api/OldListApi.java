package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.DriveQuery;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The only list call that sorts and that lists the recycle bin alone (platform/calls.md, "Old list"). */
public final class OldListApi implements Group {
    private record Page(long total, List<Rows.OldRow> fileList) {}

    private final Troubles troubles;

    /**
     * Creates the group.
     *
     * @param troubles may hide new entries
     */
    public OldListApi(Troubles troubles) {
        this.troubles = troubles;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form form = Form.in(Place.QUERY)
                .needs("parentFileId", Kind.NUMBER)
                .needs("page", Kind.NUMBER)
                .needs("limit", Kind.NUMBER)
                .needs("orderBy", Kind.TEXT)
                .needs("orderDirection", Kind.TEXT)
                .takes("trashed", Kind.FLAG)
                .takes("searchData", Kind.TEXT);
        return List.of(Endpoint.read("GET", "/api/v1/file/list", form, this::list));
    }

    private Object list(Call call) {
        Args args = call.args();
        int limit = ListApi.limit(args);
        long page = args.number("page");
        if (page < 1) {
            throw Refusal.parameter("page");
        }
        Drive drive = call.account().drive();
        List<Entry> found = new ArrayList<>(
                args.flag("trashed") ? bin(drive, args) : live(drive, args.number("parentFileId"), args));
        found.sort(order(args));
        // compared before the multiplication, so that a large page number does not overflow and returns no rows
        long from = page - 1 > found.size() / limit ? found.size() : Math.min(found.size(), (page - 1) * limit);
        List<Rows.OldRow> rows = new ArrayList<>();
        for (Entry entry : found.subList((int) from, (int) Math.min(found.size(), from + limit))) {
            rows.add(Rows.oldRow(entry, call.account().uid()));
        }
        return new Page(found.size(), rows);
    }

    /**
     * Lists the recycle bin. For a trashed folder it contains only the folder, not the content that was trashed with
     * it.
     */
    private static List<Entry> bin(Drive drive, Args args) {
        Predicate<Entry> wanted = entry -> {
            Entry parent = drive.get(entry.parentId());
            return entry.trashed() && (entry.trashedItself() || parent == null || !parent.trashed());
        };
        String keyword = args.text("searchData");
        return drive.list(DriveQuery.search(
                0, Integer.MAX_VALUE, keyword.isEmpty() ? wanted : wanted.and(ListApi.containing(keyword))));
    }

    private List<Entry> live(Drive drive, long parent, Args args) {
        String keyword = args.text("searchData");
        if (!keyword.isEmpty()) {
            Predicate<Entry> found = entry -> !entry.trashed() && troubles.found(entry.createdAt());
            return drive.list(DriveQuery.search(0, Integer.MAX_VALUE, found.and(ListApi.containing(keyword))));
        }
        Predicate<Entry> wanted = entry -> !entry.trashed() && troubles.listed(entry.createdAt());
        drive.requireFolder(parent);
        return drive.list(DriveQuery.children(parent, 0, Integer.MAX_VALUE, wanted));
    }

    private static Comparator<Entry> order(Args args) {
        Comparator<Entry> order =
                switch (args.text("orderBy")) {
                    case "file_id" -> Comparator.comparingLong(Entry::id);
                    case "size" -> Comparator.comparingLong(Entry::size);
                    case "file_name" -> Comparator.comparing(Entry::name);
                    case "create_at" -> Comparator.comparingLong(Entry::createdAt);
                    case "update_at" -> Comparator.comparingLong(Entry::updatedAt);
                    default -> throw Refusal.parameter("orderBy");
                };
        order = order.thenComparingLong(Entry::id);
        return switch (args.text("orderDirection")) {
            case "asc" -> order;
            case "desc" -> order.reversed();
            default -> throw Refusal.parameter("orderDirection");
        };
    }
}
