package io.github.camelpan123.operation;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.download.RemoteFile;
import io.github.camelpan123.platform.ApiCall;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.FileName;
import io.github.camelpan123.platform.TranscodeCalls;
import io.github.camelpan123.platform.TranscodeResolutions;
import io.github.camelpan123.platform.TranscodeResult;
import io.github.camelpan123.transcode.TranscodeSpace;
import io.github.camelpan123.transcode.WatchList;
import io.github.camelpan123.transcode.WatchedVideo;
import io.github.camelpan123.transcode.hls.LocalNames;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The operations of the transcode space. */
final class TranscodeOperations {

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
        WatchedVideo video = new WatchedVideo(
                id, name(input).orElse(""), input.sourceFileId().orElse(0L));
        return start(video, wanted(input), input.jobTimeout(), input, bench)
                .thenApply(started -> OperationResult.of(started)
                        .with(Fact.FILE_ID, id)
                        .with(Fact.RESOLUTIONS, String.join(",", started)));
    }

    private static CompletableFuture<List<String>> start(
            WatchedVideo video, List<String> wanted, Duration longest, Input input, Workbench bench) {
        WatchList list = bench.space().watchList(input.watchListDirectory().orElse(null));
        return offered(video.fileId(), wanted, longest, input, bench.space())
                .thenCompose(found -> bench.space().start(video, wanted, found, list));
    }

    private static CompletableFuture<TranscodeResolutions> offered(
            long id, List<String> wanted, Duration longest, Input input, TranscodeSpace space) {
        if (input.body() instanceof TranscodeResolutions known) {
            return CompletableFuture.completedFuture(known);
        }
        Optional<String> codec = input.codecName();
        Optional<Long> seconds = input.videoTime();
        if (codec.isPresent() && seconds.isPresent() && !all(wanted)) {
            return space.described(id, wanted, codec.get(), seconds.get());
        }
        return space.resolutions(id, longest)
                .thenApply(found -> new TranscodeResolutions(
                        false,
                        found.available(),
                        found.started(),
                        codec.orElse(found.codec()),
                        seconds.orElse(found.seconds())));
    }

    private static List<String> wanted(Input input) {
        List<String> wanted = input.resolutions();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("resolutions is empty; name resolutions such as 1080P,720P, or say all");
        }
        return wanted;
    }

    private static boolean all(List<String> wanted) {
        return wanted.size() == 1 && wanted.get(0).equalsIgnoreCase("all");
    }

    static CompletableFuture<OperationResult> transcode(Input input, Workbench bench) {
        List<String> wanted = wanted(input);
        long end = System.nanoTime() + input.jobTimeout().toNanos();
        return source(input, bench).thenCompose(source -> {
            WatchedVideo video =
                    new WatchedVideo(source.entry().fileId(), source.entry().name(), source.driveFileId());
            return start(video, wanted, Duration.ofNanos(end - System.nanoTime()), input, bench)
                    .thenApply(started -> started(source, started));
        });
    }

    private static OperationResult started(Source source, List<String> started) {
        OperationResult result =
                OperationResult.ofEntry(source.entry()).with(Fact.RESOLUTIONS, String.join(",", started));
        return source.driveFileId() == 0 ? result : result.with(Fact.SOURCE_FILE_ID, source.driveFileId());
    }

    /** @param driveFileId 0 for what was in the space from the beginning */
    private record Source(FileEntry entry, long driveFileId) {}

    private static CompletableFuture<Source> source(Input input, Workbench bench) {
        if (input.body() instanceof FileEntry entry) {
            // what was uploaded into the space is there already
            return bench.space()
                    .folder()
                    .thenCompose(folder -> folder == entry.parentFileId()
                            ? CompletableFuture.completedFuture(new Source(entry, 0))
                            : imported(input, bench));
        }
        return imported(input, bench);
    }

    private static CompletableFuture<Source> imported(Input input, Workbench bench) {
        return FileChoice.id(input, bench.drive()).thenCompose(id -> bench.space()
                .importFromDrive(List.of(id), input.jobTimeout())
                .thenApply(entries -> new Source(entries.get(0), id)));
    }

    /** What the body or a header calls the video. */
    private static Optional<String> name(Input input) {
        if (input.body() instanceof FileEntry entry) {
            return Optional.of(entry.name());
        }
        if (input.body() instanceof TranscodeResult result && !result.fileName().isEmpty()) {
            return Optional.of(result.fileName());
        }
        return input.videoName();
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
        return bench.account()
                .call(TranscodeCalls.delete(id, input.deleteProducts()))
                .thenApply(done -> OperationResult.unchanged());
    }

    static CompletableFuture<OperationResult> download(Input input, Workbench bench) {
        long id = FileChoice.spaceId(input);
        DownloadOptions options = input.downloadOptions();
        return switch (input.artifact()) {
            case original -> {
                String name = options.targetDirectory().isPresent() ? originalName(input) : "the video " + id;
                yield bring(bench, TranscodeProducts.original(bench.account(), id, name), options)
                        .thenApply(body -> OperationResult.of(body).with(Fact.FILE_ID, id));
            }
            case m3u8 -> {
                String resolution = resolution(input);
                PlaylistDownload playlist = new PlaylistDownload(bench, id, resolution, options);
                yield playlist.bring().thenApply(body -> OperationResult.of(body)
                        .with(Fact.FILE_ID, id)
                        .with(Fact.RESOLUTION, resolution)
                        .with(Fact.FILE_NAME, playlist.name()));
            }
            case ts -> {
                String resolution = resolution(input);
                String segment = segment(input);
                String name = LocalNames.onlyHere(segment) ? segment : segment + ".ts";
                CompletableFuture<Object> brought = LocalNames.onlyHere(name)
                        ? new PlaylistDownload(bench, id, resolution, options).segment(name)
                        : bring(bench, TranscodeProducts.segment(bench.account(), id, resolution, segment), options);
                yield brought.thenApply(body -> OperationResult.of(body)
                        .with(Fact.FILE_ID, id)
                        .with(Fact.RESOLUTION, resolution)
                        .with(Fact.SEGMENT_NAME, segment)
                        .with(Fact.FILE_NAME, name));
            }
            case all -> {
                String asked = FileName.require("zipName", zipName(input, id));
                String name = asked.endsWith(".zip") ? asked : asked + ".zip";
                RemoteFile archive =
                        TranscodeProducts.archive(name, () -> bench.space().archive(id, asked, input.jobTimeout()));
                yield bring(bench, archive, options)
                        .thenApply(body ->
                                OperationResult.of(body).with(Fact.FILE_ID, id).with(Fact.FILE_NAME, name));
            }
        };
    }

    private static CompletableFuture<Object> bring(Workbench bench, RemoteFile file, DownloadOptions options) {
        bench.downloader().requireUsable(file.name(), options);
        return file.ask().get().thenCompose(url -> bench.downloader().bring(file, url, options));
    }

    private static String zipName(Input input, long id) {
        return input.zipName().or(() -> name(input)).orElse(Long.toString(id));
    }

    private static String originalName(Input input) {
        return name(input)
                .orElseThrow(() -> new IllegalArgumentException("The original has no name to be saved under: set the"
                        + " header CamelPan123FileName or the option fileName"));
    }

    private static String resolution(Input input) {
        if (input.resolution().isPresent()) {
            return input.resolution().get().toUpperCase(Locale.ROOT);
        }
        if (input.body() instanceof TranscodeResult result) {
            return result.resolution();
        }
        List<String> named = input.resolutions();
        if (named.size() == 1 && !all(named)) {
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
