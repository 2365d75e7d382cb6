package io.github.camelpan123.platform;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Folders and files (reference section 9). */
public final class FileCalls {

    /** The most entries of one page, and ids of one call. */
    public static final int BATCH = 100;

    private FileCalls() {}

    /**
     * One page of a folder.
     *
     * @param folder the folder, 0 for the root
     * @param cursor 0 for the first page, then {@link FilePage#next()}
     * @param limit entries of a page, 1 to 100
     */
    public static ApiCall<FilePage> list(long folder, long cursor, int limit) {
        return page(folder, cursor, limit, Map.of());
    }

    /** One page of a folder of the transcode space (reference 10.5); parameters as in {@link #list}. */
    public static ApiCall<FilePage> listTranscodeSpace(long folder, long cursor, int limit) {
        return page(folder, cursor, limit, Map.of("businessType", "2"));
    }

    private static ApiCall<FilePage> page(long folder, long cursor, int limit, Map<String, String> more) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("parentFileId", Long.toString(folder));
        query.put("limit", Integer.toString(limit));
        if (cursor != 0) {
            query.put("lastFileId", Long.toString(cursor));
        }
        query.putAll(more);
        return ApiCall.get(
                Api.FILE_LIST_V2,
                query,
                data -> new FilePage(data.list("fileList", FileCalls::entry), data.number("lastFileId")));
    }

    /**
     * What is known of some files; ids that do not exist are left out of the answer.
     *
     * @param fileIds 1 to 100 ids
     */
    public static ApiCall<List<FileEntry>> infos(Collection<Long> fileIds) {
        // older answers called the list "list" (reference 17, row 1)
        return ApiCall.send(
                Api.FILE_INFOS,
                Map.of("fileIds", List.copyOf(fileIds)),
                data -> data.list(data.has("list") ? "list" : "fileList", FileCalls::entry));
    }

    /** Everything about one file; the only call that tells the total size of a folder. */
    public static ApiCall<FileEntry> detail(long fileId) {
        return ApiCall.get(
                Api.FILE_DETAIL,
                Map.of("fileID", Long.toString(fileId)),
                data -> new FileEntry(
                        data.number("fileID"),
                        data.text("filename"),
                        data.numberOrZero("parentFileID"),
                        data.number("type") == 1,
                        data.numberOrZero("size"),
                        data.textOrEmpty("etag"),
                        (int) data.numberOrZero("category"),
                        (int) data.numberOrZero("status"),
                        data.numberOrZero("trashed") != 0,
                        PlatformTime.parse(data.textOrEmpty("createAt")),
                        null));
    }

    /** Creates one folder and answers its id. */
    public static ApiCall<Long> mkdir(long parent, String name) {
        return ApiCall.send(Api.MKDIR, Map.of("name", name, "parentID", parent), data -> data.number("dirID"));
    }

    /** Moves up to 100 entries to the recycle bin. */
    public static ApiCall<Void> trash(Collection<Long> fileIds) {
        return ApiCall.send(Api.FILE_TRASH, Map.of("fileIDs", List.copyOf(fileIds)), data -> null);
    }

    /** Deletes up to 100 entries that lie in the recycle bin; others are left alone by the platform. */
    public static ApiCall<Void> delete(Collection<Long> fileIds) {
        return ApiCall.send(Api.FILE_DELETE, Map.of("fileIDs", List.copyOf(fileIds)), data -> null);
    }

    /** A URL, good for a while, from which the file can be read in ranges. */
    public static ApiCall<String> downloadUrl(long fileId) {
        return ApiCall.get(
                Api.DOWNLOAD_INFO, Map.of("fileId", Long.toString(fileId)), data -> data.text("downloadUrl"));
    }

    private static FileEntry entry(Json row) {
        return new FileEntry(
                row.number("fileId"),
                row.text("filename"),
                row.number("parentFileId"),
                row.number("type") == 1,
                row.numberOrZero("size"),
                row.textOrEmpty("etag"),
                (int) row.numberOrZero("category"),
                (int) row.numberOrZero("status"),
                row.numberOrZero("trashed") != 0,
                PlatformTime.parse(row.textOrEmpty("createAt")),
                PlatformTime.parse(row.textOrEmpty("updateAt")));
    }
}
