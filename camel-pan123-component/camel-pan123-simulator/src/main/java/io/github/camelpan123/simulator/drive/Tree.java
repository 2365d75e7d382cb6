package io.github.camelpan123.simulator.drive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Entries by ID, by folder and by name. It implements no rules of the platform and is not thread-safe; {@link Drive}
 * adds both.
 */
final class Tree {
    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final Map<Long, NavigableMap<Long, Entry>> children = new HashMap<>();
    private final Map<String, NavigableSet<Long>> names = new HashMap<>();

    private long liveBytes;

    void put(Entry entry) {
        liveBytes += entry.trashed() ? 0 : entry.size();
        Entry old = entries.put(entry.id(), entry);
        if (old != null) {
            unlink(old);
        }
        children.computeIfAbsent(entry.parentId(), key -> new TreeMap<>()).put(entry.id(), entry);
        names.computeIfAbsent(entry.name(), key -> new TreeSet<>()).add(entry.id());
    }

    void remove(long id) {
        Entry old = entries.remove(id);
        if (old != null) {
            unlink(old);
        }
    }

    private void unlink(Entry old) {
        liveBytes -= old.trashed() ? 0 : old.size();
        NavigableMap<Long, Entry> siblings = children.get(old.parentId());
        siblings.remove(old.id());
        if (siblings.isEmpty()) {
            children.remove(old.parentId());
        }
        NavigableSet<Long> same = names.get(old.name());
        same.remove(old.id());
        if (same.isEmpty()) {
            names.remove(old.name());
        }
    }

    Entry get(long id) {
        return entries.get(id);
    }

    /** Returns the total size of all files outside the recycle bin. */
    long liveBytes() {
        return liveBytes;
    }

    /** Returns the total size of a file, or of those below a folder, outside the recycle bin. */
    long liveBytes(Entry top) {
        return subtree(top).stream()
                .filter(entry -> !entry.trashed())
                .mapToLong(Entry::size)
                .sum();
    }

    /** Returns the names from the root to an entry, each after a slash. */
    String path(long id) {
        StringBuilder path = new StringBuilder();
        for (Entry at = get(id); at != null; at = get(at.parentId())) {
            path.insert(0, "/" + at.name());
        }
        return path.toString();
    }

    Collection<Entry> children(long parent) {
        NavigableMap<Long, Entry> found = children.get(parent);
        return found == null ? List.of() : found.values();
    }

    /** Finds a child of that name and type outside the recycle bin. If there are several, returns the newest. */
    Entry child(long parent, String name, boolean folder) {
        for (long id : names.getOrDefault(name, new TreeSet<>()).descendingSet()) {
            Entry entry = entries.get(id);
            if (entry.parentId() == parent && entry.folder() == folder && !entry.trashed()) {
                return entry;
            }
        }
        return null;
    }

    /** Returns the entries of a listing or a search in the order of IDs. */
    List<Entry> list(DriveQuery query) {
        return first(candidates(query), query.limit(), query.wanted());
    }

    private Collection<Entry> candidates(DriveQuery query) {
        if (query.name() != null) {
            NavigableSet<Long> named = names.getOrDefault(query.name(), Collections.emptyNavigableSet());
            NavigableSet<Long> left = query.descending()
                    ? named.headSet(query.from(), true).descendingSet()
                    : named.tailSet(query.from(), true);
            return left.stream().map(entries::get).toList();
        }
        NavigableMap<Long, Entry> all =
                query.everywhere() ? entries : children.getOrDefault(query.parent(), Collections.emptyNavigableMap());
        NavigableMap<Long, Entry> left =
                query.descending() ? all.headMap(query.from(), true).descendingMap() : all.tailMap(query.from(), true);
        return left.values();
    }

    private static List<Entry> first(Collection<Entry> entries, int limit, Predicate<Entry> wanted) {
        List<Entry> found = new ArrayList<>(Math.min(limit, entries.size()));
        for (Entry entry : entries) {
            if (found.size() == limit) {
                break;
            }
            if (wanted.test(entry)) {
                found.add(entry);
            }
        }
        return found;
    }

    /** Returns an entry and, for a folder, all its descendants; parents before children. */
    List<Entry> subtree(Entry top) {
        return subtree(top, entry -> true);
    }

    /** Returns an entry and its wanted descendants, without those below unwanted ones; parents before children. */
    List<Entry> subtree(Entry top, Predicate<Entry> wanted) {
        List<Entry> all = new ArrayList<>();
        all.add(top);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).folder()) {
                children(all.get(i).id()).stream().filter(wanted).forEach(all::add);
            }
        }
        return all;
    }
}
