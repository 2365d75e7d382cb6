package io.github.camelpan123.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The calls for folders and files (platform/calls.md, "Create a folder" to "Restore to a folder"). */
public final class FileCalls {

    /** The maximum number of entries per page and of IDs per call. */
    public static final int BATCH = 100;
    /** The maximum number of names per call of {@link #rename}. */
    public static final int RENAME_BATCH = 30;
    /** The maximum number of IDs per call of {@link #copyAll}. */
    public static final int COPY_BATCH = 3000;

    private static final int MD5_DIGITS = 32;

    private static final int FUZZY = 0;
    private static final int EXACT = 1;

    private FileCalls() {}

    /**
     * Lists one page of a folder.
     *
     * @param folder the folder, 0 for the root
     * @param cursor 0 for the first page, then {@link FilePage#next()}
     * @param limit entries per page, 1 to 100
     */
    public static ApiCall<FilePage> list(long folder, long cursor, int limit) {
        return page(folder, cursor, limit, Map.of());
    }

    /**
     * Lists one page of a folder of the transcode space (platform/calls.md, "List the transcode space"). The parameters
     * are those of {@link #list}.
     */
    public static ApiCall<FilePage> listTranscodeSpace(long folder, long cursor, int limit) {
        return page(folder, cursor, limit, Map.of("businessType", "2"));
    }

