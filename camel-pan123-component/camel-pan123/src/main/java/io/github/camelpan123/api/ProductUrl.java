package io.github.camelpan123.api;

/**
 * The URL of a product of the transcode space (platform/calls.md, "Download an original" and "Download a product").
 *
 * @param url signed and temporary; empty if the space is full
 * @param full whether the space is full; the platform then returns no URL
 */
public record ProductUrl(String url, boolean full) {
    @Override
    public String toString() {
        return "ProductUrl[full=" + full + "]";
    }
}
