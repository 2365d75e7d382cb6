package io.github.camelpan123.simulator.drive;

import java.util.function.Predicate;

/**
 * A listing or a search.
 *
 * @param parent the folder to list; not used by a search
 * @param everywhere whether to search the whole drive
 * @param name the exact name to search for, or null
 * @param from the first ID that may be in the answer
 * @param limit the maximum number of entries
 * @param wanted the condition for the entries
 * @param descending whether the answer has descending IDs
 */
public record DriveQuery(
        long parent,
        boolean everywhere,
        String name,
        long from,
        int limit,
        Predicate<Entry> wanted,
        boolean descending) {

    /**
     * Lists a folder.
     *
     * @param parent the folder
     * @param from the first ID that may be in the answer
     * @param limit the maximum number of entries
     * @param wanted the condition for the entries
     * @return the query
     */
    public static DriveQuery children(long parent, long from, int limit, Predicate<Entry> wanted) {
        return new DriveQuery(parent, false, null, from, limit, wanted, false);
    }

    /**
     * Searches the whole drive.
     *
     * @param from the first ID that may be in the answer
     * @param limit the maximum number of entries
     * @param wanted the condition for the entries
     * @return the query
     */
    public static DriveQuery search(long from, int limit, Predicate<Entry> wanted) {
        return new DriveQuery(0, true, null, from, limit, wanted, false);
    }

    /**
     * Searches the whole drive for a name.
     *
     * @param name the whole name
     * @param from the first ID that may be in the answer
     * @param limit the maximum number of entries
     * @param wanted the condition for the entries
     * @return the query
     */
    public static DriveQuery named(String name, long from, int limit, Predicate<Entry> wanted) {
        return new DriveQuery(0, true, name, from, limit, wanted, false);
    }

    /**
     * Returns the same query with descending IDs.
     *
     * @return the query; without a first ID, it begins with the highest one
     */
    public DriveQuery newestFirst() {
        return new DriveQuery(parent, everywhere, name, from == 0 ? Long.MAX_VALUE : from, limit, wanted, true);
    }
}
