package io.github.camelpan123.drive;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.FileEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that this account made a short while ago, whoever in this class loader asked for them: uploads and copies.
 * Whoever looks for the file of a lost answer must not take one of these, for somebody else has it.
 */
public final class RecentFiles {

    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final ClockDifference clocks = new ClockDifference();
    private final Map<Long, Place> told = new Recent<>();
    private final Map<Place, Long> at = new Recent<>();

    private record Place(long parent, String name) {}

    /** Whether an entry was made by a call whose answer was lost. */
    public enum Origin {
        /** As far as its time tells. */
        LIKELY,
        /** It has been there for longer, or somebody was told its id. */
        EXCLUDED,
        /** The platform's clock is not known well enough. */
        UNKNOWN
    }

    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }

    private RecentFiles() {
        this.clock = Clock.systemUTC();
    }

    static RecentFiles of(AccountLease account) {
        return account.shared(RecentFiles.class, RecentFiles::new);
    }

    /** Somebody was told that this file is the one that he made. */
    public void told(FileEntry file) {
        Place place = new Place(file.parentFileId(), file.name());
        synchronized (this) {
            told.put(file.fileId(), place);
            at.put(place, file.fileId());
        }
        if (file.createdAt() != null) {
            clocks.shown(file.createdAt(), clock.instant());
        }
    }

    /** Somebody was told the id of a file that he made, and nothing else of it. */
    public synchronized void told(long fileId) {
        told.put(fileId, null);
    }

    /** The file at a place that somebody was told of last. */
    public synchronized Optional<Long> at(long parent, String name) {
        return Optional.ofNullable(at.get(new Place(parent, name)));
    }

    /**
     * Whether an entry may have been made by a call, with all doubts in favour of that.
     *
     * @param since when the call went out, by the clock of this machine
     */
    public boolean mayBeMadeSince(FileEntry entry, Instant since) {
        return !older(entry, since) && !isTold(entry.fileId());
    }

    /**
     * Whether an entry was made after a time, with all doubts against that, whoever made it.
     *
     * @param since by the clock of this machine
     */
    public boolean isMadeSince(FileEntry entry, Instant since) {
        return entry.createdAt() != null && !older(entry, since) && plausible(entry, since);
    }

    /**
     * Whether an entry was made by a call.
     *
     * @param since when the call went out, by the clock of this machine
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

    /** As long as nothing is known of the platform's clock it is taken for right, where that makes no harm. */
    private boolean plausible(FileEntry entry, Instant since) {
        return entry.createdAt() == null
                || clocks.known()
                || ClockDifference.between(entry.createdAt(), since, clock.instant());
    }

    private synchronized boolean isTold(long fileId) {
        return told.containsKey(fileId);
    }

    /** Whether a name may be that of a file that was to have another one: the platform adds a number. */
    public static boolean named(String name, String wanted) {
        return name.equals(wanted) || CopyName.of(name, wanted);
    }
}
