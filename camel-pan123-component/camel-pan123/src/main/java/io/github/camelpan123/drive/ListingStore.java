package io.github.camelpan123.drive;

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

/** The listings of one account that are under way or young enough, one of each folder, and what is done to its entries. */
final class ListingStore {

    /** Entries that are held at most, beside those of the folder that was asked for last: some 40 MB. */
    private static final int MOST_ENTRIES = 200_000;

    private final LongSupplier clock;
    private final Map<Long, FolderListing> listings = new LinkedHashMap<>(16, 0.75f, true);
    private long longestAge;

    /** @param clock nanoseconds, never steps back */
    ListingStore(LongSupplier clock) {
        this.clock = clock;
    }

    long now() {
        return clock.getAsLong();
    }

    /** One that is being read, or read no longer ago than that; begun now when there is none. */
    synchronized FolderListing usable(long folder, long maxAge) {
        longestAge = Math.max(longestAge, maxAge);
        FolderListing known = listings.get(folder);
        return known != null && known.usable(maxAge) ? known : begin(folder);
    }

    /**
     * One that shows what is there since then, begun now when there is none; or one that is still being read and shows
     * what was there before, so that all who come meanwhile can share the next.
     *
     * @param name what it has to tell of
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

    /** A folder that was created here, or listed, while somebody thought about creating it. */
    synchronized Optional<FileEntry> knownFolder(long parent, String name) {
        return Optional.ofNullable(listings.get(parent))
                .filter(FolderListing::sound)
                .flatMap(listing -> listing.knownFolder(name));
    }

    /** A folder was created here a moment ago, so it is known to be empty. */
    synchronized void created(FileEntry folder) {
        made(folder);
        keep(folder.fileId(), FolderListing.empty(folder.fileId(), clock));
    }

    /** An entry was made here a moment ago. */
    synchronized void made(FileEntry entry) {
        FolderListing listing = listings.get(entry.parentFileId());
        if (listing != null) {
            listing.made(entry);
        }
    }

    /** Nobody knows whether something was made under a name. */
    synchronized void doubtful(long folder, String name) {
        FolderListing listing = listings.get(folder);
        if (listing != null) {
            listing.doubtful(name);
        }
    }

    /** Entries were removed from where they were, or may have been. */
    void removed(Collection<Long> fileIds) {
        Set<Long> ids = Set.copyOf(fileIds);
        each(listing -> listing.removed(ids));
        synchronized (this) {
            listings.keySet().removeAll(ids);
        }
    }

    /** Entries have other names, or may have. */
    void renamed(Collection<Long> fileIds) {
        Set<Long> ids = Set.copyOf(fileIds);
        each(listing -> listing.renamed(ids));
    }

    /** Something came into a folder that is not known by its name. */
    synchronized void outdated(long folder) {
        FolderListing listing = listings.remove(folder);
        if (listing != null) {
            listing.outdate();
        }
    }

    /** Something came into folders of which nothing is known. */
    synchronized void outdated() {
        listings.values().forEach(FolderListing::outdate);
        listings.clear();
    }

    private void each(Consumer<FolderListing> change) {
        List<FolderListing> all;
        synchronized (this) {
            all = List.copyOf(listings.values());
        }
        all.forEach(change);
    }
}
