package io.github.camelpan123.operation;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.download.RemoteFile;
import io.github.camelpan123.platform.ApiCall;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.Pan123Exception;
import io.github.camelpan123.platform.Pan123SpaceFullException;
import io.github.camelpan123.platform.ProductUrl;
import io.github.camelpan123.platform.TranscodeCalls;
import io.github.camelpan123.platform.TranscodeResolutions;
import io.github.camelpan123.platform.TranscodeResult;
import io.github.camelpan123.transcode.Playlist;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The operations of the transcode space. */
final class TranscodeOperations {

    private static final int LONGEST_PLAYLIST = 16 * 1024 * 1024;

    private TranscodeOperations() {}

    static CompletableFuture<OperationResult> space(Input input, Workbench bench) {
        return bench.space().askFolder().thenApply(id -> OperationResult.of(id).with(Fact.FILE_ID, id));
    }

    static CompletableFuture<OperationResult> importVideos(Input input, Workbench bench) {
        return FileChoice.idsUpTo(FileCalls.BATCH, input, bench.drive()).thenCompose(ids -> bench.space()
                .importFromDrive(ids, input.jobTimeout())
                .thenApply(entries -> imported(ids, entries)));
    }

    private static OperationResult imported(List<Long> ids, List<FileEntry> entries) {
        return entries.size() == 1
                ? OperationResult.ofEntry(entries.get(0)).with(Fact.SOURCE_FILE_ID, ids.get(0))
                : OperationResult.of(entries);
    }

    static CompletableFuture<OperationResult> resolutions(Input input, Workbench bench) {
        long id = FileChoice.spaceId(input);
        return bench.space().resolutions(id, input.jobTimeout()).thenApply(found -> OperationResult.of(found)
                .with(Fact.FILE_ID, id)
                .with(Fact.RESOLUTIONS, String.join(",", found.startable())));
    }

    static CompletableFuture<OperationResult> start(Input input, Workbench bench) {
        long id = FileChoice.spaceId(input);
        CompletableFuture<TranscodeResolutions> offered = input.body() instanceof TranscodeResolutions known
                ? CompletableFuture.completedFuture(known)
                : bench.space().resolutions(id, input.jobTimeout());
        return offered.thenCompose(found -> bench.space().start(id, input.resolutions(), found))
                .thenApply(started -> OperationResult.of(started)
                        .with(Fact.FILE_ID, id)
                        .with(Fact.RESOLUTIONS, String.join(",", started)));
    }

    static CompletableFuture<OperationResult> record(Input input, Workbench bench) {
        return ofVideo(input, bench, TranscodeCalls.record(FileChoice.spaceId(input)));
    }

    static CompletableFuture<OperationResult> result(Input input, Workbench bench) {
        return ofVideo(input, bench, TranscodeCalls.result(FileChoice.spaceId(input)));
    }

    private static <R> CompletableFuture<OperationResult> ofVideo(Input input, Workbench bench, ApiCall<R> call) {
        long id = FileChoice.spaceId(input);
        return bench.account().call(call).thenApply(answer -> OperationResult.of(answer)
                .with(Fact.FILE_ID, id));
    }

    static CompletableFuture<OperationResult> delete(Input input, Workbench bench) {
        long id = FileChoice.spaceId(input);
        return bench.account().call(TranscodeCalls.delete(id, true)).thenApply(done -> OperationResult.unchanged());
    }

    static CompletableFuture<OperationResult> download(Input input, Workbench bench) {
        long id = FileChoice.spaceId(input);
        DownloadOptions options = input.downloadOptions();
        return switch (input.artifact()) {
            case original -> {
                String name = options.targetDirectory().isPresent() ? originalName(input) : "the video " + id;
                yield bring(bench, product(bench, name, TranscodeCalls.original(id)), options)
                        .thenApply(body -> OperationResult.of(body).with(Fact.FILE_ID, id));
            }
            case m3u8 -> {
                String resolution = resolution(input);
                RemoteFile playlist = product(bench, "stream.m3u8", TranscodeCalls.playlist(id, resolution));
                yield playlist.ask()
                        .get()
                        .thenApplyAsync(
                                url -> localNames(bench.downloader().open(playlist, url, options)),
                                bench.account().routes())
                        .thenCompose(content -> bench.downloader().keep(playlist.name(), content, options))
                        .thenApply(body -> OperationResult.of(body)
                                .with(Fact.FILE_ID, id)
                                .with(Fact.RESOLUTION, resolution)
                                .with(Fact.FILE_NAME, playlist.name()));
            }
            case ts -> {
                String resolution = resolution(input);
                String segment = segment(input);
                RemoteFile file = product(bench, segment + ".ts", TranscodeCalls.segment(id, resolution, segment));
                yield bring(bench, file, options).thenApply(body -> OperationResult.of(body)
                        .with(Fact.FILE_ID, id)
                        .with(Fact.RESOLUTION, resolution)
                        .with(Fact.SEGMENT_NAME, segment)
                        .with(Fact.FILE_NAME, file.name()));
            }
        };
    }

    private static CompletableFuture<Object> bring(Workbench bench, RemoteFile file, DownloadOptions options) {
        bench.downloader().requireUsable(file.name(), options);
        return file.ask().get().thenCompose(url -> bench.downloader().bring(file, url, options));
    }

    private static RemoteFile product(Workbench bench, String name, ApiCall<ProductUrl> call) {
        return new RemoteFile(call.api(), name, RemoteFile.UNKNOWN_SIZE, "", () -> bench.account()
                .call(call)
                .thenApply(product -> {
                    if (product.full()) {
                        throw new Pan123SpaceFullException(call.api());
                    }
                    return product.url();
                }));
    }

    private static String originalName(Input input) {
        if (input.body() instanceof TranscodeResult result) {
            return result.fileName();
        }
        if (input.body() instanceof FileEntry entry) {
            return entry.name();
        }
        return input.fileName()
                .orElseThrow(() -> new IllegalArgumentException("The original has no name to be saved under: set the"
                        + " header CamelPan123FileName or the option fileName"));
    }

    private static byte[] localNames(InputStream playlist) {
        try (playlist) {
            return Playlist.withLocalNames(playlist.readNBytes(LONGEST_PLAYLIST));
        } catch (IOException e) {
            if (e.getCause() instanceof Pan123Exception cause) {
                throw cause;
            }
            throw new UncheckedIOException("The playlist could not be read", e);
        }
    }

    private static String resolution(Input input) {
        if (input.resolution().isPresent()) {
            return input.resolution().get().toUpperCase(Locale.ROOT);
        }
        if (input.body() instanceof TranscodeResult result) {
            return result.resolution();
        }
        List<String> named = input.resolutions();
        if (named.size() == 1 && !named.get(0).equalsIgnoreCase("all")) {
            return named.get(0).toUpperCase(Locale.ROOT);
        }
        throw new IllegalArgumentException("No resolution is named: set the header CamelPan123Resolution, or the option"
                + " resolutions to one name such as 720P");
    }

    private static String segment(Input input) {
        String name = input.segmentName()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No segment is named: set the header CamelPan123SegmentName or the option segmentName, such as"
                                + " 001"));
        return name.endsWith(".ts") ? name.substring(0, name.length() - ".ts".length()) : name;
    }
}
