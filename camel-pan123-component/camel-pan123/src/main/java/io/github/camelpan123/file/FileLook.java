package io.github.camelpan123.file;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.Futures;
import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.FileName;
import io.github.camelpan123.poll.Look;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at a folder. Files are handed out while the list is still being read; those whose exchanges failed before
 * come last, so that they do not stand in the way of the others.
 */
final class FileLook implements Look<DriveFile> {

    private static final Logger LOG = LoggerFactory.getLogger(FileLook.class);

    private static final int ENTRIES_AT_ONCE = 100;

    private final AccountLease account;
    private final Drive drive;
    private final FileWatchOptions options;
    private final FileWatch watch;
    private final BooleanSupplier goesOn;
    private final Map<Long, String> folders = new HashMap<>();
    private final Set<Long> shown = new HashSet<>();
    private final List<DriveFile> failedBefore = new ArrayList<>();
    private Iterator<FileEntry> entries;
    private Deque<DriveFile> last;
    private RuntimeException failure;

    FileLook(AccountLease account, Drive drive, FileWatchOptions options, FileWatch watch, BooleanSupplier goesOn) {
        this.account = account;
        this.drive = drive;
        this.options = options;
        this.watch = watch;
        this.goesOn = goesOn;
    }

    @Override
    public boolean answered() {
        return entries != null;
    }

    @Override
    public boolean over() {
        return failure != null || last != null && last.isEmpty();
    }

    @Override
    public List<DriveFile> next(int most) {
        try {
            return last == null ? read(most) : failedOnes(most);
        } catch (RuntimeException e) {
            failure = e;
            return List.of();
        }
    }

    private List<DriveFile> read(int most) {
        if (entries == null) {
            entries = Futures.join(
                    options.folder() == null
                            ? drive.open(options.folderId(), options.listing())
                            : drive.open(options.folder(), options.listing()));
        }
        List<DriveFile> found = new ArrayList<>();
        for (int i = 0; i < ENTRIES_AT_ONCE && found.size() < most; i++) {
            if (!entries.hasNext()) {
                watch.listedAll(shown);
                failedBefore.sort(Comparator.comparingInt(file -> watch.failures(file.entry())));
                last = new ArrayDeque<>(failedBefore);
                break;
            }
            take(entries.next(), found);
        }
        return found;
    }

    private void take(FileEntry entry, List<DriveFile> found) {
        // one that moves between pages may be shown twice
        if (!shown.add(entry.fileId())) {
            return;
        }
        String path = folders.getOrDefault(entry.parentFileId(), "") + FileName.safe(entry.name());
        if (entry.directory()) {
            folders.put(entry.fileId(), path + "/");
            return;
        }
        if (!options.names().shows(entry)) {
            return;
        }
        DriveFile file = new DriveFile(options.content(), entry, path);
        if (watch.failures(entry) > 0) {
            failedBefore.add(file);
        } else if (watch.take(entry)) {
            found.add(file);
        }
    }

    private List<DriveFile> failedOnes(int most) {
        List<DriveFile> found = new ArrayList<>();
        while (!last.isEmpty() && found.size() < most) {
            DriveFile file = last.poll();
            if (watch.take(file.entry())) {
                found.add(file);
            }
        }
        return found;
    }

    @Override
    public void end(int handled) {
        if (failure == null || account.closed()) {
            return;
        }
        if (handled == 0 && goesOn.getAsBoolean()) {
            throw failure;
        }
        LOG.warn("The look at the folder ended early, what was found so far went on: {}", failure.getMessage());
    }
}
