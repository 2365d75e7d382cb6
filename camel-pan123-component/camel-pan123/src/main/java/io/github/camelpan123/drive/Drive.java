package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.Pan123NameConflictException;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds and creates entries of the drive. */
public final class Drive {

    /** The ID of the root folder, which no list contains. */
    public static final long ROOT_ID = 0;

    /** The default maximum age of a cached folder listing. */
    public static final Duration USUAL_LISTING_AGE = Duration.ofMinutes(1);

    private final AccountLease account;
    private final FolderListings listings;
    private final Map<EntryLocation, CompletableFuture<FileEntry>> folderCreations = new ConcurrentHashMap<>();
    private final FileChanges changes;
    private final FileCopies copies;
    private final PathResolver paths;
    private final RecentFiles recent;
    private final SpaceFolder space;
    private final FileCreations fileCreations;

    /**
     * The lookups of a folder that exists according to the platform. They cover thirteen seconds, twice the longest
     * observed lag of the list.
     */
    private static final RetryPolicy LIST_LAG = new RetryPolicy(8, Duration.ofMillis(300), Duration.ofSeconds(3));

    /** @param account the account of the drive */
    public Drive(AccountLease account) {
        this(account, USUAL_LISTING_AGE);
    }

    /**
     * @param account the account of the drive
     * @param listingMaxAge the maximum age of a cached folder listing
     */
    public Drive(AccountLease account, Duration listingMaxAge) {
        this.account = account;
        this.listings = new FolderListings(account, listingMaxAge, this::answered);
        this.changes = new FileChanges(account, listings);
        this.recent = RecentFiles.of(account);
        this.space = SpaceFolder.of(account);
        this.fileCreations = FileCreations.of(account);
        this.copies = new FileCopies(account, this, listings);
        this.paths = new PathResolver(listings, this::missingFolder, changes::infos, account::madeRecently);
    }

    private void answered(Runnable lookups) {
        changes.infosTogether(lookups);
    }

    /** Returns the operations on entries by ID. */
    public FileChanges changes() {
        return changes;
    }

    /** Returns the copy operations. */
    public FileCopies copies() {
        return copies;
    }

    /**
     * Returns the ID of a folder.
     *
     * @return fails with {@link Pan123NotFoundException} if it does not exist, with {@link Pan123NameConflictException}
     *     if a file has its name
     */
    public CompletableFuture<Long> folder(DrivePath path) {
        return verifiedFolder(path, false);
    }

    /** Returns the ID of a folder. Creates it and its missing parents. */
    public CompletableFuture<Long> createFolder(DrivePath path) {
        return verifiedFolder(path, true);
    }

    private CompletableFuture<Long> verifiedFolder(DrivePath path, boolean create) {
        return path.root()
                ? Futures.completed(ROOT_ID)
                : paths.verified(attempt -> attempt.folder(path, create)).thenApply(FileEntry::fileId);
    }

    /**
     * Returns the ID of a subfolder and creates it if it is missing. The create call comes first, and the parent is
     * listed only if the platform reports that the name is taken. So a new folder costs one call. A file of that name
     * is noticed only if the platform refuses the name because of it.
     *
     * @param parent the ID of the parent folder, 0 for the root
     */
    public CompletableFuture<Long> createFolder(long parent, String name) {
        return newFolder(parent, name, () -> make(parent, name)).thenApply(FileEntry::fileId);
    }

    /** Creates a folder that a listing did not show. Another caller of this process may have created it since. */
    private CompletableFuture<FileEntry> missingFolder(long parent, String name) {
        return newFolder(parent, name, () -> listings.knownFolder(parent, name)
                .map(Futures::completed)
                .orElseGet(() -> make(parent, name)));
    }

    private CompletableFuture<FileEntry> newFolder(
            long parent, String name, Supplier<CompletableFuture<FileEntry>> make) {
        CompletableFuture<FileEntry> mine = Futures.pending();
        CompletableFuture<FileEntry> inFlight = folderCreations.putIfAbsent(new EntryLocation(parent, name), mine);
        if (inFlight != null) {
            return inFlight;
        }
        make.get().whenComplete((folder, failure) -> {
            folderCreations.remove(new EntryLocation(parent, name));
            if (failure == null) {
                mine.complete(folder);
            } else {
                mine.completeExceptionally(Futures.unwrap(failure));
            }
        });
        return mine;
    }

