package io.github.camelpan123.api;

/** How content is uploaded (notice, upload flow). */
public enum UploadMode {
    /** Small files in one request, others in slices. */
    auto,
    /** One request; at most 1 GB. */
    single,
    /** Create, slices, complete; at most 10 GB. */
    sliced
}
