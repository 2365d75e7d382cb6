package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.faults.Troubles;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.links.Links;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import java.util.ArrayList;
import java.util.List;

/** The calls for folders, details, downloads and the two steps of deletion. */
public final class FileApi implements Group {
    private record Folder(long dirID) {}

    private record Infos(List<Rows.Row> fileList) {}

    private record Download(String downloadUrl) {}

    private final Links links;
    private final Troubles troubles;
    private final boolean infosOfSpace;

    /**
     * Creates the group.
     *
     * @param links creates download URLs
     * @param troubles may hide new entries
     * @param infosOfSpace whether infos returns entries of the transcode space
     */
    public FileApi(Links links, Troubles troubles, boolean infosOfSpace) {
        this.links = links;
        this.troubles = troubles;
        this.infosOfSpace = infosOfSpace;
    }

    @Override
    public List<Endpoint> endpoints() {
        Form mkdir = Form.in(Place.BODY).needs("name", Kind.TEXT).needs("parentID", Kind.NUMBER);
        Form ids = Form.in(Place.BODY).needs("fileIDs", Kind.NUMBERS);
        return List.of(
                Endpoint.write("POST", "/upload/v1/file/mkdir", mkdir, this::mkdir),
                Endpoint.read(
                        "GET", "/api/v1/file/detail", Form.in(Place.QUERY).needs("fileID", Kind.NUMBER), this::detail),
                Endpoint.read(
                        "POST", "/api/v1/file/infos", Form.in(Place.BODY).needs("fileIds", Kind.NUMBERS), this::infos),
                Endpoint.read(
                        "GET",
                        "/api/v1/file/download_info",
                        Form.in(Place.QUERY).needs("fileId", Kind.NUMBER),
                        this::downloadInfo),
                Endpoint.write("POST", "/api/v1/file/trash", ids, this::trash),
                Endpoint.write("POST", "/api/v1/file/delete", ids, this::delete));
    }

    private Object mkdir(Call call) {
        long parent = call.args().number("parentID");
        Drive drive = call.account().driveOf(parent);
        return new Folder(drive.addFolder(parent, call.args().text("name")).id());
    }

    private Object detail(Call call) {
        Entry entry = known(call, call.args().number("fileID"));
        long size = entry.folder() ? call.account().driveOf(entry.id()).folderSize(entry.id()) : entry.size();
        return Rows.detail(entry, size);
    }

    private Entry known(Call call, long id) {
        Entry entry = call.account().anywhere(id);
        if (!troubles.known(entry.createdAt())) {
            throw Refusal.noSuchFile();
        }
        return entry;
    }

    private Object infos(Call call) {
        List<Rows.Row> rows = new ArrayList<>();
        for (long id : call.args().numbers("fileIds")) {
            Entry entry = call.account().drive().get(id);
            if (entry == null && infosOfSpace) {
                entry = call.account().space().drive().get(id);
            }
            if (entry != null && troubles.informed(entry.createdAt())) {
                rows.add(Rows.row(entry, call.account().uid()));
            }
        }
        return new Infos(rows);
    }

    private Object downloadInfo(Call call) {
        Entry entry = known(call, call.args().number("fileId"));
        if (entry.folder() || entry.trashed()) {
            throw Refusal.noSuchFile();
        }
        if (troubles.trafficUsedUp()) {
            throw new Refusal(Documented.TRAFFIC_USED_UP, Documented.TRAFFIC_USED_UP_TEXT);
        }
        return new Download(DownloadLinks.file(links, call.account().uid(), entry));
    }

    private Object trash(Call call) {
        call.account().drive().trash(batch(call, Documented.BATCH_LIMIT));
        return null;
    }

    private Object delete(Call call) {
        call.account().drive().delete(batch(call, Documented.BATCH_LIMIT));
        return null;
    }

    static List<Long> batch(Call call, int limit) {
        return batch(call.args().numbers("fileIDs"), limit);
    }

    static List<Long> batch(List<Long> ids, int limit) {
        if (ids.isEmpty()) {
            throw Refusal.parameter("fileIDs");
        }
        if (ids.size() > limit) {
            throw Refusal.failed(Invented.BATCH_TOO_LONG_TEXT);
        }
        return ids;
    }
}
