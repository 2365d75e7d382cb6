package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.DriveQuery;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.faults.Cursors;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.protocol.Args;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The newer list call (platform/calls.md, "List"), including its use for videos and for the transcode space. */
public final class ListApi implements Group {
    private record Page(long lastFileId, List<Rows.Row> fileList) {}

    private static final long END = Cursors.END;

    private final Troubles troubles;
    private final boolean newestFirst;

    /**
     * Creates the group.
     *
     * @param troubles may hide new entries
     * @param newestFirst whether lists have descending IDs
     */
    public ListApi(Troubles troubles, boolean newestFirst) {
        this.troubles = troubles;
        this.newestFirst = newestFirst;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form form = Form.in(Place.QUERY)
                .needs("parentFileId", Kind.NUMBER)
                .needs("limit", Kind.NUMBER)
                .takes("searchData", Kind.TEXT)
                .takes("searchMode", Kind.NUMBER)
                .takes("lastFileId", Kind.NUMBER)
                .takes("category", Kind.NUMBER)
                .takes("businessType", Kind.NUMBER);
        return List.of(Endpoint.read("GET", "/api/v2/file/list", form, this::list));
    }

    private Object list(Call call) {
        Args args = call.args();
        int limit = limit(args);
        boolean space = args.number("businessType", 0) == Documented.TRANSCODE_SPACE;
        if (args.has("businessType") && !space && call.strict()) {
            throw Refusal.parameter("businessType");
        }
        if (space) {
            call.account().space().folderId();
        }
        Drive drive = space ? call.account().space().drive() : call.account().drive();
        boolean search = !args.text("searchData").isEmpty();
        Predicate<Entry> wanted =
                entry -> search ? troubles.found(entry.createdAt()) : troubles.listed(entry.createdAt());
        if (args.has("category")) {
            long category = args.number("category");
            wanted = wanted.and(entry -> entry.category() == category);
        }
        DriveQuery query = query(call, drive, space, limit + 1, wanted);
        List<Entry> found = drive.list(newestFirst ? query.newestFirst() : query);
        List<Rows.Row> rows = new ArrayList<>(Math.min(limit, found.size()));
        for (Entry entry : found.subList(0, Math.min(limit, found.size()))) {
            rows.add(Rows.row(entry, call.account().uid()));
        }
        long next = found.size() > limit ? found.get(limit).id() : END;
        List<Long> shown = rows.stream().map(Rows.Row::fileId).toList();
        return new Page(troubles.cursors().next(args.number("lastFileId", 0), shown, next, newestFirst), rows);
    }

    static int limit(Args args) {
        long limit = args.number("limit");
        if (limit < 1 || limit > Documented.PAGE_LIMIT) {
            throw Refusal.parameter("limit");
        }
        return (int) limit;
    }

    private static DriveQuery query(Call call, Drive drive, boolean space, int limit, Predicate<Entry> wanted) {
        Args args = call.args();
        long from = Math.max(0, args.number("lastFileId", 0));
        String keyword = args.text("searchData");
        if (keyword.isEmpty()) {
            long parent = args.number("parentFileId");
            if (parent != 0 || !space) {
                requireListable(drive, parent);
            }
            return DriveQuery.children(parent, from, limit, wanted);
        }
        long mode = args.number("searchMode", 0);
        if (mode < 0 || mode > 1) {
            throw Refusal.parameter("searchMode");
        }
        return mode == 1
                ? DriveQuery.named(keyword, from, limit, wanted)
                : DriveQuery.search(from, limit, wanted.and(containing(keyword)));
    }

    /**
     * A folder in the recycle bin can still be listed; clients use this to empty the bin (platform/calls.md, "List").
     */
    private static void requireListable(Drive drive, long parent) {
        Entry folder = parent == 0 ? null : drive.get(parent);
        if (folder == null || !folder.folder()) {
            drive.requireFolder(parent);
        }
    }

    static Predicate<Entry> containing(String keyword) {
        String[] words = keyword.toLowerCase(Locale.ROOT).trim().split("\\s+");
        return entry -> {
            String name = entry.name().toLowerCase(Locale.ROOT);
            for (String word : words) {
                if (!name.contains(word)) {
                    return false;
                }
            }
            return true;
        };
    }
}
