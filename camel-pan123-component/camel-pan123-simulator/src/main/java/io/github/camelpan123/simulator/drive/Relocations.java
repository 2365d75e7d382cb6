package io.github.camelpan123.simulator.drive;

import io.github.camelpan123.simulator.protocol.Invented;
import io.github.camelpan123.simulator.protocol.Names;
import io.github.camelpan123.simulator.protocol.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives entries another name or another folder, or copies them there. Guarded by {@link Drive}. */
final class Relocations {
    private record Name(String name, boolean folder) {}

    private final KeptTree kept;
    private final NewEntries added;

    /**
     * Creates it for a tree.
     *
     * @param kept the tree
     * @param added creates the copies
     */
    Relocations(KeptTree kept, NewEntries added) {
        this.kept = kept;
        this.added = added;
    }

    Entry rename(long id, String name) {
        Entry entry = kept.require(id);
        Names.check(name);
        if (name.equals(entry.name())) {
            return entry;
        }
        if (!kept.isSpace() && kept.tree().child(entry.parentId(), name, entry.folder()) != null) {
            throw KeptTree.taken(entry.folder());
        }
        return kept.put(entry.renamed(name, entry.folder() ? 0 : Names.category(name), kept.now()));
    }

    void move(Collection<Long> moved, long target) {
        kept.requireFolder(target);
        Map<Name, Long> names = new HashMap<>();
        for (long id : moved) {
            Entry entry = kept.require(id);
            if (kept.isBelow(target, id)) {
                throw Refusal.failed(Invented.INTO_ITSELF_TEXT);
            }
            Entry there = kept.tree().child(target, entry.name(), entry.folder());
            Long other = names.putIfAbsent(new Name(entry.name(), entry.folder()), id);
            if (there != null && there.id() != id || other != null && other != id) {
                throw KeptTree.taken(entry.folder());
            }
        }
        for (long id : moved) {
            Entry entry = kept.tree().get(id);
            if (entry.parentId() != target) {
                kept.put(entry.moved(target, kept.now()));
            }
        }
    }

    Entry copy(long id, long target, long now) {
        kept.requireFolder(target);
        Entry source = kept.require(id);
        if (source.trashed()) {
            throw Refusal.noSuchFile();
        }
        if (source.folder() && kept.isBelow(target, id)) {
            throw Refusal.failed(Invented.INTO_ITSELF_TEXT);
        }
        if (!source.folder()) {
            return added.addFile(target, source.name(), source.content(), Drive.KEEP_BOTH, now);
        }
        Entry folder = added.newFolder(target, kept.freeName(target, source.name(), true), now);
        for (Entry child : List.copyOf(kept.tree().children(id))) {
            if (!child.trashed()) {
                copy(child.id(), folder.id(), now);
            }
        }
        return folder;
    }
}
