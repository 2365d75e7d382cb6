package io.github.camelpan123.api;

import java.io.Serializable;

/**
 * A newly created share link (platform/calls.md, "Create a share").
 *
 * @param shareId its ID
 * @param shareKey the last part of its URL
 */
public record ShareLink(long shareId, String shareKey) implements Serializable {

    private static final String BASE = "https://www.123pan.com/s/";

    /** Returns the URL of the link. */
    public String url() {
        return url(shareKey);
    }

    static String url(String shareKey) {
        return BASE + shareKey;
    }
}
