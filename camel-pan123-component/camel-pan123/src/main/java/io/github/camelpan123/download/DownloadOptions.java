package io.github.camelpan123.download;

import io.github.camelpan123.api.FileExist;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to download.
 *
 * @param targetDirectory the local folder to save to; empty for a stream
 * @param fileExist what to do when there is a file in the place of the one to save
 * @param digestCacheDirectory where the MD5s of local files are kept; null for nowhere
 * @param retries how often a download that breaks is gone on with, one time after another
 * @param verify whether the MD5 is checked where the server does not name it itself
 */
public record DownloadOptions(
        Optional<String> targetDirectory, FileExist fileExist, Path digestCacheDirectory, int retries, boolean verify) {

    /** @throws IllegalArgumentException when {@code retries} is negative */
    public DownloadOptions {
        if (retries < 0) {
            throw new IllegalArgumentException(
                    "downloadRetries=" + retries + " is out of range; it must be 0 or greater");
        }
    }
}
