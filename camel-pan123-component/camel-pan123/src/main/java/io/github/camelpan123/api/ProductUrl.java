package io.github.camelpan123.api;

/**
 * Where a product of the transcode space can be read (platform/calls.md, "Download an original" and
 * "Download a product").
 *
 * @param url signed and good for a while; empty when the space is full
 * @param full whether the space is full, in which case the platform gives no URL
 */
public record ProductUrl(String url, boolean full) {
    @Override
    public String toString() {
        return "ProductUrl[full=" + full + "]";
    }
}
