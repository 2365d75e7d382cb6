package io.github.camelpan123;

import io.github.camelpan123.api.Grouping;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeSource;
import io.github.camelpan123.api.TranscodeState;
import io.github.camelpan123.consumer.AccountUse;
import io.github.camelpan123.consumer.ClaimingConsumer;
import io.github.camelpan123.consumer.Reporter;
import io.github.camelpan123.consumer.Tracker;
import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.operation.PlaylistDownload;
import io.github.camelpan123.transcode.FinishedWork;
import io.github.camelpan123.transcode.LazyPlaylist;
import io.github.camelpan123.transcode.TranscodeConsumerOptions;
import io.github.camelpan123.transcode.TranscodeMemory;
import io.github.camelpan123.transcode.TranscodeTracker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedResource;

/**
 * Creates an exchange for each finished or failed transcode, or, with grouping by video, for each video whose
 * transcodes have all ended.
 */
@ManagedResource(description = "A polling consumer of the 123pan platform")
public final class Pan123TranscodeConsumer extends ClaimingConsumer<FinishedWork> {

    private final Pan123Endpoint endpoint;
    private final ConsumerAccount account;
    private final TranscodeConsumerOptions options;
    private TranscodeMemory memory;

    /** @throws IllegalArgumentException if options contradict each other; the message contains their names */
    Pan123TranscodeConsumer(Pan123Endpoint endpoint, Processor processor) {
        this(endpoint, processor, options(endpoint.getConfiguration()));
    }

    private Pan123TranscodeConsumer(Pan123Endpoint endpoint, Processor processor, TranscodeConsumerOptions options) {
        super(endpoint, processor, options.repository(), options.eager());
        this.endpoint = endpoint;
        this.account = new ConsumerAccount(endpoint);
        this.options = options;
    }

    /** Returns the IDs of {@code fileId} and {@code fileIds}. */
    private static List<Long> ids(Pan123Configuration options) {
        return Stream.concat(
                        Stream.ofNullable(options.getFileId()),
                        OptionRange.positives("fileIds", options.getFileIds()).stream())
                .distinct()
                .toList();
    }

    private static TranscodeConsumerOptions options(Pan123Configuration options) {
        String directory = options.getWatchListDirectory();
        List<Long> ids = ids(options);
        if (options.getMoveFailed() != null) {
            throw new IllegalArgumentException(
                    "moveFailed is not possible in the transcode space, which has no folders. Use maxAttempts"
                            + " to end repeated failures");
        }
        if (options.getGrouping() == Grouping.video && options.isIncludeBody()) {
            throw new IllegalArgumentException(
                    "includeBody=true cannot be combined with grouping=video, which has several playlists");
        }
        return new TranscodeConsumerOptions(
                options.getSource() == null
                        ? (ids.isEmpty() ? TranscodeSource.space : TranscodeSource.ids)
                        : options.getSource(),
                ids,
                options.getGrouping(),
                options.getJobTimeout() == null ? null : Duration.ofMillis(options.getJobTimeout()),
                options.getAfterRead(),
                options.getMaxAttempts(),
                directory == null ? null : Path.of(directory),
                options.getIdempotentRepository(),
                options.isIdempotentEager());
    }

    @Override
    protected AccountUse enterAccount() {
        return account.enter();
    }

    @Override
    protected Tracker<FinishedWork> openTracker(Reporter reporter) {
        endpoint.keepAccount();
        AccountBinding binding = account.binding();
        memory = endpoint.getComponent()
                .acquireMemory(
                        this,
                        binding.account().key() + " transcodes of " + options.source(),
                        TranscodeMemory.class,
                        TranscodeMemory::new);
        return new TranscodeTracker(binding.space(), options, memory, reporter);
    }

    @Override
    protected String operation() {
        return Pan123Operation.transcodeResult.name();
    }

    @Override
    protected String subject() {
        return "transcodes of " + options.source();
    }

    @Override
    protected void closeTracker() {
        if (memory != null) {
            endpoint.getComponent().memories().release(memory);
            memory = null;
        }
    }

    @Override
    protected void describe(Message message, FinishedWork work) {
        if (options.grouping() == Grouping.video) {
            MessageOutput.writeVideo(message, work);
            return;
        }
        MessageOutput.writeOne(message, work);
        TranscodeResult result = work.results().get(0);
        if (endpoint.getConfiguration().isIncludeBody() && result.state() == TranscodeState.DONE) {
            MessageOutput.writePlaylist(message, work, playlist(result));
        }
    }

    private LazyPlaylist playlist(TranscodeResult result) {
        DownloadOptions download = EndpointOptions.download(endpoint.getConfiguration());
        AccountBinding binding = account.binding();
        return new LazyPlaylist(() -> new PlaylistDownload(
                        binding.account(), binding.downloader(), result.fileId(), result.resolution(), download)
                .alone());
    }
}
