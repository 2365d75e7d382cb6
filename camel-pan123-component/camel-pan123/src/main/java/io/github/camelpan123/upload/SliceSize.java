package io.github.camelpan123.upload;

/** The expected slice size of the next upload. The platform returns the actual size only after it knows the content. */
final class SliceSize {

    /**
     * The slice size in every sample (platform/calls.md, "Names and sizes"). With a wrong guess, slices are digested
     * when they are sent.
     */
    private static final long USUAL = 16L * 1024 * 1024;

    private volatile long last = USUAL;

    long last() {
        return last;
    }

    /** Records the slice size that the platform returned. */
    void told(long size) {
        last = size;
    }
}
