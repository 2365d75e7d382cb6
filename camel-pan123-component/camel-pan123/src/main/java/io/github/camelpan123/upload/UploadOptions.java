package io.github.camelpan123.upload;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.UploadMode;
import java.nio.file.Path;

/**
 * How to upload.
 *
 * @param mode see {@link UploadMode}
 * @param singleThreshold up to how many bytes {@link UploadMode#auto} sends in one step
 * @param concurrency slices of one file under way at once, at least 1
 * @param duplicate what to do when the name is taken
 * @param verify whether the entry is looked at after the upload
 * @param journalDirectory where it is noted how far uploads in slices have come; null for nowhere
 * @param digestCacheDirectory where the MD5s of local files are kept; null for nowhere
 * @param maxSpoolSize how many bytes of one stream are held on disk at most
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

    /** @throws IllegalArgumentException naming option, value and rule */
    public UploadOptions {
        require(concurrency >= 1, "uploadConcurrency", concurrency, "it must be at least 1");
        require(singleThreshold >= 0, "singleThreshold", singleThreshold, "it must be 0 or greater");
        require(maxSpoolSize >= 0, "maxSpoolSize", maxSpoolSize, "it must be 0 or greater");
    }

    /** The same with another way to handle a taken name. */
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
