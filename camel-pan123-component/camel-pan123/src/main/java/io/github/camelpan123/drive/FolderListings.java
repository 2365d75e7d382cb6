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
import java.util.function.Supplier;

/**
 * Names looked up in listings that everybody shares who uses the account. Whoever needs a page asks for it himself, on
 * behalf of all who wait for it.
 */
final class FolderListings {

    private final AccountLease account;
    private final long maxAge;
    private final ListingStore store;
    private final SpaceFolder space;

    /**
     * @param account for calls
     * @param maxAge how old a listing may be that is used; zero for one that is being read only
     */
    FolderListings(AccountLease account, Duration maxAge) {
        this.account = account;
        this.maxAge = maxAge.toNanos();
        this.store = account.shared(ListingStore.class, () -> new ListingStore(System::nanoTime));
        this.space = SpaceFolder.of(account);
    }

    /** The clock of {@link #findSince} and of {@link Sight#since}. */
    long now() {
        return store.now();
    }

    /** Looks a name up, in a listing that somebody else may have asked for. */
    CompletableFuture<Sight> find(long folder, String name, Wanted wanted) {
        FolderListing listing = store.usable(folder, maxAge);
        return listing.tells(name)
                ? untilClosed(() -> look(listing, folder, name, wanted), () -> find(folder, name, wanted))
                : findSince(now(), folder, name, wanted);
    }

    /**
     * Looks a name up in what the platform shows now.
     *
     * @param since a listing that was begun before does not count
     */
    CompletableFuture<Sight> findSince(long since, long folder, String name, Wanted wanted) {
        FolderListing listing = store.since(since, folder, name);
        Supplier<CompletableFuture<Sight>> again = () -> findSince(since, folder, name, wanted);
        return listing.begunSince(since) && listing.tells(name)
                ? untilClosed(() -> look(listing, folder, name, wanted), again)
                : listing.idle().thenCompose(over -> again.get());
    }

    private CompletableFuture<Sight> look(FolderListing listing, long folder, String name, Wanted wanted) {
        return listing.find(name, wanted, cursor -> page(folder, cursor));
    }

    /** One page of a folder; the transcode space is listed by {@code businessType=2} only. */
    CompletableFuture<FilePage> page(long folder, long cursor) {
        return account.call(
                space.is(folder)
                        ? FileCalls.listTranscodeSpace(folder, cursor, FileCalls.BATCH)
                        : FileCalls.list(folder, cursor, FileCalls.BATCH));
    }

    /** Somebody else's context may stop while it asks for a page. */
    private CompletableFuture<Sight> untilClosed(
            Supplier<CompletableFuture<Sight>> look, Supplier<CompletableFuture<Sight>> again) {
        return Futures.recover(
                look.get(),
                failure -> failure instanceof Pan123ShutdownException && !account.closed()
                        ? again.get()
                        : CompletableFuture.failedFuture(failure));
    }

    /** A folder that was created here, or listed, while somebody thought about creating it. */
    Optional<FileEntry> knownFolder(long parent, String name) {
        return store.knownFolder(parent, name);
    }

    /** A folder was created here a moment ago, so it is known to be empty. */
    void created(FileEntry folder) {
        account.made(folder.fileId());
        store.created(folder);
    }

    /** An entry was made here a moment ago. */
    void made(FileEntry entry) {
        store.made(entry);
    }

    /** Nobody knows whether something was made under a name. */
    void doubtful(long folder, String name) {
        store.doubtful(folder, name);
    }

    /** Entries were removed from where they were, or may have been. */
    void removed(Collection<Long> fileIds) {
        store.removed(fileIds);
    }

    /** Entries have other names, or may have. */
    void renamed(Collection<Long> fileIds) {
        store.renamed(fileIds);
    }

    /** Something came into a folder that is not known by its name. */
    void outdated(long folder) {
        store.outdated(folder);
    }

    /** Something came into folders of which nothing is known. */
    void outdated() {
        store.outdated();
    }
}
