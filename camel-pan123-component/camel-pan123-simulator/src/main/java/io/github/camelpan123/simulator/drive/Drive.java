package io.github.camelpan123.simulator.drive;

import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.time.TimeSource;
import java.util.Collection;
import java.util.List;

/**
 * The files and folders of one account or of its transcode space, with the rules of the platform. Every change is
 * recorded in the journal.
 */
public final class Drive {
    /** Refuses a second file of the same name. */
    public static final int REFUSE = 0;
    /** Gives the second file another name. */
    public static final int KEEP_BOTH = 1;
    /** Replaces the first file by the second one. */
    public static final int OVERWRITE = 2;
    /** Allows the same name for both, as in the transcode space. */
    public static final int SAME_NAME = -1;

    private final KeptTree kept;
    private final Tree tree;
    private final Bin bin;
    private final CopyTasks copies;
    private final NewEntries added;
    private final Relocations relocations;

    /**
     * Creates an empty drive.
     *
     * @param area account and kind
     * @param ids generates the IDs of entries
     * @param copyIds generates the IDs of asynchronous copies
     * @param journal records every change
     * @param time the clock
     * @param rules what it does where the platform's rule is not known
     */
    public Drive(Area area, Sequence ids, Sequence copyIds, Journal journal, TimeSource time, DriveRules rules) {
        kept = new KeptTree(area, ids, journal, time);
        tree = kept.tree();
        bin = new Bin(kept, rules);
        copies = new CopyTasks(kept, copyIds, journal, rules.copyTime().toMillis());
        added = new NewEntries(kept, bin, rules.overwrittenToBin());
        relocations = new Relocations(kept, added);
    }

    /**
     * Restores an entry of an earlier run.
     *
     * @param entry as journalled
     */
    public synchronized void restore(Entry entry) {
        tree.put(entry);
    }

    /**
     * Restores an asynchronous copy of an earlier run.
     *
     * @param task as journalled
     */
    public synchronized void restore(CopyTask task) {
        copies.restore(task);
    }

    /**
     * Restores the progress of an asynchronous copy of an earlier run.
     *
     * @param progress as journalled
     */
    public synchronized void restore(CopyProgress progress) {
        copies.restore(progress);
    }

    /** Makes the asynchronous copies that are due. All that looks at entries or changes them begins with this. */
    private void catchUp() {
        copies.catchUp(relocations::copy);
    }

    /**
     * Returns the account and the kind of this drive.
     *
     * @return account and kind
     */
    public Area area() {
        return kept.area();
    }

    /**
     * Finds an entry, including the recycle bin.
     *
     * @param id its ID
     * @return null if there is none
     */
    public synchronized Entry get(long id) {
        catchUp();
        return tree.get(id);
    }

    /**
     * Finds an entry that must exist.
     *
     * @param id its ID
     * @return the entry
     * @throws Refusal 5066 if there is none
     */
    public synchronized Entry require(long id) {
        catchUp();
        return kept.require(id);
    }

    /**
     * Whether an ID is that of a folder that can get entries.
     *
     * @param id its ID, 0 for the root
     * @return false if it is unknown, in the recycle bin, or a file
     */
    public synchronized boolean isFolder(long id) {
        catchUp();
        return kept.isFolder(id);
    }

    /**
     * Requires {@link #isFolder}.
     *
     * @param id its ID, 0 for the root
     * @throws Refusal if it is false
     */
    public synchronized void requireFolder(long id) {
        catchUp();
        kept.requireFolder(id);
    }

    /**
     * Finds a child that is not in the recycle bin.
     *
     * @param parent the folder
     * @param name the exact name
     * @param folder whether to look for a folder or for a file
     * @return null if there is none
     */
    public synchronized Entry child(long parent, String name, boolean folder) {
        catchUp();
        return tree.child(parent, name, folder);
    }

    /**
     * Creates a folder (platform/calls.md, "Create a folder").
     *
     * @param parent where
     * @param name its name
     * @return the new folder
     * @throws Refusal if the name is taken or not allowed, or the parent unknown
     */
    public synchronized Entry addFolder(long parent, String name) {
        catchUp();
        return added.addFolder(parent, name);
    }

    /**
     * Returns the folder of the transcode space, which has its own root.
     *
     * @param name its name
     * @return the folder, created if missing
     */
    public synchronized Entry topFolder(String name) {
        catchUp();
        return added.folder(0, name);
    }

    /**
     * Creates the missing folders of a path, all or none, for {@code containDir} (platform/calls.md, "Create an
     * upload").
     *
     * @param parent the folder that the path is relative to
     * @param path names separated by single slashes, without the file's own name
     * @return ID of the last folder
     */
    public synchronized long addFolders(long parent, List<String> path) {
        catchUp();
        return added.addFolders(parent, path);
    }

