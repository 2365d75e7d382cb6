package io.github.camelpan123.drive;

import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.FilePage;

/** A list call of the platform that returns one page a call. */
@FunctionalInterface
public interface PageCall {

    /**
     * Returns the call for one page.
     *
     * @param folder the folder, 0 for the root
     * @param cursor 0 for the first page, then {@link FilePage#next()}
     * @param limit entries per page, 1 to 100
     */
    ApiCall<FilePage> page(long folder, long cursor, int limit);
}
