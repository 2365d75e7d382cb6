package io.github.camelpan123.simulator.share;

import io.github.camelpan123.simulator.drive.Drive;
import io.github.camelpan123.simulator.drive.Entry;
import io.github.camelpan123.simulator.store.Journal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The folders with enabled direct links (platform/calls.md, "Direct links"). */
public final class DirectLinks {
    private record Enabled(long folderId) {}

    private static final String KIND = "direct";

    private final Journal journal;
    private final Set<Long> enabled = ConcurrentHashMap.newKeySet();

    /**
     * Creates a registry without folders.
     *
     * @param journal provides the changes of earlier runs and records every change
     */
    public DirectLinks(Journal journal) {
        this.journal = journal;
        journal.reads(KIND, Enabled.class, folder -> enabled.add(folder.folderId()));
    }

    /**
     * Enables or disables a folder.
     *
     * @param folderId the folder
     * @param on whether its files and those of its subfolders have direct links
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
     * Whether a file has a direct link.
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
