package io.github.camelpan123.api;

import java.util.List;

/**
 * One page of a list (platform/calls.md, "Pages").
 *
 * @param entries the entries, including those in the recycle bin; may be empty although more pages follow
 * @param next the cursor of the next page, -1 on the last one
 */
public record FilePage(List<FileEntry> entries, long next) {

    static final long END = -1;

    /** Whether this is the last page. */
    public boolean last() {
        return next == END;
    }
}
