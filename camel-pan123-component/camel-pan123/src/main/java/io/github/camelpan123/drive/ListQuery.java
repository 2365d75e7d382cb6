package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileOrder;
import io.github.camelpan123.api.OrderBy;
import io.github.camelpan123.api.OrderDirection;

/**
 * Which entries are listed, and in what order. Only the old list call of the platform supports ordering and listing the
 * recycle bin alone; only the new one supports the rest. The query therefore determines the call.
 *
 * @param search words or a name to search for in the whole drive; null for one folder
 * @param searchExact whether the whole name must equal the text
 * @param orderBy null for the order of the platform
 * @param orderDirection null for ascending
 * @param trashedOnly whether only the recycle bin is listed
 */
public record ListQuery(
        String search, boolean searchExact, OrderBy orderBy, OrderDirection orderDirection, boolean trashedOnly) {

    /** @throws IllegalArgumentException if options contradict each other; the message names them */
    public ListQuery {
        if (search != null && search.isBlank()) {
            throw new IllegalArgumentException("search is empty or only spaces; give it something to look for");
        }
        if (searchExact && search == null) {
            throw new IllegalArgumentException("searchExact=true needs the option search");
        }
        if (searchExact && (orderBy != null || orderDirection != null || trashedOnly)) {
            throw new IllegalArgumentException(
                    "searchExact=true cannot be combined with orderBy, orderDirection or trashedOnly. The"
                            + " platform cannot do both");
        }
    }

    /**
     * Returns the list options of this query.
     *
     * @throws IllegalArgumentException if options contradict each other or are out of range; the message names them
     */
    public ListOptions options(int pageSize, boolean includeTrashed, boolean recursive, NameFilter names) {
        if (recursive && (search != null || trashedOnly)) {
            throw new IllegalArgumentException(
                    "recursive=true cannot be combined with search or trashedOnly, which look through the"
                            + " whole drive anyway");
        }
        if (includeTrashed && ordered() && !trashedOnly) {
            throw new IllegalArgumentException(
                    "includeTrashed=true cannot be combined with orderBy or orderDirection. The platform can"
                            + " only sort the recycle bin alone, see trashedOnly");
        }
        return new ListOptions(
                pageSize, includeTrashed || trashedOnly, recursive, pages(), names, search != null || trashedOnly);
    }

    private boolean ordered() {
        return orderBy != null || orderDirection != null || trashedOnly;
    }

    private PageCall pages() {
        if (ordered()) {
            FileOrder order = new FileOrder(
                    (orderBy == null ? OrderBy.fileId : orderBy).wireName(),
                    orderDirection == OrderDirection.desc,
                    trashedOnly,
                    search == null ? "" : search);
            return (folder, cursor, limit) -> FileCalls.listOrdered(folder, cursor, limit, order);
        }
        return search == null
                ? FileCalls::list
                : (folder, cursor, limit) -> FileCalls.search(search, searchExact, cursor, limit);
    }
}
