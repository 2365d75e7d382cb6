package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FilePage;
import io.github.camelpan123.api.Pan123ShutdownException;
import io.github.camelpan123.support.Futures;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks up names in listings that all users of the account share. A lookup requests the pages that it needs with its
 * own account lease, and other lookups that wait for the same page share the result.
 */
final class FolderListings {

    private final AccountLease account;
    private final long maxAge;
    private final ListingStore store;
    private final SpaceFolder space;
    private final Consumer<Runnable> together;

    /**
     * @param account makes the calls
     * @param maxAge the maximum age of a listing; zero to use only listings that are being read
     * @param together runs the lookups that one page completes, so that what follows them shares its calls
     */
    FolderListings(AccountLease account, Duration maxAge, Consumer<Runnable> together) {
        this.account = account;
        this.maxAge = maxAge.toNanos();
        this.store = ListingStore.of(account);
        this.space = SpaceFolder.of(account);
        this.together = together;
    }

    /** Returns the time of the clock of {@link #findSince} and {@link LookupResult#since}. */
    long now() {
        return store.now();
    }

    /** Looks up a name in a listing, which another caller may have requested. */
    CompletableFuture<LookupResult> find(long folder, String name, EntryKind wanted) {
        FolderListing listing = store.usable(folder, maxAge);
        return listing.tells(name)
                ? untilClosed(() -> look(listing, folder, name, wanted), () -> find(folder, name, wanted))
                : findSince(now(), folder, name, wanted);
    }

    /**
     * Looks up a name in the current state of the platform.
     *
     * @param since older listings are ignored
     */
    CompletableFuture<LookupResult> findSince(long since, long folder, String name, EntryKind wanted) {
        FolderListing listing = store.since(since, folder, name);
        Supplier<CompletableFuture<LookupResult>> again = () -> findSince(since, folder, name, wanted);
        return listing.begunSince(since) && listing.tells(name)
                ? untilClosed(() -> look(listing, folder, name, wanted), again)
                : listing.idle().thenCompose(over -> again.get());
    }

    private CompletableFuture<LookupResult> look(FolderListing listing, long folder, String name, EntryKind wanted) {
        return listing.find(name, wanted, cursor -> page(folder, cursor));
    }

    /** Requests one page of a folder. The transcode space is listed only with {@code businessType=2}. */
    CompletableFuture<FilePage> page(long folder, long cursor) {
        CompletableFuture<FilePage> answer = Futures.pending();
        account.call(
                        space.is(folder)
                                ? FileCalls.listTranscodeSpace(folder, cursor, FileCalls.BATCH)
                                : FileCalls.list(folder, cursor, FileCalls.BATCH))
                .whenComplete((page, failure) -> together.accept(() -> {
                    if (failure == null) {
                        answer.complete(page);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                }));
        return answer;
    }

    /** Repeats a lookup if the context that requested its page was stopped, unless it is this context. */
    private CompletableFuture<LookupResult> untilClosed(
            Supplier<CompletableFuture<LookupResult>> look, Supplier<CompletableFuture<LookupResult>> again) {
        return Futures.recover(
                look.get(),
                failure -> failure instanceof Pan123ShutdownException && !account.ending()
                        ? again.get()
                        : Futures.failed(failure));
    }

    /** Returns a subfolder if it was created or listed here in the meantime. */
    Optional<FileEntry> knownFolder(long parent, String name) {
        return store.knownFolder(parent, name);
    }

    /** Records a newly created folder, which is known to be empty. */
    void created(FileEntry folder) {
        account.made(folder.fileId());
        store.created(folder);
    }

    /** Records a newly created entry. */
    void made(FileEntry entry) {
        store.made(entry);
    }

    /** Records that a name is doubtful, because the outcome of a creation is unknown. */
    void doubtful(long folder, String name) {
        store.doubtful(folder, name);
    }

    /** Records that entries were, or may have been, removed from their folders. */
    void removed(Collection<Long> fileIds) {
        store.removed(fileIds);
    }

    /** Records that entries were, or may have been, renamed. */
    void renamed(Collection<Long> fileIds) {
        store.renamed(fileIds);
    }

    /** Records that an entry with an unknown name was added to a folder. */
    void outdated(long folder) {
        store.outdated(folder);
    }

    /** Records that entries were added to unknown folders. */
    void outdated() {
        store.outdated();
    }
}
