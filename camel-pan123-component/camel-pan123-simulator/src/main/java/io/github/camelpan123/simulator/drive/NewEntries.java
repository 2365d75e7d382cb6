package io.github.camelpan123.simulator.drive;

import io.github.camelpan123.simulator.protocol.Names;
import io.github.camelpan123.simulator.store.ContentKey;
import java.util.List;

/** Adds folders and files: which names they may have, and what becomes of a name that is taken. Guarded by {@link Drive}. */
final class NewEntries {
    private final KeptTree kept;
    private final Bin bin;
    private final boolean overwrittenToBin;

    /**
     * Creates it for a tree.
     *
     * @param kept the tree
     * @param bin gets overwritten files
     * @param overwrittenToBin whether it does; otherwise they are removed
     */
    NewEntries(KeptTree kept, Bin bin, boolean overwrittenToBin) {
        this.kept = kept;
        this.bin = bin;
        this.overwrittenToBin = overwrittenToBin;
    }

    Entry addFolder(long parent, String name) {
        kept.requireFolder(parent);
        Names.check(name);
        if (kept.tree().child(parent, name, true) != null) {
            throw KeptTree.taken(true);
        }
        return newFolder(parent, name, kept.now());
    }

    /** Creates a folder whose name was checked and is free. */
    Entry newFolder(long parent, String name, long now) {
        return kept.put(new Entry(kept.ids().next(), parent, name, true, "", 0, 0, false, false, now, now));
    }

    /** Returns a folder, which is created if it is missing. */
    Entry folder(long parent, String name) {
        Entry folder = kept.tree().child(parent, name, true);
        return folder != null ? folder : newFolder(parent, name, kept.now());
    }

    long addFolders(long parent, List<String> path) {
        kept.requireFolder(parent);
        path.forEach(Names::check);
        long at = parent;
        for (String name : path) {
            at = folder(at, name).id();
        }
        return at;
    }

    void checkFile(long parent, String name, int duplicate) {
        kept.requireFolder(parent);
        Names.check(name);
        if (duplicate == Drive.REFUSE && kept.tree().child(parent, name, false) != null) {
            throw KeptTree.taken(false);
        }
    }

    Entry addFile(long parent, String name, ContentKey content, int duplicate, long now) {
        checkFile(parent, name, duplicate);
        String free = name;
        Entry old = duplicate == Drive.SAME_NAME ? null : kept.tree().child(parent, name, false);
        if (old != null && duplicate == Drive.OVERWRITE) {
            if (overwrittenToBin) {
                bin.trash(List.of(old.id()));
            } else {
                kept.remove(old.id());
            }
        } else if (old != null) {
            free = kept.freeName(parent, name, false);
        }
        return kept.put(new Entry(
                kept.ids().next(),
                parent,
                free,
                false,
                content.md5(),
                content.size(),
                Names.category(free),
                false,
                false,
                now,
                now));
    }
}
