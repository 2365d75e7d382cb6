package io.github.camelpan123.drive;

import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.FilePage;

/** Which of the platform's lists is read, one page a call. */
@FunctionalInterface
public interface PageCall {

    /**
     * One page.
     *
     * @param folder the folder, 0 for the root
     * @param cursor 0 for the first page, then {@link FilePage#next()}
     * @param limit entries of a page, 1 to 100
     */
    ApiCall<FilePage> page(long folder, long cursor, int limit);
}