    private CompletableFuture<FileEntry> make(long parent, String name) {
        return Futures.recover(
                account.call(FileCalls.mkdir(parent, name)).thenApply(id -> {
                    FileEntry made = new FileEntry(id, name, parent, true, 0, "", 0, 0, false, null, null);
                    listings.created(made);
                    return made;
                }),
                failure -> failure instanceof Pan123NameConflictException taken
                        ? shown(parent, name, taken)
                        : Futures.failed(failure));
    }

    /** Finds an entry that must exist in a list that may lag behind (platform/calls.md, "Create a folder"). */
    private CompletableFuture<FileEntry> shown(long parent, String name, Pan123NameConflictException taken) {
        return LIST_LAG.untilPresent(
                        account::delay, () -> listings.findSince(listings.now(), parent, name, EntryKind.FOLDER)
                                .thenApply(found -> found.entry()))
                .thenApply(shown -> PathResolver.requireFolder(name, shown.orElseThrow(() -> taken)));
    }

    /**
     * Runs an operation in a folder. It is repeated once with a fresh lookup if the ID was cached and the folder does
     * not exist any more.
     *
     * @param create whether the folder and its missing parents are created
     * @param work gets the ID of the folder
     */
    public <T> CompletableFuture<T> inFolder(DrivePath path, boolean create, LongFunction<CompletableFuture<T>> work) {
        return paths.repeatedIfOutdated(attempt -> attempt.folder(path, create).thenCompose(found -> {
            space.isOnDrive(found.id());
            return work.apply(found.id());
        }));
    }

    /** Returns the entry at a path with all details. Fails with {@link Pan123NotFoundException} if there is none. */
    public CompletableFuture<FileEntry> details(DrivePath path) {
        return path.root() ? rootIsNoEntry() : paths.details(attempt -> attempt.entry(path));
    }

    /** Returns the entry at a path. Fails with {@link Pan123NotFoundException} if there is none. */
    public CompletableFuture<FileEntry> entry(DrivePath path) {
        return path.root() ? rootIsNoEntry() : paths.verified(attempt -> attempt.entry(path));
    }

    private static <T> CompletableFuture<T> rootIsNoEntry() {
        return Futures.failed(new IllegalArgumentException("The root is not an entry; name a file or folder below it"));
    }

    /**
     * Returns the entry in the recycle bin that was at a path, the last deleted one if there are several. Fails with
     * {@link Pan123NotFoundException} if there is none.
     */
    public CompletableFuture<FileEntry> trashedEntry(DrivePath path) {
        return path.root()
                ? rootIsNoEntry()
                : inFolder(path.parent(), false, folder -> trashedChild(folder, path.name())
                        .thenCompose(
                                found -> found.map(Futures::completed).orElseGet(() -> PathResolver.absent(path))));
    }

    /** Returns the file of a name in a folder, as the platform shows it now. Ignores the recycle bin. */
    public CompletableFuture<Optional<FileEntry>> file(long folder, String name) {
        return listings.findSince(listings.now(), folder, name, EntryKind.FILE).thenApply(LookupResult::entry);
    }

    /** Returns the entry of a name in a folder, as the platform shows it now. Ignores the recycle bin. */
    public CompletableFuture<Optional<FileEntry>> child(long folder, String name) {
        return listings.findSince(listings.now(), folder, name, EntryKind.ANY).thenApply(LookupResult::entry);
    }

    /** Returns the file of a name in a folder from a listing that may be slightly outdated. */
    public CompletableFuture<Optional<FileEntry>> listedFile(long folder, String name) {
        return listings.find(folder, name, EntryKind.FILE).thenApply(LookupResult::entry);
    }

    /** Returns the serializer of file creations at one location. */
    public FileCreations fileCreations() {
        return fileCreations;
    }

    /** Returns the files that were recently created on the drive. */
    public RecentFiles recent() {
        return recent;
    }

    /** Queries the ID of the folder of the transcode space and caches it. After a failure, a cached ID remains. */
    public CompletableFuture<Long> askSpace() {
        return space.ask(account);
    }

    /** Returns the ID of the folder of the transcode space. It is queried once. */
    public CompletableFuture<Long> space() {
        return space.id(account);
    }

