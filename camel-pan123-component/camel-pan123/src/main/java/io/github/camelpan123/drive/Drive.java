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

/** Finds and creates what is on the drive. */
public final class Drive {

    /** The id of the root, which is a folder that no list shows. */
    public static final long ROOT_ID = 0;

    /** How old a listing of a folder may be that is used again, where nothing else is said. */
    public static final Duration USUAL_LISTING_AGE = Duration.ofMinutes(1);

    private final AccountLease account;
    private final FolderListings listings;
    private final Map<Place, CompletableFuture<FileEntry>> creations = new ConcurrentHashMap<>();
    private final FileChanges changes;
    private final FileCopies copies;
    private final PathLooks paths;
    private final RecentFiles recent;
    private final SpaceFolder space;
    private final Places places;

    /** Between two looks for a folder that the platform says is there; thirteen seconds, twice the longest lag seen. */
    private static final RetryPolicy LIST_LAG = new RetryPolicy(8, Duration.ofMillis(300), Duration.ofSeconds(3));

    private record Place(long parent, String name) {}

    /** @param account whose drive this is */
    public Drive(AccountLease account) {
        this(account, USUAL_LISTING_AGE);
    }

    /**
     * @param account whose drive this is
     * @param listingMaxAge how old a listing of a folder may be that is used again
     */
    public Drive(AccountLease account, Duration listingMaxAge) {
        this.account = account;
        this.listings = new FolderListings(account, listingMaxAge);
        this.changes = new FileChanges(account, listings);
        this.recent = RecentFiles.of(account);
        this.space = SpaceFolder.of(account);
        this.places = Places.of(account);
        this.copies = new FileCopies(account, this, listings);
        this.paths = new PathLooks(listings, this::missingFolder, changes::infos);
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
        return certainFolder(path, false);
    }

    /** The id of a folder, created with all folders above it where they are missing. */
    public CompletableFuture<Long> createFolder(DrivePath path) {
        return certainFolder(path, true);
    }

    private CompletableFuture<Long> certainFolder(DrivePath path, boolean create) {
        return path.root()
                ? CompletableFuture.completedFuture(ROOT_ID)
                : paths.certain(look -> look.folder(path, create)).thenApply(FileEntry::fileId);
    }

    /**
     * The id of a folder in another one, created where it is missing. The platform is asked to create it first and
     * looked through only when it says that the name is taken, so that a new folder costs one call. A file of that name
     * is noticed only when the platform refuses the name because of it.
     *
     * @param parent the id of the folder above, 0 for the root
     */
    public CompletableFuture<Long> createFolder(long parent, String name) {
        return newFolder(parent, name, () -> make(parent, name)).thenApply(FileEntry::fileId);
    }

