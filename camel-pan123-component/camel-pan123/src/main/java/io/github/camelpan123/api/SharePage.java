package io.github.camelpan123.api;

import java.util.List;

/**
 * One page of share links (platform/calls.md, "List shares").
 *
 * @param shares what the page holds
 * @param next the cursor of the next page, -1 on the last one
 */
public record SharePage(List<Share> shares, long next) {

    private static final long END = -1;

    /** Whether no page follows. */
    public boolean last() {
        return next == END;
    }
}
