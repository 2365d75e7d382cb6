package io.github.camelpan123.drive;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FilePage;
import io.github.camelpan123.api.Pan123RepeatedPageException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends an endless list, whose cursor or page repeats. Cursors may ascend or descend, because their meaning is not
 * documented.
 */
final class PageGuard {

    /**
     * The maximum number of consecutive empty pages. The platform may return empty pages although more pages follow.
     */
    private static final int MOST_EMPTY_PAGES = 100;

    private static final long HASH_FACTOR = 6364136223846793005L;

    private final Api api;
    private final Set<Long> cursors = new HashSet<>();
    private final Set<Long> pages = new HashSet<>();
    private int emptyInARow;

    /** @param api the list call, for the message */
    PageGuard(Api api) {
        this.api = api;
    }

    /**
     * Checks a page that is not the last one.
     *
     * @param cursor the cursor of this page
     * @throws Pan123RepeatedPageException if the list makes no progress
     */
    void requireProgress(long cursor, FilePage page) {
        requireProgress(
                cursor,
                page.next(),
                page.entries().stream().map(FileEntry::fileId).toList());
    }

    /**
     * Checks a page of another list that is not its last one.
     *
     * @param ids the IDs on the page
     */
    void requireProgress(long cursor, long next, List<Long> ids) {
        cursors.add(cursor);
        boolean repeated = cursors.contains(next) || !ids.isEmpty() && !pages.add(hash(ids));
        emptyInARow = ids.isEmpty() ? emptyInARow + 1 : 0;
        if (repeated || emptyInARow >= MOST_EMPTY_PAGES) {
            throw new Pan123RepeatedPageException(api, next);
        }
    }

    private static long hash(List<Long> ids) {
        long hash = ids.size();
        for (long id : ids) {
            hash = hash * HASH_FACTOR + id + 1;
        }
        return hash;
    }
}
