package io.github.camelpan123.consumer;

import io.github.camelpan123.api.FileEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The state of the files of one folder. Its size is bounded by the content of the folder. Thread-safe. It outlives a
 * consumer.
 */
public final class FileMemory {

    /**
     * The consecutive listings without a file after which it is forgotten. A single listing may miss an existing file,
     * because the folder can change between two pages.
     */
    private static final int GONE_AFTER = 3;
    /** The polls before a mark is acted on, because the process that wrote it may be about to run the action itself. */
    private static final int MARKED_POLLS = 3;

    private final ClaimMemory claims = new ClaimMemory();
    /** The files that were read, by ID. */
    private final Map<Long, Seen> seen = new HashMap<>();
    /** The failed exchanges of files, by ID. */
    private final Map<Long, Attempts> attempts = new HashMap<>();
    /** The pending after-read actions, by ID. */
    private final Map<Long, PendingAction> actions = new LinkedHashMap<>();

    private long givenUp;
    /** The number of polls that found a file with a mark for an after-read action, by ID. */
    private final Map<Long, Integer> marked = new HashMap<>();

    /**
     * A file that was read.
     *
     * @param etag the ETag of the content
     * @param missing the number of consecutive complete listings without the file
     */
    private record Seen(String etag, int missing) {}

    /** @param etag the ETag of the content that failed */
    private record Attempts(String etag, int failed) {}

    ClaimMemory claims() {
        return claims;
    }

    /** Whether a listed file may be new. */
    synchronized boolean mayBeNew(FileEntry entry) {
        Seen known = seen.get(entry.fileId());
        if (known == null || !known.etag().equals(entry.etag())) {
            return true;
        }
        read(entry);
        return false;
    }

    /** Records that a file was read, or is not wanted any more. */
    synchronized void read(FileEntry entry) {
        seen.put(entry.fileId(), new Seen(entry.etag(), 0));
    }

    /** Records an exchange that completed. */
    synchronized void succeeded(FileEntry entry) {
        attempts.remove(entry.fileId());
    }

    /** Records an exchange that failed, and returns how many of the same content have failed so far. */
    synchronized int failed(FileEntry entry) {
        int failed = failures(entry) + 1;
        attempts.put(entry.fileId(), new Attempts(entry.etag(), failed));
        return failed;
    }

    /** Returns how many exchanges of a file with this content failed. */
    synchronized int failures(FileEntry entry) {
        Attempts known = attempts.get(entry.fileId());
        return known == null || !known.etag().equals(entry.etag()) ? 0 : known.failed();
    }

    /** Records a poll that found the mark of an earlier process, and returns whether its action is left to this one. */
    synchronized boolean leftByOther(FileEntry entry) {
        boolean left = marked.merge(entry.fileId(), 1, Integer::sum) >= MARKED_POLLS;
        if (left) {
            marked.remove(entry.fileId());
        }
        return left;
    }

    /** Records a poll that found no mark. */
    synchronized void notMarked(FileEntry entry) {
        marked.remove(entry.fileId());
    }

    /** Records a file whose exchanges failed too often. */
    synchronized void gaveUp() {
        givenUp++;
    }

    synchronized long givenUp() {
        return givenUp;
    }

    /**
     * Returns the number of files that failed and were not read, and of pending actions.
     *
     * @param inProgress whether an exchange has the file with this ID and ETag
     */
    synchronized int pending(BiPredicate<Long, String> inProgress) {
        int failed = 0;
        for (Map.Entry<Long, Attempts> one : attempts.entrySet()) {
            Seen read = seen.get(one.getKey());
            String etag = one.getValue().etag();
            boolean over = read != null && read.etag().equals(etag);
            failed += over || inProgress.test(one.getKey(), etag) ? 0 : 1;
        }
        return failed + actions.size();
    }

    synchronized List<PendingAction> actions() {
        return List.copyOf(actions.values());
    }

    synchronized boolean hasPendingAction(FileEntry entry) {
        return actions.containsKey(entry.fileId());
    }

    /**
     * Records a pending action.
     *
     * @return false if the file has one already
     */
    synchronized boolean add(PendingAction action) {
        return actions.putIfAbsent(action.id(), action) == null;
    }

    synchronized void remove(PendingAction action) {
        actions.remove(action.id(), action);
    }

    /**
     * Drops the pending action of older content. The action was meant for the content that was read, not for its
     * replacement.
     */
    synchronized void keepNewContent(FileEntry entry) {
        actions.computeIfPresent(
                entry.fileId(), (id, action) -> action.entry().etag().equals(entry.etag()) ? action : null);
    }

    /**
     * Handles the end of a complete listing. Forgets the files that are missing in several consecutive listings.
     *
     * @param live the IDs of the entries outside the recycle bin
     * @param bin the IDs of the files in the recycle bin
     */
    synchronized void listedAll(Set<Long> live, Set<Long> bin) {
        seen.replaceAll((id, file) -> live.contains(id) ? file : new Seen(file.etag(), file.missing() + 1));
        seen.values().removeIf(file -> file.missing() >= GONE_AFTER);
        attempts.keySet().retainAll(live);
        marked.keySet().removeIf(id -> !live.contains(id) && !bin.contains(id));
    }
}