    /**
     * Lists one page of a search in the whole drive.
     *
     * @param text the text to search for
     * @param exact whether the whole name must equal the text; otherwise its words are searched for
     * @param cursor and limit as in {@link #list}
     */
    public static ApiCall<FilePage> search(String text, boolean exact, long cursor, int limit) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("searchData", text);
        more.put("searchMode", Integer.toString(exact ? EXACT : FUZZY));
        return page(0, cursor, limit, more);
    }

    private static ApiCall<FilePage> page(long folder, long cursor, int limit, Map<String, String> more) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("parentFileId", Long.toString(folder));
        query.put("limit", Integer.toString(limit));
        if (cursor != 0) {
            query.put("lastFileId", Long.toString(cursor));
        }
        query.putAll(more);
        return ApiCall.about(
                folder(folder),
                ApiCall.get(
                        Api.FILE_LIST_V2,
                        query,
                        data -> new FilePage(data.list("fileList", FileCalls::entry), data.number("lastFileId"))));
    }

    /**
     * Lists one page with the old list call (platform/calls.md, "Old list"). Only this call sorts, and only this call
     * lists the recycle bin alone. It has the strictest limit of all calls: one call in five seconds for free accounts.
     *
     * @param folder the folder, 0 for the root
     * @param cursor 0 for the first page, then {@link FilePage#next()}, which counts pages here
     * @param limit entries per page, 1 to 100
     * @param order the selection and the order of the entries
     */
    public static ApiCall<FilePage> listOrdered(long folder, long cursor, int limit, FileOrder order) {
        long page = Math.max(1, cursor);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("parentFileId", Long.toString(folder));
        query.put("page", Long.toString(page));
        query.put("limit", Integer.toString(limit));
        query.put("orderBy", order.by());
        query.put("orderDirection", order.descending() ? "desc" : "asc");
        query.put("trashed", Boolean.toString(order.trashed()));
        if (!order.search().isEmpty()) {
            query.put("searchData", order.search());
        }
        return ApiCall.get(Api.FILE_LIST_V1, query, data -> {
            List<FileEntry> entries = data.list("fileList", row -> oldEntry(row, order.trashed()));
            boolean last = entries.isEmpty() || page * limit >= data.number("total");
            return new FilePage(entries, last ? FilePage.END : page + 1);
        });
    }

    /**
     * Queries the details of files. The answer omits IDs that do not exist.
     *
     * @param fileIds 1 to 100 IDs
     */
    public static ApiCall<List<FileEntry>> infos(Collection<Long> fileIds) {
        // older answers called the list "list" (platform/calls.md, "Several files")
        return ApiCall.send(
                Api.FILE_INFOS,
                Map.of("fileIds", List.copyOf(fileIds)),
                data -> data.list(data.has("list") ? "list" : "fileList", FileCalls::entry));
    }

    /** Queries the details of one file. Only this call returns the total size of a folder. */
    public static ApiCall<FileEntry> detail(long fileId) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.get(
                        Api.FILE_DETAIL,
                        Map.of("fileID", Long.toString(fileId)),
                        data -> new FileEntry(
                                data.number("fileID"),
                                data.text("filename"),
                                data.numberOrZero("parentFileID"),
                                data.number("type") == 1,
                                data.numberOrZero("size"),
                                etag(data),
                                (int) data.numberOrZero("category"),
                                (int) data.numberOrZero("status"),
                                data.numberOrZero("trashed") != 0,
                                PlatformTime.parse(data.textOrEmpty("createAt")),
                                null)));
    }

    /** Creates one folder and returns its ID. */
    public static ApiCall<Long> mkdir(long parent, String name) {
        return ApiCall.about(
                folder(parent),
                ApiCall.send(Api.MKDIR, Map.of("name", name, "parentID", parent), data -> data.number("dirID")));
    }

    /** Moves up to 100 entries to the recycle bin. */
    public static ApiCall<Void> trash(Collection<Long> fileIds) {
        return ApiCall.about(
                fileIds, ApiCall.send(Api.FILE_TRASH, Map.of("fileIDs", List.copyOf(fileIds)), data -> null));
    }

    /** Deletes up to 100 entries in the recycle bin. The platform ignores other entries. */
    public static ApiCall<Void> delete(Collection<Long> fileIds) {
        return ApiCall.about(
                fileIds, ApiCall.send(Api.FILE_DELETE, Map.of("fileIDs", List.copyOf(fileIds)), data -> null));
    }

    /**
     * Restores up to 100 entries from the recycle bin to their previous folders.
     *
     * @return completes with the IDs whose folder does not exist any more; they stay in the recycle bin
     */
    public static ApiCall<List<Long>> recover(Collection<Long> fileIds) {
        // until late in 2025 the answer was null (platform/calls.md, "Restore")
        return ApiCall.about(
                fileIds,
                ApiCall.send(
                        Api.FILE_RECOVER,
                        Map.of("fileIDs", List.copyOf(fileIds)),
                        data -> data.absent() ? List.of() : data.listOrEmpty("abnormalFileIDs", Json::asNumber)));
    }

    /** Restores up to 100 entries from the recycle bin into a folder. */
    public static ApiCall<Void> recoverTo(Collection<Long> fileIds, long folder) {
        return ApiCall.about(
                fileIds,
                ApiCall.send(
                        Api.FILE_RECOVER_BY_PATH,
                        Map.of("fileIDs", List.copyOf(fileIds), "parentFileID", folder),
                        data -> null));
    }

    /** Moves up to 100 entries into a folder. */
    public static ApiCall<Void> move(Collection<Long> fileIds, long folder) {
        return ApiCall.about(
                fileIds,
                ApiCall.send(
                        Api.FILE_MOVE,
                        Map.of("fileIDs", List.copyOf(fileIds), "toParentFileID", folder),
                        data -> null));
    }

    /** Renames one file or folder. */
    public static ApiCall<Void> name(long fileId, String name) {
        return ApiCall.about(
                List.of(fileId), ApiCall.send(Api.FILE_NAME, Map.of("fileId", fileId, "fileName", name), data -> null));
    }

    /**
     * Renames up to 30 files or folders.
     *
     * @param names the new name by ID
     */
    public static ApiCall<RenameAnswer> rename(Map<Long, String> names) {
        List<String> lines = names.entrySet().stream()
                .map(name -> name.getKey() + "|" + name.getValue())
                .toList();
        return ApiCall.about(
                names.keySet(), ApiCall.send(Api.FILE_RENAME, Map.of("renameList", lines), FileCalls::renamed));
    }

    /**
     * Decodes the answer, which was null in earlier versions (platform/calls.md, "Rename several") and may omit IDs.
     */
    private static RenameAnswer renamed(Json data) {
        if (data.absent()) {
            return new RenameAnswer(Set.of(), Map.of());
        }
        Map<Long, Pan123Exception> failures = new LinkedHashMap<>();
        for (Json row : data.listOrEmpty("failList", row -> row)) {
            // the list has no code, so the text determines the exception
            Failure failure = new Failure(Api.FILE_RENAME, 200, 1, row.textOrEmpty("message"), "");
            failures.put(row.number("fileID"), failure.toException());
        }
        return new RenameAnswer(Set.copyOf(data.listOrEmpty("successList", row -> row.number("fileID"))), failures);
    }

    /** Copies one file, not a folder, and returns the ID of the copy. */
    public static ApiCall<Long> copy(long fileId, long folder) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.send(
                        Api.FILE_COPY,
                        Map.of("fileId", fileId, "targetDirId", folder),
                        data -> data.number("targetFileId")));
    }

    /** Starts to copy up to 3000 files and folders and returns the ID of the task for {@link #copyState}. */
    public static ApiCall<Long> copyAll(Collection<Long> fileIds, long folder) {
        return ApiCall.about(
                fileIds,
                ApiCall.send(
                        Api.FILE_ASYNC_COPY,
                        Map.of("fileIds", List.copyOf(fileIds), "targetDirId", folder),
                        data -> data.number("taskId")));
    }

    /** Queries the state of a task of {@link #copyAll}. */
    public static ApiCall<CopyState> copyState(long taskId) {
        return ApiCall.get(
                Api.FILE_ASYNC_COPY_PROCESS,
                Map.of("taskId", Long.toString(taskId)),
                data -> CopyState.of((int) data.number("status")));
    }

    /** Queries a temporary URL of the file, which supports range requests. */
    public static ApiCall<String> downloadUrl(long fileId) {
        return ApiCall.about(
                List.of(fileId),
                ApiCall.get(
                        Api.DOWNLOAD_INFO, Map.of("fileId", Long.toString(fileId)), data -> data.text("downloadUrl")));
    }

    /** Returns the folder as a required ID, except for the root, which always exists. */
    static List<Long> folder(long folder) {
        return folder == 0 ? List.of() : List.of(folder);
    }

    private static FileEntry entry(Json row) {
        return entry(row, row.number("fileId"), row.numberOrZero("trashed") != 0);
    }

    /**
     * Decodes an entry of the old list, which has another name for the ID and does not mark entries of the recycle bin.
     */
    private static FileEntry oldEntry(Json row, boolean trashed) {
        return entry(row, row.number("fileID"), trashed);
    }

    private static FileEntry entry(Json row, long fileId, boolean trashed) {
        return new FileEntry(
                fileId,
                row.text("filename"),
                row.number("parentFileId"),
                row.number("type") == 1,
                row.numberOrZero("size"),
                etag(row),
                (int) row.numberOrZero("category"),
                (int) row.numberOrZero("status"),
                trashed,
                PlatformTime.parse(row.textOrEmpty("createAt")),
                PlatformTime.parse(row.textOrEmpty("updateAt")));
    }

    /** Returns the MD5 in lower case, so that a file has the same one whichever call shows it. */
    private static String etag(Json data) {
        String etag = data.textOrEmpty("etag");
        return etag.length() == MD5_DIGITS ? etag.toLowerCase(Locale.ROOT) : etag;
    }
}
