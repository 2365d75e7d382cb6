package io.github.camelpan123;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.drive.ListOptions;
import io.github.camelpan123.drive.ListQuery;
import io.github.camelpan123.drive.NameFilter;
import io.github.camelpan123.operation.OperationOptions;
import io.github.camelpan123.operation.OverrideHeader;
import io.github.camelpan123.upload.UploadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.spi.PropertyConfigurerGetter;

/** Reads the options of an endpoint and groups them by their use. */
final class EndpointOptions {

    private static final Duration JOB_TIMEOUT = Duration.ofMinutes(10);

    private EndpointOptions() {}

    static OperationOptions read(Pan123Endpoint endpoint) {
        Pan123Configuration options = endpoint.getConfiguration();
        return new OperationOptions(
                settings(endpoint),
                options.isCreateDirectories(),
                new UploadOptions(
                        options.getUploadMode(),
                        options.getSingleThreshold(),
                        options.getUploadConcurrency(),
                        options.getDuplicate(),
                        options.isVerifyUpload(),
                        path(options.getJournalDirectory()),
                        path(options.getDigestCacheDirectory()),
                        options.getMaxSpoolSize()),
                download(options),
                () -> list(options, NameFilter.of(options.getInclude(), options.getExclude())),
                options.getMaxResults(),
                options.isDeleteProducts(),
                Optional.ofNullable(path(options.getWatchListDirectory())),
                options.getJobTimeout() == null ? JOB_TIMEOUT : Duration.ofMillis(options.getJobTimeout()));
    }

    private static Map<String, Object> settings(Pan123Endpoint endpoint) {
        PropertyConfigurerGetter values =
                (PropertyConfigurerGetter) endpoint.getComponent().getEndpointPropertyConfigurer();
        Map<String, Object> set = new HashMap<>();
        OverrideHeader.all().forEach(header -> {
            Object value = values.getOptionValue(endpoint, header.option(), false);
            if (value != null) {
                set.put(header.option(), value);
            }
        });
        return set;
    }

    static DownloadOptions download(Pan123Configuration options) {
        return new DownloadOptions(
                Optional.ofNullable(options.getTargetDirectory()),
                options.getFileExist(),
                path(options.getDigestCacheDirectory()),
                options.getDownloadRetries(),
                options.isVerifyDownload());
    }

    /** @throws IllegalArgumentException if options contradict each other */
    static ListOptions list(Pan123Configuration options, NameFilter names) {
        return new ListQuery(
                        options.getSearch(),
                        options.isSearchExact(),
                        options.getOrderBy(),
                        options.getOrderDirection(),
                        options.isTrashedOnly())
                .options(options.getPageSize(), options.isIncludeTrashed(), options.isRecursive(), names);
    }

    private static Path path(String directory) {
        return directory == null ? null : Path.of(directory);
    }
}
