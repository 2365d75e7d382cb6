package io.github.camelpan123.upload;

import io.github.camelpan123.platform.Duplicate;

/**
 * How to upload.
 *
 * @param mode see {@link UploadMode}
 * @param singleThreshold up to how many bytes {@link UploadMode#auto} sends in one step
 * @param concurrency slices of one file under way at once, at least 1
 * @param duplicate what to do when the name is taken
 * @param verify whether the entry is looked at after the upload
 */
public record UploadOptions(
        UploadMode mode, long singleThreshold, int concurrency, Duplicate duplicate, boolean verify) {}