    /** Creates a folder that a listing did not show; somebody else here may have done so since. */
    private CompletableFuture<FileEntry> missingFolder(long parent, String name) {
        return newFolder(parent, name, () -> listings.knownFolder(parent, name)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> make(parent, name)));
    }

    private CompletableFuture<FileEntry> newFolder(
            long parent, String name, Supplier<CompletableFuture<FileEntry>> make) {
        CompletableFuture<FileEntry> mine = new CompletableFuture<>();
        CompletableFuture<FileEntry> underWay = creations.putIfAbsent(new Place(parent, name), mine);
        if (underWay != null) {
            return underWay;
        }
        make.get().whenComplete((folder, failure) -> {
            creations.remove(new Place(parent, name));
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
                        : CompletableFuture.failedFuture(failure));
    }

    /** Looks for what must be there, in a list that may lag behind (platform/calls.md, "Create a folder"). */
    private CompletableFuture<FileEntry> shown(long parent, String name, Pan123NameConflictException taken) {
        return LIST_LAG.untilPresent(account::delay, () -> listings.findSince(
                                listings.now(), parent, name, Wanted.FOLDER)
                        .thenApply(found -> found.entry()))
                .thenApply(shown -> PathLooks.requireFolder(name, shown.orElseThrow(() -> taken)));
    }

    /**
     * Does something in a folder; once more with a fresh look-up when the id came from memory and turned out to be
     * gone.
     *
     * @param create whether the folder, and those above it, are created where they are missing
     * @param work told the id of the folder
     */
    public <T> CompletableFuture<T> inFolder(DrivePath path, boolean create, LongFunction<CompletableFuture<T>> work) {
        return paths.healing(
                look -> look.folder(path, create).thenCompose(way -> work.apply(way.id())), answer -> false);
    }

    /** The entry at a path; fails with {@link Pan123NotFoundException} when there is none. */
    public CompletableFuture<FileEntry> entry(DrivePath path) {
        return path.root() ? rootIsNoEntry() : paths.certain(look -> look.entry(path));
    }

    private static <T> CompletableFuture<T> rootIsNoEntry() {
        return CompletableFuture.failedFuture(
                new IllegalArgumentException("The root is not an entry; name a file or folder below it"));
    }

    /**
     * The entry in the recycle bin that was at a path, the one last put there when there are several; fails with
     * {@link Pan123NotFoundException} when there is none.
     */
    public CompletableFuture<FileEntry> trashedEntry(DrivePath path) {
        return path.root()
                ? rootIsNoEntry()
                : inFolder(path.parent(), false, folder -> trashedChild(folder, path.name())
                        .thenCompose(found ->
                                found.map(CompletableFuture::completedFuture).orElseGet(() -> PathLooks.absent(path))));
    }

    /** The file of that name in a folder as the platform shows it now, not looking into the recycle bin. */
    public CompletableFuture<Optional<FileEntry>> file(long folder, String name) {
        return listings.findSince(listings.now(), folder, name, Wanted.FILE).thenApply(Sight::entry);
    }

    /** The entry of that name in a folder as the platform shows it now, not looking into the recycle bin. */
    public CompletableFuture<Optional<FileEntry>> child(long folder, String name) {
        return listings.findSince(listings.now(), folder, name, Wanted.ANY).thenApply(Sight::entry);
    }

    /** The file of that name in a folder as a listing shows it that may be a little older. */
    public CompletableFuture<Optional<FileEntry>> listedFile(long folder, String name) {
        return listings.find(folder, name, Wanted.FILE).thenApply(Sight::entry);
    }

    /** Where one file at a time is made. */
    public Places places() {
        return places;
    }

    /** What was made on the drive a short while ago. */
    public RecentFiles recent() {
        return recent;
    }

    /** Asks for the id of the transcode space's folder, and remembers it. */
    public CompletableFuture<Long> askSpace() {
        return space.ask(account);
    }

    /** The id of the transcode space's folder; asked for once. */
    public CompletableFuture<Long> space() {
        return space.id(account);
    }

    /** Whether a folder is known to be the transcode space's, which is listed in another way. */
    public boolean knownSpace(long folder) {
        return space.is(folder);
    }

    /** Whether a folder is the transcode space's; asks for that one's id when it is not known. */
    public CompletableFuture<Boolean> isSpace(long folder) {
        return space.find(account, folder);
    }

    /** A file was uploaded: whoever looks for its name now finds it. */
    public void uploaded(FileEntry file) {
        account.made(file.fileId());
        listings.made(file);
    }

    /** A file may have been uploaded: whoever looks for its name now has to ask the platform. */
    public void perhapsUploaded(long folder, String name) {
        listings.doubtful(folder, name);
    }

    /** Makes a call that changes nothing, and makes it again or not when its answer gets lost. */
    @FunctionalInterface
    public interface Retry {

        <R> CompletableFuture<R> of(Supplier<CompletableFuture<R>> call);
    }

    /** The entries of a folder that pass a test, not looking into the recycle bin; reads the whole folder. */
    public CompletableFuture<List<FileEntry>> children(long folder, Predicate<FileEntry> wanted) {
        return children(folder, wanted, Supplier::get);
    }

    /**
     * The entries of a folder that pass a test, not looking into the recycle bin; reads the whole folder.
     *
     * @param retry reads each page: of many, one is easily lost, and the others need not be read again for that
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
                return CompletableFuture.completedFuture(found);
            }
            guard.requireProgress(cursor, page);
            return children(folder, wanted, retry, page.next(), found, guard);
        });
    }

    /** Reads the whole folder: any number of entries of one name may have been put into the bin. */
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
        return paths.healing(
                        look -> look.folder(folder, false)
                                .thenCompose(way -> new FileIterator(account, way.id(), options).begin()),
                        FileIterator::nothingYet)
                .thenApply(Function.identity());
    }
}
