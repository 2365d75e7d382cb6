package io.github.camelpan123.consumer;

import io.github.camelpan123.api.FileEntry;
import java.util.concurrent.atomic.AtomicBoolean;

/** A pending after-read action of a file. */
final class Leftover {

    /** The after-read action. */
    enum Act {
        TRASH,
        DELETE,
        MOVE,
        MOVE_FAILED
    }

    final FileEntry entry;
    final Act act;
    /**
     * For {@link Act#DELETE}: whether the file is in the recycle bin. The platform deletes only files that are there.
     */
    volatile boolean trashed;
    /** Whether the action is queued or running. */
    final AtomicBoolean taken = new AtomicBoolean();

    Leftover(FileEntry entry, Act act) {
        this.entry = entry;
        this.act = act;
        this.trashed = entry.trashed();
    }

    long id() {
        return entry.fileId();
    }

    @Override
    public String toString() {
        return entry.fileId() + " " + entry.name();
    }
}
