package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.support.BoundedMap;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The files that were recently created by uploads and copies of this account in this class loader. A lookup for the
 * file of a lost answer must not return one of them, because it belongs to another caller.
 */
public final class RecentFiles {

    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final ClockDifference clocks = new ClockDifference();
    private final Map<Long, EntryLocation> returned = BoundedMap.byInsertion(MOST_REMEMBERED);
    private final Map<EntryLocation, Long> at = BoundedMap.byInsertion(MOST_REMEMBERED);

    /** Whether an entry was created by a call whose answer was lost. */
    public enum Origin {
        /** The creation time of the entry allows it. */
        LIKELY,
        /** The entry is older, or a caller has received its ID. */
        EXCLUDED,
        /** The platform's clock is not known well enough. */
        UNKNOWN
    }

    private RecentFiles() {
        this.clock = Clock.systemUTC();
    }

    static RecentFiles of(AccountLease account) {
        return account.shared(RecentFiles.class, RecentFiles::new);
    }

    /** Records that a caller has received this file as its own. */
    public void returnedToCaller(FileEntry file) {
        EntryLocation location = new EntryLocation(file.parentFileId(), file.name());
        synchronized (this) {
            returned.put(file.fileId(), location);
            at.put(location, file.fileId());
        }
        if (file.createdAt() != null) {
            clocks.shown(file.createdAt(), clock.instant());
        }
    }

    /** Records that a caller has received the ID of its file. The location of the file is unknown. */
    public synchronized void returnedToCaller(long fileId) {
        returned.put(fileId, null);
    }

    /** Returns the file at a location that a caller received last. */
    public synchronized Optional<Long> at(long parent, String name) {
        return Optional.ofNullable(at.get(new EntryLocation(parent, name)));
    }

    /**
     * Whether an entry may have been created by a call. True in cases of doubt.
     *
     * @param since when the call was sent, by the local clock
     */
    public boolean mayBeMadeSince(FileEntry entry, Instant since) {
        return !older(entry, since) && !isTold(entry.fileId());
    }

    /**
     * Whether an entry was created after a time, by any user. False in cases of doubt.
     *
     * @param since by the local clock
     */
    public boolean isMadeSince(FileEntry entry, Instant since) {
        return entry.createdAt() != null && !older(entry, since) && plausible(entry, since);
    }

    /**
     * Whether an entry was created by a call.
     *
     * @param since when the call was sent, by the local clock
     */
    public Origin origin(FileEntry entry, Instant since) {
        if (!mayBeMadeSince(entry, since)) {
            return Origin.EXCLUDED;
        }
        return plausible(entry, since) ? Origin.LIKELY : Origin.UNKNOWN;
    }

    private boolean older(FileEntry entry, Instant since) {
        return entry.createdAt() != null && entry.createdAt().isBefore(clocks.earliest(since));
    }

    /**
     * Whether the creation time is plausible. While the platform's clock is unknown it is assumed to be right, because
     * this assumption is safe here.
     */
    private boolean plausible(FileEntry entry, Instant since) {
        return entry.createdAt() == null
                || clocks.known()
                || ClockDifference.between(entry.createdAt(), since, clock.instant());
    }

    private synchronized boolean isTold(long fileId) {
        return returned.containsKey(fileId);
    }

    /** Whether a name equals the wanted name or may be derived from it by the platform, which adds a number. */
    public static boolean named(String name, String wanted) {
        return name.equals(wanted) || CopyName.of(name, wanted);
    }
}
