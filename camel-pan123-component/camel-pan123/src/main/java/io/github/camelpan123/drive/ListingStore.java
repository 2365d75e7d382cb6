package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileEntry;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The listings of one account that are being read or recent enough, one per folder, and the changes of their entries.
 */
final class ListingStore {

    /** The maximum number of cached entries, about 40 MB, not counting the most recently requested folder. */
    private static final int MOST_ENTRIES = 200_000;

    private final LongSupplier clock;
    private final Map<Long, FolderListing> listings = new LinkedHashMap<>(16, 0.75f, true);
    private long longestAge;

    /** @param clock nanoseconds, monotonic */
    ListingStore(LongSupplier clock) {
        this.clock = clock;
    }

    /** Returns the listings that all users of an account share. */
    static ListingStore of(AccountLease account) {
        return account.shared(ListingStore.class, () -> new ListingStore(System::nanoTime));
    }

    long now() {
        return clock.getAsLong();
    }

    /** Returns a listing that is being read or not older than {@code maxAge}. Begins a new one if there is none. */
    synchronized FolderListing usable(long folder, long maxAge) {
        longestAge = Math.max(longestAge, maxAge);
        FolderListing known = listings.get(folder);
        return known != null && known.usable(maxAge) ? known : begin(folder);
    }

    /**
     * Returns a listing that began at {@code time} or later, and begins one if there is none. If an earlier listing is
     * still being read, returns that one, so that all callers that arrive during the read can share the next listing.
     *
     * @param name the name that the listing must know
     */
    synchronized FolderListing since(long time, long folder, String name) {
        FolderListing known = listings.get(folder);
        boolean useful =
                known != null && known.sound() && (known.busy() || known.begunSince(time) && known.tells(name));
        return useful ? known : begin(folder);
    }

    private FolderListing begin(long folder) {
        FolderListing listing = new FolderListing(folder, clock);
        keep(folder, listing);
        return listing;
    }

    private void keep(long folder, FolderListing listing) {
        listings.values().removeIf(other -> !other.usable(longestAge));
        listings.put(folder, listing);
        int entries = listings.values().stream().mapToInt(FolderListing::size).sum();
        Iterator<FolderListing> eldest = listings.values().iterator();
        while (entries > MOST_ENTRIES && eldest.hasNext()) {
            FolderListing other = eldest.next();
            if (other != listing && !other.busy()) {
                entries -= other.size();
                eldest.remove();
            }
        }
    }

    /** Returns a subfolder if it was created or listed here in the meantime. */
    synchronized Optional<FileEntry> knownFolder(long parent, String name) {
        return Optional.ofNullable(listings.get(parent))
                .filter(FolderListing::sound)
                .flatMap(listing -> listing.knownFolder(name));
    }

    /** Records a newly created folder, which is known to be empty. */
    synchronized void created(FileEntry folder) {
        made(folder);
        keep(folder.fileId(), FolderListing.empty(folder.fileId(), clock));
    }

    /** Records a newly created entry. */
    synchronized void made(FileEntry entry) {
        FolderListing listing = listings.get(entry.parentFileId());
        if (listing != null) {
            listing.made(entry);
        }
    }

    /** Records that a name is doubtful, because the outcome of a creation is unknown. */
    synchronized void doubtful(long folder, String name) {
        FolderListing listing = listings.get(folder);
        if (listing != null) {
            listing.doubtful(name);
        }
    }

    /** Records that entries were, or may have been, removed from their folders. */
    void removed(Collection<Long> fileIds) {
        Set<Long> ids = Set.copyOf(fileIds);
        each(listing -> listing.removed(ids));
        synchronized (this) {
            listings.keySet().removeAll(ids);
        }
    }

    /** Records that entries were, or may have been, renamed. */
    void renamed(Collection<Long> fileIds) {
        Set<Long> ids = Set.copyOf(fileIds);
        each(listing -> listing.renamed(ids));
    }

    /**
     * Records that an entry with an unknown name was added to a folder.
     *
     * @return whether there was a listing of the folder
     */
    synchronized boolean outdated(long folder) {
        FolderListing listing = listings.remove(folder);
        if (listing != null) {
            listing.outdate();
        }
        return listing != null;
    }

    synchronized int count() {
        return listings.size();
    }

    /**
     * Records that entries were added to unknown folders.
     *
     * @return the number of listings that there were
     */
    synchronized int outdated() {
        int all = listings.size();
        listings.values().forEach(FolderListing::outdate);
        listings.clear();
        return all;
    }

    private void each(Consumer<FolderListing> change) {
        List<FolderListing> all;
        synchronized (this) {
            all = List.copyOf(listings.values());
        }
        all.forEach(change);
    }
}
