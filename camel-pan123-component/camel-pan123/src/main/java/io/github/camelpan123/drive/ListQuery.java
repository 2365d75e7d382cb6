package io.github.camelpan123.drive;

import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileOrder;
import io.github.camelpan123.api.OrderBy;
import io.github.camelpan123.api.OrderDirection;

/**
 * Which entries are listed, and in what order. Order and the recycle bin alone are things of the platform's old list,
 * everything else of the new one, so the wish decides which is called.
 *
 * @param search words or a name to look for in the whole drive; null for one folder
 * @param searchExact whether the whole name must be the text
 * @param orderBy null for the platform's order
 * @param orderDirection null for the smallest first
 * @param trashedOnly whether the recycle bin is listed, and nothing else
 */
public record ListQuery(
        String search, boolean searchExact, OrderBy orderBy, OrderDirection orderDirection, boolean trashedOnly) {

    /** @throws IllegalArgumentException naming the options that do not go together */
    public ListQuery {
        if (search != null && search.isBlank()) {
            throw new IllegalArgumentException("search is empty or only spaces; give it something to look for");
        }
        if (searchExact && search == null) {
            throw new IllegalArgumentException("searchExact=true needs the option search");
        }
        if (searchExact && (orderBy != null || orderDirection != null || trashedOnly)) {
            throw new IllegalArgumentException("searchExact=true does not go together with orderBy, orderDirection or"
                    + " trashedOnly; the platform cannot do both");
        }
    }

    /**
     * How to list for this wish.
     *
     * @throws IllegalArgumentException naming the options that do not go together, or that are out of range
     */
    public ListOptions options(int pageSize, boolean includeTrashed, boolean recursive, NameFilter names) {
        if (recursive && (search != null || trashedOnly)) {
            throw new IllegalArgumentException("recursive=true does not go together with search or trashedOnly, which"
                    + " look through the whole drive anyway");
        }
        if (includeTrashed && ordered() && !trashedOnly) {
            throw new IllegalArgumentException("includeTrashed=true does not go together with orderBy or"
                    + " orderDirection; the platform sorts the recycle bin only by itself, see trashedOnly");
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
