package io.github.camelpan123.upload;

/** What the platform will cut the next content to, as far as that can be known before it is told about the content. */
final class SliceSize {

    /**
     * What it cuts to in every sample (platform/calls.md, "Names and sizes"); a wrong guess only costs hashing while
     * sending.
     */
    private static final long USUAL = 16L * 1024 * 1024;

    private volatile long last = USUAL;

    long last() {
        return last;
    }

    /** The platform has said it. */
    void told(long size) {
        last = size;
    }
}
