package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.Futures;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.Pan123NameConflictException;
import io.github.camelpan123.platform.Pan123NotFoundException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds and creates what is on the drive. */
public final class Drive {

    /** The id of the root, which is a folder that no list shows. */
    public static final long ROOT_ID = 0;

    private final AccountLease account;
    private final FolderCache folders = new FolderCache(System::nanoTime);

    private final Map<Place, CompletableFuture<Long>> creations = new ConcurrentHashMap<>();
    private final FileChanges changes;
    private final FileCopies copies;

    private record Place(long parent, String name) {}

    /** @param account whose drive this is */
    public Drive(AccountLease account) {
        this.account = account;
        this.changes = new FileChanges(account, folders);
        this.copies = new FileCopies(account);
    }

    /** What can be done to entries by their ids. */
    public FileChanges changes() {
        return changes;
    }

    /** Copies on the drive. */
    public FileCopies copies() {
        return copies;
    }

    /**
     * The id of a folder.
     *
     * @return fails with {@link Pan123NotFoundException} when there is none, with
     *     {@link Pan123NameConflictException} when a file is in the way
     */
    public CompletableFuture<Long> folder(DrivePath path) {
        return inFolder(path, false, CompletableFuture::completedFuture);
    }

    /** The id of a folder, created with all folders above it where they are missing. */
    public CompletableFuture<Long> createFolder(DrivePath path) {
        return inFolder(path, true, CompletableFuture::completedFuture);
    }

    /**
     * The id of a folder in another one, created where it is missing. The platform is asked to create it first and
     * looked through only when it says that the name is taken, so that a new folder costs one call. A file of that name
     * is noticed only when the platform refuses the name because of it.
     *
     * @param parent the id of the folder above, 0 for the root
     */
    public CompletableFuture<Long> createFolder(long parent, String name) {
        CompletableFuture<Long> mine = new CompletableFuture<>();
        CompletableFuture<Long> underWay = creations.putIfAbsent(new Place(parent, name), mine);
        if (underWay != null) {
            return underWay;
        }
        make(parent, name).whenComplete((id, failure) -> {
            creations.remove(new Place(parent, name));
            if (failure == null) {
                mine.complete(id);
            } else {
                mine.completeExceptionally(Futures.unwrap(failure));
            }
        });
        return mine;
    }

    /**
     * Does something in a folder; once more with a fresh look-up when the id came from memory and turned out to be
     * gone.
     *
     * @param create whether the folder, and those above it, are created where they are missing
     * @param work told the id of the folder
     */
    public <T> CompletableFuture<T> inFolder(DrivePath path, boolean create, LongFunction<CompletableFuture<T>> work) {
        return healing(path, () -> find(path, create).thenCompose(work::apply), answer -> false);
    }

    private <T> CompletableFuture<T> healing(
            DrivePath folder, Supplier<CompletableFuture<T>> work, Predicate<T> suspicious) {
        boolean remembered = folders.knows(folder);
        long begun = folders.now();
        return work.get()
                .handle((answer, failure) -> {
                    Throwable cause = Futures.unwrap(failure);
                    boolean gone = failure == null ? suspicious.test(answer) : cause instanceof Pan123NotFoundException;
                    if (gone && remembered) {
                        folders.forget(folder, begun);
                        return work.get();
                    }
                    return failure == null
                            ? CompletableFuture.completedFuture(answer)
                            : CompletableFuture.<T>failedFuture(cause);
                })
                .thenCompose(outcome -> outcome);
    }

    private CompletableFuture<Long> find(DrivePath path, boolean create) {
        if (path.root()) {
            return CompletableFuture.completedFuture(ROOT_ID);
        }
        return folders.get(path, create, () -> find(path.parent(), create)
                .thenCompose(parent -> child(parent, path.name()).thenCompose(found -> {
                    if (found.isPresent()) {
                        return CompletableFuture.completedFuture(requireFolder(path, found.get()));
                    }
                    return create ? make(parent, path.name()) : absent(path);
                })));
    }

    private static <T> CompletableFuture<T> absent(DrivePath path) {
        return CompletableFuture.failedFuture(new Pan123NotFoundException("There is no " + path + " on the drive"));
    }

    private static long requireFolder(Object what, FileEntry entry) {
        if (!entry.directory()) {
            throw new Pan123NameConflictException(what + " is a file, where a folder is needed; see the"
                    + " options path, parentPath and targetParentPath");
        }
        return entry.fileId();
    }

    private CompletableFuture<Long> make(long parent, String name) {
        return Futures.recover(
                account.call(FileCalls.mkdir(parent, name)),
                failure -> failure instanceof Pan123NameConflictException taken
                        ? child(parent, name).thenApply(found -> requireFolder(name, found.orElseThrow(() -> taken)))
                        : CompletableFuture.failedFuture(failure));
    }

