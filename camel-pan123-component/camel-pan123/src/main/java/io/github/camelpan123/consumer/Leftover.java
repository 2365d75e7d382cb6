package io.github.camelpan123.consumer;

import io.github.camelpan123.api.FileEntry;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file whose exchange is over, and to which something is still to be done. */
final class Leftover {

    /** What is to be done. */
    enum Act {
        TRASH,
        DELETE,
        MOVE,
        MOVE_FAILED
    }

    final FileEntry entry;
    final Act act;
    /** Of {@link Act#DELETE} the first half is done: the platform deletes only what lies in the recycle bin. */
    volatile boolean trashed;
    /** Waits for others to go with, or is under way. */
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
