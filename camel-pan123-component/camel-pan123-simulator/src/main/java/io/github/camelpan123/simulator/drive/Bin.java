package io.github.camelpan123.simulator.drive;

import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The recycle bin (platform/calls.md, "Recycle bin"). Its entries stay in their folders and are only marked. Guarded by
 * {@link Drive}.
 */
final class Bin {
    private final KeptTree kept;
    private final DriveRules rules;

    Bin(KeptTree kept, DriveRules rules) {
        this.kept = kept;
        this.rules = rules;
    }

    void trash(Collection<Long> trashed) {
        trashed.forEach(kept::require);
        long now = kept.now();
        for (long id : trashed) {
            Entry top = kept.require(id);
            List<Entry> marked = rules.trashMarksContent() ? kept.tree().subtree(top) : List.of(top);
            for (Entry entry : marked) {
                if (!entry.trashed()) {
                    kept.put(entry.binned(entry.id() == id, now));
                }
            }
        }
    }

    List<Long> recover(Collection<Long> recovered) {
        recovered.forEach(kept::require);
        List<Long> abnormal = new ArrayList<>();
        for (long id : recovered) {
            Entry entry = kept.require(id);
            if (kept.isFolder(entry.parentId())) {
                restoreInto(entry, entry.parentId());
            } else {
                abnormal.add(id);
            }
        }
        // restored with a folder that came after them
        abnormal.removeIf(id -> !kept.require(id).trashed());
        return abnormal;
    }

    void recoverTo(Collection<Long> recovered, long target) {
        kept.requireFolder(target);
        recovered.forEach(kept::require);
        for (long id : recovered) {
            if (kept.isBelow(target, id)) {
                throw Refusal.failed(Invented.INTO_ITSELF_TEXT);
            }
        }
        for (long id : recovered) {
            restoreInto(kept.require(id), target);
        }
    }

    private void restoreInto(Entry entry, long parent) {
        if (!entry.trashed()) {
            return;
        }
        String name = kept.freeName(parent, entry.name(), entry.folder());
        if (!name.equals(entry.name())) {
            kept.put(entry.renamed(name, entry.category(), kept.now()));
        }
        if (entry.parentId() != parent) {
            kept.put(kept.require(entry.id()).moved(parent, kept.now()));
        }
        restore(entry.id());
    }

    /** Restores an entry whose name is free. Content that was trashed before it comes last and may get another name. */
    private void restore(long id) {
        Entry entry = kept.put(kept.require(id).restored(kept.now()));
        if (entry.folder()) {
            restoreContent(id);
        }
    }

    private void restoreContent(long folder) {
        List<Entry> content = List.copyOf(kept.tree().children(folder));
        for (Entry each : content) {
            if (each.trashed() && !each.trashedItself()) {
                restore(each.id());
            } else if (!each.trashed() && each.folder()) {
                // it was not marked itself, but content of it may be
                restoreContent(each.id());
            }
        }
        for (Entry each : content) {
            if (each.trashedItself() && rules.restoreEarlierTrashed()) {
                restoreInto(each, folder);
            }
        }
    }

    void delete(Collection<Long> deleted) {
        for (long id : deleted) {
            Entry entry = kept.tree().get(id);
            if (entry != null && entry.trashed()) {
                remove(kept.tree().subtree(entry, below -> !below.trashedItself()));
            }
        }
    }

    void drop(long id) {
        Entry entry = kept.tree().get(id);
        if (entry != null) {
            remove(kept.tree().subtree(entry));
        }
    }

    /** Removes children before parents. */
    private void remove(List<Entry> parentsFirst) {
        for (int i = parentsFirst.size() - 1; i >= 0; i--) {
            kept.remove(parentsFirst.get(i).id());
        }
    }
}
