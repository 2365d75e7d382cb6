package io.github.camelpan123.download;

import io.github.camelpan123.api.FileExist;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a file is downloaded.
 *
 * @param targetDirectory the local folder to save to; empty for a stream
 * @param fileExist what to do if the local file already exists
 * @param digestCacheDirectory the directory of the cache of MD5s of local files; null for no cache
 * @param retries how often an interrupted download is resumed in a row
 * @param verify whether the MD5 is checked if the server does not state it
 */
public record DownloadOptions(
        Optional<String> targetDirectory, FileExist fileExist, Path digestCacheDirectory, int retries, boolean verify) {

    /** @throws IllegalArgumentException if {@code retries} is negative */
    public DownloadOptions {
        if (retries < 0) {
            throw new IllegalArgumentException(
                    "downloadRetries=" + retries + " is out of range; it must be 0 or greater");
        }
    }
}
