package io.github.camelpan123.upload;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.UploadMode;
import java.nio.file.Path;

/**
 * The options of an upload.
 *
 * @param mode see {@link UploadMode}
 * @param singleThreshold the maximum size in bytes for a single-step upload in mode {@link UploadMode#auto}
 * @param concurrency the number of slices of one file sent concurrently, at least 1
 * @param duplicate the action if the name is taken
 * @param verify whether the entry is verified after the upload
 * @param journalDirectory the directory for the progress of sliced uploads; null for none
 * @param digestCacheDirectory the directory for the MD5s of local files; null for none
 * @param maxSpoolSize the maximum number of bytes of one stream stored on disk
 */
public record UploadOptions(
        UploadMode mode,
        long singleThreshold,
        int concurrency,
        Duplicate duplicate,
        boolean verify,
        Path journalDirectory,
        Path digestCacheDirectory,
        long maxSpoolSize) {

    /** @throws IllegalArgumentException if a value is out of range; the message contains option, value and rule */
    public UploadOptions {
        require(concurrency >= 1, "uploadConcurrency", concurrency, "it must be at least 1");
        require(singleThreshold >= 0, "singleThreshold", singleThreshold, "it must be 0 or greater");
        require(maxSpoolSize >= 0, "maxSpoolSize", maxSpoolSize, "it must be 0 or greater");
    }

    /** Returns the same options with another duplicate mode. */
    public UploadOptions with(Duplicate other) {
        return new UploadOptions(
                mode,
                singleThreshold,
                concurrency,
                other,
                verify,
                journalDirectory,
                digestCacheDirectory,
                maxSpoolSize);
    }

    private static void require(boolean good, String option, long value, String rule) {
        if (!good) {
            throw new IllegalArgumentException(option + "=" + value + " is out of range; " + rule);
        }
    }
}
