package io.github.camelpan123.operation;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.upload.UploadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The options of an endpoint, grouped by what uses them.
 *
 * @param settings the values of the options that a header can replace, by name; options that are not set are missing
 * @param createDirectories whether missing folders of a target path are created
 * @param upload how to upload
 * @param download how to download
 * @param list how to list; throws {@link IllegalArgumentException} when options do not go together
 * @param maxResults the maximum number of entries in a list; 0 for no limit
 * @param deleteProducts whether the products of a video are deleted with it
 * @param watchListDirectory the directory of the jobs that are started; empty for memory only
 * @param jobTimeout the maximum duration of a job on the platform
 */
public record OperationOptions(
        Map<String, Object> settings,
        boolean createDirectories,
        UploadOptions upload,
        DownloadOptions download,
        Supplier<ListOptions> list,
        int maxResults,
        boolean deleteProducts,
        Optional<Path> watchListDirectory,
        Duration jobTimeout) {

    /** Copies the settings. */
    public OperationOptions {
        settings = Map.copyOf(settings);
    }
}
