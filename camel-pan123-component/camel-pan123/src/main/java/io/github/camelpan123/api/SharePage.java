package io.github.camelpan123.api;

import java.util.List;

/**
 * One page of share links (platform/calls.md, "List shares").
 *
 * @param shares the links
 * @param next the cursor of the next page, -1 on the last one
 */
public record SharePage(List<Share> shares, long next) {

    private static final long END = -1;

    /** Whether this is the last page. */
    public boolean last() {
        return next == END;
    }
}
