package io.github.camelpan123.consumer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of the files of one folder. Its size is bounded by the content of the folder. Guarded by itself. It
 * outlives a consumer.
 */
public final class FileMemory {

    final ClaimMemory claims = new ClaimMemory();
    /** The files that were read, by ID. */
    final Map<Long, Seen> seen = new HashMap<>();
    /** The failed exchanges of files, by ID. */
    final Map<Long, Attempts> attempts = new HashMap<>();
    /** The pending after-read actions, by ID. */
    final Map<Long, Leftover> leftovers = new LinkedHashMap<>();
    /** The number of polls that found a file with a mark for an after-read action, by ID. */
    final Map<Long, Integer> marked = new HashMap<>();

    /** A file that was read, with the ETag of the content. */
    static final class Seen {
        final String etag;
        /** The number of consecutive complete listings without the file. */
        int missing;

        Seen(String etag) {
            this.etag = etag;
        }
    }

    /** @param etag the ETag of the content that failed */
    record Attempts(String etag, int failed) {}
}
