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
 */
public record DriveQuery(long parent, boolean everywhere, String name, long from, int limit, Predicate<Entry> wanted) {

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
        return new DriveQuery(parent, false, null, from, limit, wanted);
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
        return new DriveQuery(0, true, null, from, limit, wanted);
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
        return new DriveQuery(0, true, name, from, limit, wanted);
    }
}
