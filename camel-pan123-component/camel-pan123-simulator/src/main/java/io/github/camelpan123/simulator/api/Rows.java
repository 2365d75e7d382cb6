package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Times;

/** Entries in the format of the answers. Each list has its own spelling (platform/calls.md, "Spelling"). */
final class Rows {
    record Row(
            long fileId,
            String filename,
            long parentFileId,
            int type,
            String etag,
            long size,
            int category,
            int status,
            int punishFlag,
            String s3KeyFlag,
            String storageNode,
            int trashed,
            String createAt,
            String updateAt) {}

    record OldRow(
            long fileID,
            String filename,
            long parentFileId,
            String parentName,
            int type,
            String etag,
            long size,
            String contentType,
            int category,
            boolean hidden,
            int status,
            int punishFlag,
            String s3KeyFlag,
            String storageNode,
            String createAt,
            String updateAt,
            String thumbnail,
            String downloadUrl) {}

    record Detail(
            long fileID,
            String filename,
            int type,
            long size,
            String etag,
            int status,
            long parentFileID,
            String createAt,
            int trashed) {}

    private Rows() {}

    static Row row(Entry entry, long uid) {
        return new Row(
                entry.id(),
                entry.name(),
                entry.parentId(),
                type(entry),
                entry.etag(),
                entry.size(),
                entry.category(),
                status(entry),
                0,
                uid + "-0",
                node(entry),
                entry.trashed() ? 1 : 0,
                Times.plain(entry.createdAt()),
                Times.plain(entry.updatedAt()));
    }

    static OldRow oldRow(Entry entry, long uid) {
        return new OldRow(
                entry.id(),
                entry.name(),
                entry.parentId(),
                "",
                type(entry),
                entry.etag(),
                entry.size(),
                "0",
                entry.category(),
                false,
                status(entry),
                0,
                uid + "-0",
                node(entry),
                Times.old(entry.createdAt()),
                Times.old(entry.updatedAt()),
                "",
                "");
    }

    static Detail detail(Entry entry, long size) {
        return new Detail(
                entry.id(),
                entry.name(),
                type(entry),
                size,
                entry.etag(),
                status(entry),
                entry.parentId(),
                Times.plain(entry.createdAt()),
                entry.trashed() ? 1 : 0);
    }

    private static int type(Entry entry) {
        return entry.folder() ? 1 : 0;
    }

    private static int status(Entry entry) {
        return entry.folder() ? 0 : Invented.FILE_STATUS;
    }

    private static String node(Entry entry) {
        return entry.folder() ? "m0" : "m16";
    }
}
