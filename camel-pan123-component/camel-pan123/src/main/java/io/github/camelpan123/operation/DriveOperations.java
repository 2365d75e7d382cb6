package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.AccountCalls;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.api.Folder;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.support.Futures;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The operations that return data of the account, of folders and of files, or create folders. */
final class DriveOperations {

    private static final int MOST_LISTED = 100;

    private final AccountLease account;
    private final Drive drive;

    DriveOperations(AccountLease account, Drive drive) {
        this.account = account;
        this.drive = drive;
    }

    CompletableFuture<OperationResult> userInfo(OperationRequest request) {
        return account.call(AccountCalls.userInfo()).thenApply(OperationResult::of);
    }

    CompletableFuture<OperationResult> listFiles(OperationRequest request) {
        ListOptions options = request.listOptions();
        int most = requireNotNegative("maxResults", request.maxResults());
        return open(request, options).thenApply(all -> OperationResult.of(most > 0 ? firstOf(all, most) : all));
    }

    private CompletableFuture<Iterator<FileEntry>> open(OperationRequest request, ListOptions options) {
        if (options.wholeDrive()) {
            return drive.open(Drive.ROOT_ID, options);
        }
        FolderSelector folder = FolderSelector.listed(request);
        return folder.path() == null ? drive.open(folder.id(), options) : drive.open(folder.path(), options);
    }

    static int requireNotNegative(String option, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(option + "=" + value + " is not possible; 0 is all");
        }
        return value;
    }

    static <T> Iterator<T> firstOf(Iterator<T> all, int most) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, 0), false)
                .limit(most)
                .iterator();
    }

    CompletableFuture<OperationResult> getFile(OperationRequest request) {
        FileSelector files = FileSelector.of(request);
        // the lookup of a path has already queried the details
        Map<Long, FileEntry> known = new ConcurrentHashMap<>();
        return files.ids(path -> drive.details(path).thenApply(entry -> {
                    known.put(entry.fileId(), entry);
                    return entry;
                }))
                .thenCompose(ids -> entries(ids, known))
                .thenApply(files::inTheirFolders)
                .thenCompose(entries -> entries.size() == 1
                        ? withTotalSize(entries.get(0)).thenApply(OperationResult::ofEntry)
                        : Futures.completed(OperationResult.of(entries)));
    }

    private CompletableFuture<List<FileEntry>> entries(List<Long> ids, Map<Long, FileEntry> known) {
        List<Long> others = ids.stream().filter(id -> !known.containsKey(id)).toList();
        CompletableFuture<List<FileEntry>> found =
                others.isEmpty() ? Futures.completed(List.of()) : drive.infos(others);
        return found.thenApply(entries -> inOrder(ids, entries, known));
    }

    private static List<FileEntry> inOrder(List<Long> ids, List<FileEntry> found, Map<Long, FileEntry> known) {
        Map<Long, FileEntry> byId = new HashMap<>(known);
        found.forEach(entry -> byId.put(entry.fileId(), entry));
        List<Long> missing = ids.stream().filter(id -> !byId.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            throw new Pan123NotFoundException("There is no file of the id " + listed(missing));
        }
        return ids.stream().map(byId::get).toList();
    }

    /** Returns the IDs as text. The list is shortened, so that an error message stays readable. */
    static String listed(Collection<Long> ids) {
        String text = ids.stream().limit(MOST_LISTED).map(String::valueOf).collect(Collectors.joining(", "));
        return ids.size() > MOST_LISTED ? text + " and " + (ids.size() - MOST_LISTED) + " more" : text;
    }

    /** Adds the total size to a folder, which requires an additional call. */
    private CompletableFuture<FileEntry> withTotalSize(FileEntry entry) {
        return entry.directory()
                ? account.call(FileCalls.detail(entry.fileId())).thenApply(detail -> entry.withSize(detail.size()))
                : Futures.completed(entry);
    }

    CompletableFuture<OperationResult> createDirectory(OperationRequest request) {
        if (request.override(OverrideHeader.FILE_NAME).isPresent()) {
            return createByName(request);
        }
        Optional<String> path = request.value(OverrideHeader.PATH);
        if (path.isPresent()) {
            return create(DrivePath.parse(request.named(OverrideHeader.PATH), path.get()));
        }
        return request.option(OverrideHeader.FILE_NAME).isPresent()
                ? createByName(request)
                : create(DrivePath.parse("the body's path", pathInBody(request)));
    }

    private CompletableFuture<OperationResult> createByName(OperationRequest request) {
        if (request.override(OverrideHeader.PATH).isPresent()) {
            throw new IllegalArgumentException("The headers " + OverrideHeader.PATH.header() + " and "
                    + OverrideHeader.FILE_NAME.header() + " name the same folder; set one of them");
        }
        String name = FileName.require(
                request.named(OverrideHeader.FILE_NAME), request.fileName().orElseThrow());
        FolderSelector parent = FolderSelector.parent(request, DrivePath.ROOT);
        return parent.path() == null
                ? drive.createFolder(parent.id(), name).thenApply(id -> OperationResult.of(new Folder(id, ""))
                        .with(ResultHeader.FILE_ID, id)
                        .with(ResultHeader.PARENT_FILE_ID, parent.id())
                        .with(ResultHeader.FILE_NAME, name))
                : create(parent.path().resolve(DrivePath.parse(request.named(OverrideHeader.FILE_NAME), name)));
    }

    private CompletableFuture<OperationResult> create(DrivePath folder) {
        return drive.createFolder(folder).thenApply(id -> OperationResult.of(new Folder(id, folder.toString()))
                .with(ResultHeader.FILE_ID, id)
                .with(ResultHeader.PATH, folder.toString()));
    }

    private static String pathInBody(OperationRequest request) {
        if (request.body() instanceof String text && text.startsWith("/")) {
            return text;
        }
        throw new IllegalArgumentException("No folder is named: set the header " + OverrideHeader.PATH.header()
                + " or the option path, or send the path as body, starting with '/'; or set fileName to its name, and"
                + " parentFileId or parentPath to the folder above");
    }
}
