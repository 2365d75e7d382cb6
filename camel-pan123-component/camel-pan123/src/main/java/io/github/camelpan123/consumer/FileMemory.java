package io.github.camelpan123.consumer;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of the files of a folder; bounded by what is in it. Guarded by itself. Outlives a consumer. */
public final class FileMemory {

    final ClaimMemory claims = new ClaimMemory();
    /** What was read, by id. */
    final Map<Long, Seen> seen = new HashMap<>();
    /** How often exchanges of a file failed, by id. */
    final Map<Long, Attempts> attempts = new HashMap<>();
    /** What is still to be put away, by id. */
    final Map<Long, Leftover> leftovers = new LinkedHashMap<>();
    /** In how many polls a file was found that somebody has marked to be put away, by id. */
    final Map<Long, Integer> marked = new HashMap<>();

    /** A file that was read, with the content that it had. */
    static final class Seen {
        final String etag;
        /** In how many complete lists in a row it was not there. */
        int missing;

        Seen(String etag) {
            this.etag = etag;
        }
    }

    /** @param etag the content that it had */
    record Attempts(String etag, int failed) {}
}
