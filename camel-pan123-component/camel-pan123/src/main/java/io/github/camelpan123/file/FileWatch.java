package io.github.camelpan123.file;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.Futures;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.FileChanges;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123NotFoundException;
import io.github.camelpan123.poll.AfterRead;
import io.github.camelpan123.poll.Look;
import io.github.camelpan123.poll.Watch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which files of a folder were read; bounded by what is in the folder. */
public final class FileWatch implements Watch<DriveFile> {

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    /** One list that misses a file may be a hiccup: lists change while they are paged. */
    private static final int GONE_AFTER = 3;

    private final AccountLease account;
    private final Drive drive;
    private final FileWatchOptions options;

    private final Map<Long, Seen> seen = new HashMap<>();
    private final Set<String> inWork = new HashSet<>();
    private final Map<Long, Integer> failures = new HashMap<>();

    private static final class Seen {
        private final String etag;
        private int missing;
        /** Read, but still to be moved or deleted. */
        private boolean leftover;

        Seen(String etag) {
            this.etag = etag;
        }
    }

    /** @param drive of the account */
    public FileWatch(AccountLease account, Drive drive, FileWatchOptions options) {
        this.account = account;
        this.drive = drive;
        this.options = options;
    }

    /** Whether the account's share that it works with is still open. */
    public boolean open() {
        return !account.closed();
    }

    @Override
    public Look<DriveFile> look(BooleanSupplier goesOn) {
        return new FileLook(account, drive, options, this, goesOn);
    }

    /** The same file with other content is another one. */
    static String key(FileEntry entry) {
        return entry.fileId() + "/" + entry.etag();
    }

    /** How often an exchange of a file failed. */
    synchronized int failures(FileEntry entry) {
        return failures.getOrDefault(entry.fileId(), 0);
    }

    /**
     * A list shows a file.
     *
     * @return whether it is new, and now in work
     */
    boolean take(FileEntry entry) {
        boolean leftover;
        synchronized (this) {
            if (inWork.contains(key(entry))) {
                return false;
            }
            Seen known = seen.get(entry.fileId());
            if (known == null || !known.etag.equals(entry.etag())) {
                if (options.repository() == null || !options.repository().contains(key(entry))) {
                    return inWork.add(key(entry));
                }
                seen.put(entry.fileId(), new Seen(entry.etag()));
                return false;
            }
            known.missing = 0;
            leftover = known.leftover;
        }
        if (leftover) {
            act(entry);
        }
        return false;
    }

    /** A list is complete: what is not in it any more is forgotten, though not at once. */
    synchronized void listedAll(Set<Long> fileIds) {
        seen.entrySet().removeIf(one -> !fileIds.contains(one.getKey()) && ++one.getValue().missing >= GONE_AFTER);
        failures.keySet().retainAll(fileIds);
    }

    @Override
    public void completed(DriveFile file) {
        FileEntry entry = file.entry();
        synchronized (this) {
            Seen read = new Seen(entry.etag());
            read.leftover = options.afterRead() != AfterRead.none;
            seen.put(entry.fileId(), read);
            failures.remove(entry.fileId());
        }
        // first the act: a crash between the two costs a second exchange, not a file that stays for ever
        if (options.afterRead() != AfterRead.none) {
            act(entry);
        }
        if (options.repository() != null) {
            options.repository().add(key(entry));
        }
        synchronized (this) {
            inWork.remove(key(entry));
        }
    }

    @Override
    public synchronized void givenBack(DriveFile file, boolean failed) {
        inWork.remove(key(file.entry()));
        if (failed) {
            failures.merge(file.entry().fileId(), 1, Integer::sum);
        }
    }

    private void act(FileEntry entry) {
        try {
            Futures.join(action(entry));
            noLeftover(entry);
        } catch (Pan123NotFoundException e) {
            // it is gone, as it should be
            noLeftover(entry);
        } catch (Pan123Exception e) {
            LOG.warn(
                    "afterRead={} failed for file {} {}, and is tried again at the next poll: {}",
                    options.afterRead(),
                    entry.fileId(),
                    entry.name(),
                    e.getMessage());
        }
    }

    private synchronized void noLeftover(FileEntry entry) {
        Seen read = seen.get(entry.fileId());
        if (read != null) {
            read.leftover = false;
        }
    }

    private CompletableFuture<Void> action(FileEntry entry) {
        FileChanges changes = drive.changes();
        List<Long> id = List.of(entry.fileId());
        return switch (options.afterRead()) {
            case none -> CompletableFuture.completedFuture(null);
            case trash -> changes.trash(id);
            // the platform deletes only what lies in the recycle bin
            case delete -> changes.trash(id).thenCompose(trashed -> changes.delete(id));
            case move -> drive.inFolder(options.moveTo(), true, folder -> changes.move(id, folder));
        };
    }
}