    /** Whether a folder is known to be the transcode space, which has a list call of its own. */
    public boolean knownSpace(long folder) {
        return space.is(folder);
    }

    /**
     * Whether a folder is the transcode space. Queries the ID of the space if it is unknown, and fails if the platform
     * cannot be asked.
     */
    public CompletableFuture<Boolean> isSpace(long folder) {
        return space.find(account, folder);
    }

    /** Records an uploaded file, so that lookups of its name find it. */
    public void uploaded(FileEntry file) {
        account.made(file.fileId());
        listings.made(file);
    }

    /** Records that a file may have been uploaded, so that lookups of its name query the platform. */
    public void perhapsUploaded(long folder, String name) {
        listings.doubtful(folder, name);
    }

    /** Makes an idempotent call and decides whether to repeat it if its answer is lost. */
    @FunctionalInterface
    public interface Retry {

        <R> CompletableFuture<R> of(Supplier<CompletableFuture<R>> call);
    }

    /** Returns the entries of a folder that match a predicate. Ignores the recycle bin. Reads the whole folder. */
    public CompletableFuture<List<FileEntry>> children(long folder, Predicate<FileEntry> wanted) {
        return children(folder, wanted, Supplier::get);
    }

    /**
     * Returns the entries of a folder that match a predicate. Ignores the recycle bin. Reads the whole folder.
     *
     * @param retry reads each page, so that one lost page does not cause all others to be read again
     */
    public CompletableFuture<List<FileEntry>> children(long folder, Predicate<FileEntry> wanted, Retry retry) {
        return children(folder, wanted, retry, 0, new ArrayList<>(), new PageGuard(Api.FILE_LIST_V2));
    }

    private CompletableFuture<List<FileEntry>> children(
            long folder,
            Predicate<FileEntry> wanted,
            Retry retry,
            long cursor,
            List<FileEntry> found,
            PageGuard guard) {
        return retry.of(() -> listings.page(folder, cursor)).thenCompose(page -> {
            page.entries().stream()
                    .filter(entry -> !entry.trashed() && wanted.test(entry))
                    .forEach(found::add);
            if (page.last()) {
                return Futures.completed(found);
            }
            guard.requireProgress(cursor, page);
            return children(folder, wanted, retry, page.next(), found, guard);
        });
    }

    /** Reads the whole folder, because the recycle bin may contain any number of entries of one name. */
    private CompletableFuture<Optional<FileEntry>> trashedChild(long folder, String name) {
        return trashedChild(folder, name, 0, Optional.empty(), new PageGuard(Api.FILE_LIST_V2));
    }

    private CompletableFuture<Optional<FileEntry>> trashedChild(
            long folder, String name, long cursor, Optional<FileEntry> before, PageGuard guard) {
        return listings.page(folder, cursor).thenCompose(page -> {
            Optional<FileEntry> last = Stream.concat(before.stream(), page.entries().stream())
                    .filter(entry -> entry.trashed() && entry.name().equals(name))
                    .max(Comparator.comparing(FileEntry::updatedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                            .thenComparing(FileEntry::fileId));
            if (page.last()) {
                return Futures.completed(last);
            }
            guard.requireProgress(cursor, page);
            return trashedChild(folder, name, page.next(), last, guard);
        });
    }

    /** Returns the details of entries, without those that do not exist. */
    public CompletableFuture<List<FileEntry>> infos(Collection<Long> fileIds) {
        return changes.infos(fileIds);
    }

    /** Lists the entries of a folder page by page, on demand. Blocks; for threads that may wait. */
    public Iterator<FileEntry> list(long folder, ListOptions options) {
        return new FileIterator(account, folder, options);
    }

    /**
     * Lists the entries of a folder and completes with the first page. The iterator blocks for further pages; it is for
     * threads that may wait.
     */
    public CompletableFuture<Iterator<FileEntry>> open(long folder, ListOptions options) {
        return new FileIterator(account, folder, options).begin().thenApply(Function.identity());
    }

    /**
     * Lists the entries of a folder by path and completes with the first page. The platform also lists folders that are
     * in the recycle bin, and their content need not be marked, so a cached folder is verified first.
     */
    public CompletableFuture<Iterator<FileEntry>> open(DrivePath folder, ListOptions options) {
        return paths.inVerifiedFolder(folder, id -> open(id, options));
    }
}
