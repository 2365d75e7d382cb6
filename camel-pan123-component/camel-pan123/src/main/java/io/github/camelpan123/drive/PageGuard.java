package io.github.camelpan123.drive;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FilePage;
import io.github.camelpan123.api.Pan123RepeatedPageException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends a list that would not end by itself: one whose cursor, or whose page, was there before. Cursors may go up or
 * down, since no document says what they are.
 */
final class PageGuard {

    /** The platform may show pages without entries although more follow, but not without end. */
    private static final int MOST_EMPTY_PAGES = 100;

    private static final long HASH_FACTOR = 6364136223846793005L;

    private final Api api;
    private final Set<Long> cursors = new HashSet<>();
    private final Set<Long> pages = new HashSet<>();
    private int emptyInARow;

    /** @param api the list, for the message */
    PageGuard(Api api) {
        this.api = api;
    }

    /**
     * A page has come and is not the last.
     *
     * @param cursor of this page
     * @throws Pan123RepeatedPageException when the list does not go on
     */
    void requireProgress(long cursor, FilePage page) {
        requireProgress(
                cursor,
                page.next(),
                page.entries().stream().map(FileEntry::fileId).toList());
    }

    /**
     * The same for other lists.
     *
     * @param ids of what the page shows
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
