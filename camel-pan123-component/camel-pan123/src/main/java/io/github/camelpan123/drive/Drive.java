package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.Futures;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123NameConflictException;
import io.github.camelpan123.platform.Pan123NotFoundException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds and creates what is on the drive. */
public final class Drive {

    /** The id of the root, which is a folder that no list shows. */
    public static final long ROOT_ID = 0;

    private final AccountLease account;
    private final FolderCache folders = new FolderCache(System::nanoTime);

    /** @param account whose drive this is */
    public Drive(AccountLease account) {
        this.account = account;
    }

    /**
     * The id of a folder.
     *
     * @return fails with {@link Pan123NotFoundException} when there is none, with
     *     {@link Pan123NameConflictException} when a file is in the way
     */
    public CompletableFuture<Long> folder(DrivePath path) {
        return folder(path, false);
    }

    /** The id of a folder, created with all folders above it where they are missing. */
    public CompletableFuture<Long> createFolder(DrivePath path) {
        return folder(path, true);
    }

    private CompletableFuture<Long> folder(DrivePath path, boolean create) {
        if (path.root()) {
            return CompletableFuture.completedFuture(ROOT_ID);
        }
        return folders.get(path, create, () -> folder(path.parent(), create)
                .thenCompose(parent -> child(parent, path.name()).thenCompose(found -> {
                    if (found.isPresent()) {
                        return CompletableFuture.completedFuture(requireFolder(path, found.get()));
                    }
                    return create ? make(parent, path) : absent(path);
                })));
    }

    private static <T> CompletableFuture<T> absent(DrivePath path) {
        return CompletableFuture.failedFuture(new Pan123NotFoundException("There is no " + path + " on the drive"));
    }

    private static long requireFolder(DrivePath path, FileEntry entry) {
        if (!entry.directory()) {
            throw new Pan123NameConflictException(path + " is a file, where a folder is needed");
        }
        return entry.fileId();
    }

    private CompletableFuture<Long> make(long parent, DrivePath path) {
        return account.call(FileCalls.mkdir(parent, path.name()))
                .handle((id, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(id);
                    }
                    if (Futures.unwrap(failure) instanceof Pan123NameConflictException taken) {
                        // somebody was faster
                        return child(parent, path.name())
                                .thenApply(found -> requireFolder(path, found.orElseThrow(() -> taken)));
                    }
                    return CompletableFuture.<Long>failedFuture(Futures.unwrap(failure));
                })
                .thenCompose(outcome -> outcome);
    }

    /** The entry at a path; fails with {@link Pan123NotFoundException} when there is none. */
    public CompletableFuture<FileEntry> entry(DrivePath path) {
        if (path.root()) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("The root is not an entry; name a file or folder below it"));
        }
        return folder(path.parent())
                .thenCompose(parent -> child(parent, path.name()))
                .thenCompose(
                        found -> found.map(CompletableFuture::completedFuture).orElseGet(() -> absent(path)));
    }

    /** The entry of that name in a folder, not looking into the recycle bin. */
    public CompletableFuture<Optional<FileEntry>> child(long folder, String name) {
        return child(folder, name, 0);
    }

    private CompletableFuture<Optional<FileEntry>> child(long folder, String name, long cursor) {
        return account.call(FileCalls.list(folder, cursor, FileCalls.BATCH)).thenCompose(page -> {
            Optional<FileEntry> found = page.entries().stream()
                    .filter(entry -> !entry.trashed() && entry.name().equals(name))
                    .findFirst();
            if (found.isPresent() || page.last()) {
                return CompletableFuture.completedFuture(found);
            }
            requireProgress(cursor, page.next());
            return child(folder, name, page.next());
        });
    }

    /** A cursor that comes back would page for ever. */
    static void requireProgress(long cursor, long next) {
        if (next == cursor) {
            throw new Pan123Exception(
                    Api.FILE_LIST_V2,
                    "The list repeats its cursor " + next + "; stopped, because it would never end",
                    true,
                    null);
        }
    }

    /** What is known of some entries; those that do not exist are left out. */
    public CompletableFuture<List<FileEntry>> infos(Collection<Long> fileIds) {
        return account.call(FileCalls.infos(fileIds));
    }

    /** Everything in a folder, page by page as it is asked for; for threads whose work is to wait. */
    public Iterator<FileEntry> list(long folder, ListOptions options) {
        return new FileIterator(account, folder, options);
    }
}
