package io.github.camelpan123.api;

/** How content gets to the platform (notice, upload flow). */
public enum UploadMode {
    /** Small files in one step, others in slices. */
    auto,
    /** One request; 1 GB at most. */
    single,
    /** Create, slices, complete; 10 GB at most. */
    sliced
}
