package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * A share link that was just made (platform/calls.md, "Create a share").
 *
 * @param shareId its id
 * @param shareKey the end of its address
 */
public record ShareLink(long shareId, String shareKey) implements Serializable {

    private static final String BASE = "https://www.123pan.com/s/";

    /** The address to give out. */
    public String url() {
        return url(shareKey);
    }

    static String url(String shareKey) {
        return BASE + shareKey;
    }
}