    /** The entry at a path; fails with {@link Pan123NotFoundException} when there is none. */
    public CompletableFuture<FileEntry> entry(DrivePath path) {
        return entry(path, this::child);
    }

    /**
     * The entry in the recycle bin that was at a path, the one last put there when there are several; fails with
     * {@link Pan123NotFoundException} when there is none.
     */
    public CompletableFuture<FileEntry> trashedEntry(DrivePath path) {
        return entry(path, this::trashedChild);
    }

    private CompletableFuture<FileEntry> entry(
            DrivePath path, BiFunction<Long, String, CompletableFuture<Optional<FileEntry>>> look) {
        if (path.root()) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("The root is not an entry; name a file or folder below it"));
        }
        return inFolder(path.parent(), false, folder -> look.apply(folder, path.name())
                .thenCompose(
                        found -> found.map(CompletableFuture::completedFuture).orElseGet(() -> absent(path))));
    }

    /** The entry of that name in a folder, not looking into the recycle bin. */
    public CompletableFuture<Optional<FileEntry>> child(long folder, String name) {
        return child(folder, name, 0, new PageGuard(Api.FILE_LIST_V2));
    }

    private CompletableFuture<Optional<FileEntry>> child(long folder, String name, long cursor, PageGuard guard) {
        return account.call(FileCalls.list(folder, cursor, FileCalls.BATCH)).thenCompose(page -> {
            Optional<FileEntry> found = page.entries().stream()
                    .filter(entry -> !entry.trashed() && entry.name().equals(name))
                    .findFirst();
            if (found.isPresent() || page.last()) {
                return CompletableFuture.completedFuture(found);
            }
            guard.requireProgress(cursor, page);
            return child(folder, name, page.next(), guard);
        });
    }

    /** The entries of a folder that pass a test, not looking into the recycle bin; reads the whole folder. */
    public CompletableFuture<List<FileEntry>> children(long folder, Predicate<FileEntry> wanted) {
        return children(folder, wanted, 0, new ArrayList<>(), new PageGuard(Api.FILE_LIST_V2));
    }

    private CompletableFuture<List<FileEntry>> children(
            long folder, Predicate<FileEntry> wanted, long cursor, List<FileEntry> found, PageGuard guard) {
        return account.call(FileCalls.list(folder, cursor, FileCalls.BATCH)).thenCompose(page -> {
            page.entries().stream()
                    .filter(entry -> !entry.trashed() && wanted.test(entry))
                    .forEach(found::add);
            if (page.last()) {
                return CompletableFuture.completedFuture(found);
            }
            guard.requireProgress(cursor, page);
            return children(folder, wanted, page.next(), found, guard);
        });
    }

    /** Reads the whole folder: any number of entries of one name may have been put into the bin. */
    private CompletableFuture<Optional<FileEntry>> trashedChild(long folder, String name) {
        return trashedChild(folder, name, 0, Optional.empty(), new PageGuard(Api.FILE_LIST_V2));
    }

    private CompletableFuture<Optional<FileEntry>> trashedChild(
            long folder, String name, long cursor, Optional<FileEntry> before, PageGuard guard) {
        return account.call(FileCalls.list(folder, cursor, FileCalls.BATCH)).thenCompose(page -> {
            Optional<FileEntry> last = Stream.concat(before.stream(), page.entries().stream())
                    .filter(entry -> entry.trashed() && entry.name().equals(name))
                    .max(Comparator.comparing(FileEntry::updatedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                            .thenComparing(FileEntry::fileId));
            if (page.last()) {
                return CompletableFuture.completedFuture(last);
            }
            guard.requireProgress(cursor, page);
            return trashedChild(folder, name, page.next(), last, guard);
        });
    }

    /** What is known of some entries; those that do not exist are left out. */
    public CompletableFuture<List<FileEntry>> infos(Collection<Long> fileIds) {
        return changes.infos(fileIds);
    }

    /** Everything in a folder, page by page as it is asked for; for threads whose work is to wait. */
    public Iterator<FileEntry> list(long folder, ListOptions options) {
        return new FileIterator(account, folder, options);
    }

    /** The same once the first page is there; the ones after it are for threads whose work is to wait. */
    public CompletableFuture<Iterator<FileEntry>> open(long folder, ListOptions options) {
        return new FileIterator(account, folder, options).begin().thenApply(Function.identity());
    }

    /**
     * The same of a folder by its path. The platform lists folders in the recycle bin as well, so one from memory that
     * shows nothing is looked up again.
     */
    public CompletableFuture<Iterator<FileEntry>> open(DrivePath folder, ListOptions options) {
        return healing(
                        folder,
                        () -> find(folder, false).thenCompose(id -> new FileIterator(account, id, options).begin()),
                        FileIterator::nothingYet)
                .thenApply(Function.identity());
    }
}
