package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import java.util.Optional;

/** The cached folder listings of an account, for people who know that they are outdated. */
public final class CachedListings {

    private final ListingStore store;

    private CachedListings(ListingStore store) {
        this.store = store;
    }

    /** Returns the listings that all users of an account share. */
    public static CachedListings of(AccountLease account) {
        return new CachedListings(ListingStore.of(account));
    }

    /** Returns the number of cached listings. */
    public int count() {
        return store.count();
    }

    /**
     * Drops the listing of a folder. The next lookup in it lists the folder again.
     *
     * @param folder the ID of the folder, 0 for the root
     * @return whether there was one
     */
    public boolean forget(long folder) {
        return store.outdated(folder);
    }

    /**
     * Drops the listings from which a path is resolved, from the root on, and the listing of the folder at its end. The
     * next lookup of the path asks the platform.
     *
     * @return the number of dropped listings
     */
    public int forget(DrivePath path) {
        int dropped = 0;
        long folder = Drive.ROOT_ID;
        for (int i = 0; i <= path.names().size(); i++) {
            Optional<Long> next = i == path.names().size()
                    ? Optional.empty()
                    : store.knownFolder(folder, path.names().get(i)).map(found -> found.fileId());
            dropped += store.outdated(folder) ? 1 : 0;
            if (next.isEmpty()) {
                break;
            }
            folder = next.get();
        }
        return dropped;
    }

    /**
     * Drops all listings.
     *
     * @return the number of dropped listings
     */
    public int forgetAll() {
        return store.outdated();
    }
}
