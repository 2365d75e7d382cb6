package io.github.camelpan123.consumer;

import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.support.Futures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * One poll of a folder. It returns files while the listing is still being read. Files with failed exchanges come last,
 * so that they do not delay the others.
 */
final class FilePoll implements Poll<DriveFile> {

    private static final int ENTRIES_AT_ONCE = 100;

    private final Drive drive;
    private final FileConsumerOptions options;
    private final FileTracker tracker;
    private final ToIntFunction<FileEntry> failures;
    private final Map<Long, String> folders = new HashMap<>();
    private final Set<Long> live = new HashSet<>();
    private final Map<Long, String> bin = new HashMap<>();
    private final List<Failed> failedBefore = new ArrayList<>();
    private Iterator<FileEntry> entries;
    private Deque<DriveFile> last;
    private RuntimeException failure;

    /**
     * A file with failed exchanges.
     *
     * @param failures their number when the file was listed; it may change before the poll ends
     */
    private record Failed(DriveFile file, int failures) {}

    /** @param failures returns how many exchanges of a file failed */
    FilePoll(Drive drive, FileConsumerOptions options, FileTracker tracker, ToIntFunction<FileEntry> failures) {
        this.drive = drive;
        this.options = options;
        this.tracker = tracker;
        this.failures = failures;
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
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public List<DriveFile> next(int most) {
        List<DriveFile> found = new ArrayList<>();
        try {
            if (last == null) {
                read(most, found);
            } else {
                while (!last.isEmpty() && found.size() < most) {
                    found.add(last.poll());
                }
            }
        } catch (RuntimeException e) {
            // the files found so far are still returned
            failure = e;
        }
        return found;
    }

    private void read(int most, List<DriveFile> found) {
        if (entries == null) {
            ListOptions listing = tracker.looksIntoBin() ? options.listing().withTrashed() : options.listing();
            entries = Futures.join(
                    options.folder() == null
                            ? drive.open(options.folderId(), listing)
                            : drive.open(options.folder(), listing));
        }
        for (int i = 0; i < ENTRIES_AT_ONCE && found.size() < most; i++) {
            if (!entries.hasNext()) {
                tracker.listedAll(live, bin);
                failedBefore.sort(Comparator.comparingInt(Failed::failures));
                last = new ArrayDeque<>(failedBefore.stream().map(Failed::file).toList());
                return;
            }
            take(entries.next(), found);
        }
    }

    private void take(FileEntry entry, List<DriveFile> found) {
        if (entry.trashed()) {
            if (!entry.directory() && options.names().shows(entry)) {
                bin.put(entry.fileId(), FileTracker.key(entry));
                tracker.inBin(entry);
            }
            return;
        }
        // an entry that moves between pages may be listed twice
        if (!live.add(entry.fileId())) {
            return;
        }
        String path = folders.getOrDefault(entry.parentFileId(), "") + FileName.safe(entry.name());
        if (entry.directory()) {
            folders.put(entry.fileId(), path + "/");
            return;
        }
        if (!options.names().shows(entry) || !tracker.mayBeNew(entry)) {
            return;
        }
        DriveFile file = new DriveFile(options.content(), entry, path);
        int failed = failures.applyAsInt(entry);
        if (failed > 0) {
            failedBefore.add(new Failed(file, failed));
        } else {
            found.add(file);
        }
    }

    @Override
    public void close() {
        // no resource is open between two pages
    }
}
