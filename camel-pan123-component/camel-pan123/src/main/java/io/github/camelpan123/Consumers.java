package io.github.camelpan123;

import io.github.camelpan123.api.DriveFile;
import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.drive.NameFilter;
import io.github.camelpan123.file.FileWatchOptions;
import io.github.camelpan123.operation.OperationRequest;
import io.github.camelpan123.operation.PlaylistDownload;
import io.github.camelpan123.platform.TranscodeResult;
import io.github.camelpan123.platform.TranscodeState;
import io.github.camelpan123.poll.WorkConsumer;
import io.github.camelpan123.transcode.FinishedWork;
import io.github.camelpan123.transcode.Grouping;
import io.github.camelpan123.transcode.LazyPlaylist;
import io.github.camelpan123.transcode.Source;
import io.github.camelpan123.transcode.WatchOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Makes the consumers of an endpoint's options. */
final class Consumers {

    private Consumers() {}

    static WorkConsumer<FinishedWork> transcodeResult(Pan123Endpoint endpoint, Processor processor) {
        Pan123Configuration options = endpoint.getConfiguration();
        String directory = options.getWatchListDirectory();
        List<Long> ids = options.ids();
        WatchOptions watch = new WatchOptions(
                options.getSource() == null ? (ids.isEmpty() ? Source.space : Source.ids) : options.getSource(),
                ids,
                options.getGrouping(),
                options.getJobTimeout() == null ? null : Duration.ofMillis(options.getJobTimeout()),
                options.getAfterRead(),
                directory == null ? null : Path.of(directory),
                options.getIdempotentRepository());
        return new WorkConsumer<>(
                endpoint, processor, watch.repository(), () -> endpoint.transcodes(watch), describe(endpoint));
    }

    private static BiConsumer<Message, FinishedWork> describe(Pan123Endpoint endpoint) {
        Pan123Configuration options = endpoint.getConfiguration();
        if (options.getGrouping() == Grouping.video) {
            if (options.isIncludeBody()) {
                throw new IllegalArgumentException(
                        "includeBody=true does not go together with grouping=video, which" + " has several playlists");
            }
            return MessageOutput::writeVideo;
        }
        if (!options.isIncludeBody()) {
            return MessageOutput::writeOne;
        }
        return (message, work) -> {
            MessageOutput.writeOne(message, work);
            if (work.results().get(0).state() == TranscodeState.DONE) {
                MessageOutput.writePlaylist(
                        message, work, playlist(endpoint, work.results().get(0)));
            }
        };
    }

    private static LazyPlaylist playlist(Pan123Endpoint endpoint, TranscodeResult result) {
        DownloadOptions options = OperationRequest.downloadOptions(endpoint.getConfiguration());
        return new LazyPlaylist(() ->
                new PlaylistDownload(endpoint.workbench(), result.fileId(), result.resolution(), options).alone());
    }

    static WorkConsumer<DriveFile> listFiles(Pan123Endpoint endpoint, Processor processor) {
        Pan123Configuration options = endpoint.getConfiguration();
        if (options.getMaxResults() != 0) {
            throw new IllegalArgumentException("maxResults=" + options.getMaxResults()
                    + " is for producers; a consumer is bounded by maxMessagesPerPoll");
        }
        if (options.isIncludeTrashed() || options.isTrashedOnly()) {
            throw new IllegalArgumentException(
                    "includeTrashed and trashedOnly are for producers; files in the recycle" + " bin cannot be read");
        }
        DrivePath folder = folder(options);
        DownloadOptions download = OperationRequest.downloadOptions(options);
        FileWatchOptions watch = new FileWatchOptions(
                options.getParentFileId() == null ? 0 : options.getParentFileId(),
                folder,
                OperationRequest.listOptions(options, NameFilter.ALL),
                NameFilter.of(options.getInclude(), options.getExclude()),
                options.getAfterRead(),
                options.getMoveTo() == null ? null : DrivePath.parse("moveTo", options.getMoveTo()),
                options.getIdempotentRepository(),
                entry -> endpoint.workbench().downloader().content(entry, download));
        return new WorkConsumer<>(
                endpoint,
                processor,
                watch.repository(),
                () -> endpoint.files(watch),
                // a search finds files anywhere
                (message, file) -> MessageOutput.writeFile(message, file, options.getSearch() == null ? folder : null));
    }

    /** Null when the folder is named by its id. */
    private static DrivePath folder(Pan123Configuration options) {
        if (options.getPath() != null) {
            return DrivePath.parse("path", options.getPath());
        }
        if (options.getParentFileId() != null) {
            return null;
        }
        return options.getParentPath() == null
                ? DrivePath.ROOT
                : DrivePath.parse("parentPath", options.getParentPath());
    }
}
