package io.github.camelpan123.simulator.share;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.store.Journal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folders whose files can be had by direct link (platform/calls.md, "Direct links"). */
public final class DirectLinks {
    private record Enabled(long folderId) {}

    private static final String KIND = "direct";

    private final Journal journal;
    private final Set<Long> enabled = ConcurrentHashMap.newKeySet();

    /**
     * No folder yet.
     *
     * @param journal tells of earlier runs, and hears of every change
     */
    public DirectLinks(Journal journal) {
        this.journal = journal;
        journal.reads(KIND, Enabled.class, folder -> enabled.add(folder.folderId()));
    }

    /**
     * Switches a folder.
     *
     * @param folderId which
     * @param on whether its files, and those below, can be had
     */
    public void set(long folderId, boolean on) {
        if (on) {
            enabled.add(folderId);
            journal.write(KIND, folderId, new Enabled(folderId));
        } else {
            enabled.remove(folderId);
            journal.forget(KIND, folderId);
        }
    }

    /**
     * Whether a file can be had.
     *
     * @param drive its drive
     * @param file the file
     * @return true if a folder above it is enabled
     */
    public boolean covers(Drive drive, Entry file) {
        Entry at = drive.get(file.parentId());
        while (at != null) {
            if (enabled.contains(at.id())) {
                return true;
            }
            at = drive.get(at.parentId());
        }
        return false;
    }
}
