package io.github.camelpan123.simulator.drive;

import io.github.camelpan123.simulator.protocol.Documented;
import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.time.TimeSource;

/** The tree of one area and its journal. All changes use this class. Guarded by {@link Drive}. */
final class KeptTree {
    private final Area area;
    private final Sequence ids;
    private final Journal journal;
    private final TimeSource time;
    private final Tree tree = new Tree();

    KeptTree(Area area, Sequence ids, Journal journal, TimeSource time) {
        this.area = area;
        this.ids = ids;
        this.journal = journal;
        this.time = time;
    }

    Tree tree() {
        return tree;
    }

    Area area() {
        return area;
    }

    Sequence ids() {
        return ids;
    }

    long now() {
        return time.millis();
    }

    boolean isSpace() {
        return area.space();
    }

    Entry put(Entry entry) {
        tree.put(entry);
        journal.write(DriveLines.ENTRY, entry.id(), new DriveLines.Put(area.uid(), area.space(), entry));
        return entry;
    }

    void remove(long id) {
        tree.remove(id);
        journal.forget(DriveLines.ENTRY, id);
    }

    Entry require(long id) {
        Entry entry = tree.get(id);
        if (entry == null) {
            throw Refusal.noSuchFile();
        }
        return entry;
    }

    boolean isFolder(long id) {
        if (id == 0) {
            return !area.space();
        }
        Entry entry = tree.get(id);
        return entry != null && entry.folder() && !inBin(entry);
    }

    /** Whether it or a folder above it is in the recycle bin, or was deleted. */
    private boolean inBin(Entry entry) {
        Entry at = entry;
        while (!at.trashed()) {
            if (at.parentId() == 0) {
                return false;
            }
            at = tree.get(at.parentId());
            if (at == null) {
                return true;
            }
        }
        return true;
    }

    void requireFolder(long id) {
        if (!isFolder(id)) {
            throw Refusal.failed(Invented.NO_PARENT_TEXT);
        }
    }

    /** Whether a folder is another one or a descendant of it. */
    boolean isBelow(long folder, long top) {
        long at = folder;
        while (at != 0) {
            if (at == top) {
                return true;
            }
            at = tree.get(at).parentId();
        }
        return false;
    }

    String freeName(long parent, String name, boolean folder) {
        String free = name;
        for (int number = 1; tree.child(parent, free, folder) != null; number++) {
            free = Invented.copyName(name, number);
        }
        return free;
    }

    static Refusal taken(boolean folder) {
        return Refusal.failed(folder ? Documented.FOLDER_EXISTS_TEXT : Invented.FILE_EXISTS_TEXT);
    }
}