    /**
     * Checks what {@link #addFile} would refuse.
     *
     * @param parent the folder
     * @param name its name
     * @param duplicate {@link #REFUSE}, {@link #KEEP_BOTH} or {@link #OVERWRITE}
     */
    public synchronized void checkFile(long parent, String name, int duplicate) {
        catchUp();
        added.checkFile(parent, name, duplicate);
    }

    /**
     * Adds a file (platform/calls.md, "Create an upload").
     *
     * @param parent the folder
     * @param name its name
     * @param content its content
     * @param duplicate what to do if a file of that name exists
     * @return the new file
     */
    public synchronized Entry addFile(long parent, String name, ContentKey content, int duplicate) {
        catchUp();
        return added.addFile(parent, name, content, duplicate, kept.now());
    }

    /**
     * Renames an entry (platform/calls.md, "Rename").
     *
     * @param id the entry
     * @param name the new name
     * @return the renamed entry
     */
    public synchronized Entry rename(long id, String name) {
        catchUp();
        return relocations.rename(id, name);
    }

    /**
     * Moves entries, all or none (platform/calls.md, "Move").
     *
     * @param moved the entries
     * @param target the folder
     */
    public synchronized void move(Collection<Long> moved, long target) {
        catchUp();
        relocations.move(moved, target);
    }

    /**
     * Copies a file or a whole folder. Adds a number if the name is taken.
     *
     * @param id the entry
     * @param target the folder
     * @return the copy
     */
    public synchronized Entry copy(long id, long target) {
        catchUp();
        return relocations.copy(id, target, kept.now());
    }

    /**
     * Begins to copy entries one after the other (platform/calls.md, "Copy several").
     *
     * @param sources the entries
     * @param target the folder
     * @return the task's ID
     * @throws Refusal if an entry or the folder is unknown
     */
    public synchronized long copyLater(List<Long> sources, long target) {
        catchUp();
        kept.requireFolder(target);
        sources.forEach(kept::require);
        return copies.add(sources, target);
    }

    /**
     * Returns the state of {@link #copyLater}.
     *
     * @param task the task's ID
     * @return 0 waiting, 1 running, 2 done, 3 failed
     * @throws Refusal if there is no such task
     */
    public synchronized int copyStatus(long task) {
        catchUp();
        return copies.status(task);
    }

    /**
     * Moves entries and their content to the recycle bin, all or none (platform/calls.md, "Recycle bin").
     *
     * @param trashed the entries
     */
    public synchronized void trash(Collection<Long> trashed) {
        catchUp();
        bin.trash(trashed);
    }

    /**
     * Restores entries from the recycle bin to their previous folders (platform/calls.md, "Restore").
     *
     * @param recovered the entries
     * @return those whose folder does not exist or is in the recycle bin
     */
    public synchronized List<Long> recover(Collection<Long> recovered) {
        catchUp();
        return bin.recover(recovered);
    }

    /**
     * Restores entries from the recycle bin into a folder (platform/calls.md, "Restore to a folder").
     *
     * @param recovered the entries
     * @param target the folder
     */
    public synchronized void recoverTo(Collection<Long> recovered, long target) {
        catchUp();
        bin.recoverTo(recovered, target);
    }

    /**
     * Permanently deletes entries in the recycle bin and ignores all others (platform/calls.md, "Delete"). Content of a
     * folder that was trashed before it stays in the recycle bin, in a folder that does not exist.
     *
     * @param deleted the entries
     */
    public synchronized void delete(Collection<Long> deleted) {
        catchUp();
        bin.delete(deleted);
    }

    /**
     * Removes an entry and its content without any check.
     *
     * @param id the entry; an unknown one is ignored
     */
    public synchronized void drop(long id) {
        catchUp();
        bin.drop(id);
    }

    /**
     * Lists a folder or searches the drive.
     *
     * @param query the listing or search
     * @return entries in the order of their IDs
     */
    public synchronized List<Entry> list(DriveQuery query) {
        catchUp();
        return tree.list(query);
    }

    /**
     * Returns the total size of the files below a folder outside the recycle bin, as in the details of one file
     * (platform/calls.md, "One file").
     *
     * @param id the folder
     * @return bytes
     */
    public synchronized long folderSize(long id) {
        catchUp();
        return tree.liveBytes(kept.require(id));
    }

    /**
     * Returns the total size of the files outside the recycle bin.
     *
     * @return bytes
     */
    public synchronized long spaceUsed() {
        catchUp();
        return tree.liveBytes();
    }

    /**
     * Returns the path of an entry.
     *
     * @param id the entry
     * @return the names from the root, each after a slash
     */
    public synchronized String path(long id) {
        catchUp();
        return tree.path(id);
    }
}
