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
 * The options of an endpoint, grouped by their use.
 *
 * @param replaceable the values of the options that a header can replace, by name; options that are not set are missing
 * @param createDirectories whether missing folders of a target path are created
 * @param upload the upload options
 * @param download the download options
 * @param list the list options; throws {@link IllegalArgumentException} if options contradict each other
 * @param maxResults the maximum number of entries in a list; 0 for no limit
 * @param deleteProducts whether the products of a video are deleted with it
 * @param watchListDirectory the directory for the list of started jobs; empty for memory only
 * @param jobTimeout the maximum duration of a job on the platform
 */
public record OperationOptions(
        Map<String, Object> replaceable,
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
        replaceable = Map.copyOf(replaceable);
    }
}
