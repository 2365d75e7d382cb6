package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.gateway.Call;
import io.github.camelpan123.simulator.gateway.Endpoint;
import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Form;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Kind;
import io.github.camelpan123.simulator.protocol.Place;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.protocol.Times;
import java.util.ArrayList;
import java.util.List;

/** The calls to rename, move, copy and restore entries. */
public final class ManageApi implements Group {
    private record Renamed(long fileID, String updateAt) {}

    private record NotRenamed(long fileID, String message) {}

    /** One entry {@code <id>|<new name>} (platform/calls.md, "Rename several"). */
    private record NewName(long id, String name) {
        static NewName of(String line) {
            int bar = line.indexOf('|');
            try {
                if (bar > 0 && Character.isDigit(line.charAt(0))) {
                    return new NewName(Long.parseLong(line, 0, bar, 10), line.substring(bar + 1));
                }
            } catch (NumberFormatException e) {
                // rejected below
            }
            throw Refusal.parameter("renameList");
        }
    }

    private record RenameResult(List<Renamed> successList, List<NotRenamed> failList) {}

    private record Copied(long sourceFileId, long targetFileId) {}

    private record Task(long taskId) {}

    private record Progress(long taskId, int status) {}

    private record Recovered(List<Long> abnormalFileIDs) {}

    @Override
    public List<Endpoint> endpoints() {
        Form move = Form.in(Place.BODY).needs("fileIDs", Kind.NUMBERS).needs("toParentFileID", Kind.NUMBER);
        Form copy = Form.in(Place.BODY)
                .needs("fileId", Kind.NUMBER)
                .needs("targetDirId", Kind.NUMBER)
                .orAs("targetDirId", "targetDirID");
        Form copies = Form.in(Place.BODY)
                .needs("fileIds", Kind.NUMBERS)
                .needs("targetDirId", Kind.NUMBER)
                .orAs("targetDirId", "targetDirID");
        Form process = Form.in(Place.QUERY_OR_BODY).needs("taskId", Kind.NUMBER);
        Form recover = Form.in(Place.BODY).needs("fileIDs", Kind.NUMBERS);
        Form byPath = Form.in(Place.BODY).needs("fileIDs", Kind.NUMBERS).needs("parentFileID", Kind.NUMBER);
        Form name = Form.in(Place.BODY).needs("fileId", Kind.NUMBER).needs("fileName", Kind.TEXT);
        Form rename = Form.in(Place.BODY).needs("renameList", Kind.TEXTS);
        return List.of(
                Endpoint.write("PUT", "/api/v1/file/name", name, this::name),
                Endpoint.write("POST", "/api/v1/file/rename", rename, this::rename),
                Endpoint.write("POST", "/api/v1/file/move", move, this::move),
                Endpoint.write("POST", "/api/v1/file/copy", copy, this::copy),
                Endpoint.write("POST", "/api/v1/file/async/copy", copies, this::copyAll),
                Endpoint.read("GET", "/api/v1/file/async/copy/process", process, this::process),
                Endpoint.write("POST", "/api/v1/file/recover", recover, this::recover),
                Endpoint.write("POST", "/api/v1/file/recover/by_path", byPath, this::recoverTo));
    }

    private Object name(Call call) {
        call.account().drive().rename(call.args().number("fileId"), call.args().text("fileName"));
        return null;
    }

    private Object rename(Call call) {
        List<String> list = call.args().texts("renameList");
        if (list.size() > Documented.RENAME_LIMIT) {
            throw Refusal.failed(Invented.BATCH_TOO_LONG_TEXT);
        }
        List<NewName> names = list.stream().map(NewName::of).toList();
        List<Renamed> done = new ArrayList<>();
        List<NotRenamed> failed = new ArrayList<>();
        for (NewName name : names) {
            long id = name.id();
            try {
                Entry entry = call.account().drive().rename(id, name.name());
                done.add(new Renamed(id, Times.plain(entry.updatedAt())));
            } catch (Refusal refusal) {
                boolean unknown = refusal.code() == Documented.NO_SUCH_FILE;
                String message = unknown ? Documented.NO_SUCH_FILE_SHORT_TEXT : refusal.getMessage();
                failed.add(new NotRenamed(id, message));
            }
        }
        return new RenameResult(done, failed);
    }

    private Object move(Call call) {
        call.account()
                .drive()
                .move(FileApi.batch(call, Documented.BATCH_LIMIT), call.args().number("toParentFileID"));
        return null;
    }

    private Object copy(Call call) {
        long id = call.args().number("fileId");
        if (call.account().drive().require(id).folder()) {
            throw Refusal.parameter("fileId");
        }
        Entry copy = call.account().drive().copy(id, call.args().number("targetDirId"));
        return new Copied(id, copy.id());
    }

    private Object copyAll(Call call) {
        long target = call.args().number("targetDirId");
        List<Long> ids = FileApi.batch(call.args().numbers("fileIds"), Documented.COPY_LIMIT);
        return new Task(call.account().drive().copyLater(ids, target));
    }

    private Object process(Call call) {
        long task = call.args().number("taskId");
        return new Progress(task, call.account().drive().copyStatus(task));
    }

    private Object recover(Call call) {
        return new Recovered(call.account().drive().recover(FileApi.batch(call, Documented.BATCH_LIMIT)));
    }

    private Object recoverTo(Call call) {
        call.account()
                .drive()
                .recoverTo(
                        FileApi.batch(call, Documented.BATCH_LIMIT), call.args().number("parentFileID"));
        return null;
    }
}
