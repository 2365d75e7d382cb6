package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Artifact;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.api.FileName;
import io.github.camelpan123.api.Folder;
import io.github.camelpan123.api.Pan123NotFoundException;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.api.TranscodeFile;
import io.github.camelpan123.api.TranscodeJob;
import io.github.camelpan123.api.TranscodeResolutions;
import io.github.camelpan123.api.TranscodeResult;
import io.github.camelpan123.api.TranscodeStart;
import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.download.Downloader;
import io.github.camelpan123.download.RemoteFile;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.http.LostAnswers;
import io.github.camelpan123.support.Futures;
import io.github.camelpan123.support.RetryPolicy;
import io.github.camelpan123.transcode.TranscodeSpace;
import io.github.camelpan123.transcode.TranscodeVideo;
import io.github.camelpan123.transcode.WatchList;
import io.github.camelpan123.transcode.hls.LocalNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;

/** The operations of the transcode space. */
final class TranscodeOperations {

    private static final RetryPolicy DELETE = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofMillis(500));

    private final AccountLease account;
    private final Drive drive;
    private final Downloader downloader;
    private final TranscodeSpace space;

    TranscodeOperations(AccountLease account, Drive drive, Downloader downloader, TranscodeSpace space) {
        this.account = account;
        this.drive = drive;
        this.downloader = downloader;
        this.space = space;
    }

    CompletableFuture<OperationResult> space(OperationRequest request) {
        return space.askFolder()
                .thenApply(id -> OperationResult.of(new Folder(id, "")).with(ResultHeader.FILE_ID, id));
    }

    CompletableFuture<OperationResult> importVideos(OperationRequest request) {
        return FileSelector.of(request).atMost(FileCalls.BATCH).ids(drive).thenCompose(ids -> space.importFromDrive(
                        ids, request.jobTimeout())
                .thenApply(entries -> imported(ids, entries)));
    }

    private static OperationResult imported(List<Long> ids, List<FileEntry> entries) {
        return entries.size() == 1
                ? OperationResult.ofEntry(entries.get(0)).with(ResultHeader.SOURCE_FILE_ID, ids.get(0))
                : OperationResult.of(entries);
    }

    CompletableFuture<OperationResult> resolutions(OperationRequest request) {
        FileSelector video = FileSelector.of(request);
        long id = video.spaceId();
        return space.resolutions(id, request.jobTimeout()).thenApply(found -> OperationResult.of(found)
                .with(ResultHeader.FILE_ID, id)
                .with(ResultHeader.RESOLUTIONS, String.join(",", found.startable())));
    }

    CompletableFuture<OperationResult> start(OperationRequest request) {
        FileSelector video = FileSelector.of(request);
        long id = video.spaceId();
        return start(space.video(id, video.name()), wanted(request), request.jobTimeout(), request)
                .thenApply(started -> OperationResult.of(new TranscodeStart(id, started))
                        .with(ResultHeader.FILE_ID, id)
                        .with(ResultHeader.RESOLUTIONS, String.join(",", started)));
    }

    private CompletableFuture<List<String>> start(
            TranscodeVideo video, List<String> wanted, Duration longest, OperationRequest request) {
        WatchList list = space.watchList(request.watchListDirectory().orElse(null));
        return offered(video.fileId(), wanted, longest, request)
                .thenCompose(found -> space.start(video, wanted, found, list));
    }

    private CompletableFuture<TranscodeResolutions> offered(
            long id, List<String> wanted, Duration longest, OperationRequest request) {
        if (request.body() instanceof TranscodeResolutions known
                && known.fileId() == id
                && !space.outdated(known, wanted)) {
            return Futures.completed(known);
        }
        Optional<String> codec = request.value(OverrideHeader.CODEC_NAME);
        Optional<Long> seconds = request.value(OverrideHeader.VIDEO_TIME);
        if (codec.isPresent() && seconds.isPresent() && !all(wanted)) {
            return space.described(id, wanted, codec.get(), seconds.get());
        }
        return space.resolutions(id, longest)
                .thenApply(found -> new TranscodeResolutions(
                        id,
                        false,
                        found.available(),
                        found.started(),
                        codec.orElse(found.codec()),
                        seconds.orElse(found.seconds())));
    }

    private static List<String> wanted(OperationRequest request) {
        List<String> wanted = Arrays.stream(
                        request.value(OverrideHeader.RESOLUTIONS).orElse("all").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("resolutions is empty; name resolutions such as 1080P,720P, or say all");
        }
        return wanted;
    }

    private static boolean all(List<String> wanted) {
        return wanted.size() == 1 && wanted.get(0).equalsIgnoreCase("all");
    }

    CompletableFuture<OperationResult> transcode(OperationRequest request) {
        List<String> wanted = wanted(request);
        long end = System.nanoTime() + request.jobTimeout().toNanos();
        return source(request).thenCompose(source -> {
            TranscodeVideo video =
                    new TranscodeVideo(source.entry().fileId(), source.entry().name(), source.driveFileId());
            return start(video, wanted, Duration.ofNanos(end - System.nanoTime()), request)
                    .thenApply(started -> started(source, started));
        });
    }

    private static OperationResult started(Source source, List<String> started) {
        OperationResult result =
                OperationResult.ofEntry(source.entry()).with(ResultHeader.RESOLUTIONS, String.join(",", started));
        return source.driveFileId() == 0 ? result : result.with(ResultHeader.SOURCE_FILE_ID, source.driveFileId());
    }

    /** @param driveFileId the ID on the drive; 0 if the video was not imported */
    private record Source(FileEntry entry, long driveFileId) {}

    private CompletableFuture<Source> source(OperationRequest request) {
        FileSelector video = FileSelector.of(request);
        if (video.one().record() instanceof FileEntry entry) {
            // a video that was uploaded into the space needs no import
            return space.folder()
                    .thenCompose(folder -> folder == entry.parentFileId()
                            ? Futures.completed(new Source(entry, 0))
                            : imported(video, request));
        }
        return imported(video, request);
    }

    private CompletableFuture<Source> imported(FileSelector video, OperationRequest request) {
        return video.id(drive).thenCompose(id -> space.importFromDrive(List.of(id), request.jobTimeout())
                .thenApply(entries -> new Source(entries.get(0), id)));
    }

    CompletableFuture<OperationResult> record(OperationRequest request) {
        return ofVideo(request, TranscodeCalls::record);
    }

    CompletableFuture<OperationResult> result(OperationRequest request) {
        return ofVideo(request, TranscodeCalls::result);
    }

    private <R> CompletableFuture<OperationResult> ofVideo(OperationRequest request, LongFunction<ApiCall<R>> call) {
        long id = FileSelector.of(request).spaceId();
        return account.call(call.apply(id))
                .thenApply(answer -> OperationResult.of(answer).with(ResultHeader.FILE_ID, id));
    }

    CompletableFuture<OperationResult> delete(OperationRequest request) {
        long id = FileSelector.ofChanged(request).spaceId();
        ApiCall<Void> call = TranscodeCalls.delete(id, request.deleteProducts());
        AtomicInteger calls = new AtomicInteger();
        return DELETE.retry(
                        account::delay,
                        LostAnswers::lost,
                        () -> calls.incrementAndGet() == 1 ? account.call(call) : deletedAgain(call))
                .thenApply(done -> OperationResult.unchanged(List.of(id)));
    }

    /** Repeats a deletion whose answer was lost. If the video is gone, the first call has deleted it. */
    private CompletableFuture<Void> deletedAgain(ApiCall<Void> call) {
        return Futures.recover(
                account.call(call),
                failure ->
                        failure instanceof Pan123NotFoundException ? Futures.completed(null) : Futures.failed(failure));
    }

    CompletableFuture<OperationResult> download(OperationRequest request) {
        FileSelector video = FileSelector.of(request);
        long id = video.spaceId();
        DownloadOptions options = request.downloadOptions();
        return switch (artifact(request, video)) {
            case original -> {
                String place = original(request, video, id, options);
                String name = place.substring(place.lastIndexOf('/') + 1);
                yield bring(TranscodeProducts.original(account, id, name), place, options)
                        .thenApply(body -> OperationResult.of(body)
                                .with(ResultHeader.FILE_ID, id)
                                .with(ResultHeader.FILE_NAME, video.name().orElse(name))
                                .storedAs(place));
            }
            case m3u8 -> {
                String resolution = resolution(request, video);
                String folder = folder(video, id, resolution);
                PlaylistDownload playlist = new PlaylistDownload(account, downloader, id, resolution, options);
                yield playlist.bring(folder).thenApply(body -> OperationResult.of(body)
                        .with(ResultHeader.FILE_ID, id)
                        .with(ResultHeader.RESOLUTION, resolution)
                        .with(ResultHeader.FILE_NAME, playlist.name())
                        .storedAs(folder + "/" + FileName.safe(playlist.name())));
            }
            case ts -> {
                String resolution = resolution(request, video);
                String segment = segment(request, video);
                String name = LocalNames.onlyHere(segment) ? segment : segment + ".ts";
                String place = folder(video, id, resolution) + "/" + FileName.safe(name);
                CompletableFuture<Object> brought = LocalNames.onlyHere(name)
                        ? new PlaylistDownload(account, downloader, id, resolution, options).segment(name, place)
                        : bring(TranscodeProducts.segment(account, id, resolution, segment), place, options);
                yield brought.thenApply(body -> OperationResult.of(body)
                        .with(ResultHeader.FILE_ID, id)
                        .with(ResultHeader.RESOLUTION, resolution)
                        .with(ResultHeader.SEGMENT_NAME, segment)
                        .with(ResultHeader.FILE_NAME, name)
                        .storedAs(place));
            }
            case all -> {
                String asked = FileName.require("zipName", zipName(request, video, id));
                String name = asked.endsWith(".zip") ? asked : asked + ".zip";
                RemoteFile archive =
                        TranscodeProducts.archive(name, () -> space.archive(id, asked, request.jobTimeout()));
                yield bring(archive, FileName.safe(name), options).thenApply(body -> OperationResult.of(body)
                        .with(ResultHeader.FILE_ID, id)
                        .with(ResultHeader.FILE_NAME, name));
            }
        };
    }

    private CompletableFuture<Object> bring(RemoteFile file, String place, DownloadOptions options) {
        return downloader.whereUsable(
                place, options, () -> file.ask().get().thenCompose(url -> downloader.bring(file, url, place, options)));
    }

    /** Returns the selected product, or else the product in the body, or else the original. */
    private static Artifact artifact(OperationRequest request, FileSelector video) {
        return request.value(OverrideHeader.ARTIFACT)
                .or(() -> product(video).map(file -> file.playlist() ? Artifact.m3u8 : Artifact.ts))
                .orElse(Artifact.original);
    }

    private static Optional<TranscodeFile> product(FileSelector video) {
        return video.one().record() instanceof TranscodeFile file ? Optional.of(file) : Optional.empty();
    }

    /**
     * Returns a folder that is unique for each resolution, so that files of different resolutions have different paths.
     */
    private static String folder(FileSelector video, long id, String resolution) {
        return FileName.safe(video.name().orElse(Long.toString(id))) + "/" + FileName.safe(resolution);
    }

    private static String zipName(OperationRequest request, FileSelector video, long id) {
        return request.value(OverrideHeader.ZIP_NAME).or(video::name).orElse(Long.toString(id));
    }

    /**
     * Returns the relative path of the original. An unknown name is replaced with the ID for a stream. It causes a
     * failure for a saved file, because an ID would not describe the content.
     */
    private static String original(OperationRequest request, FileSelector video, long id, DownloadOptions options) {
        Optional<String> place =
                LocalPlace.named(request, options).or(() -> video.name().map(FileName::safe));
        if (place.isEmpty() && options.targetDirectory().isPresent()) {
            throw new IllegalArgumentException("The original has no name to be saved under: set the header "
                    + OverrideHeader.FILE_NAME.header() + " or the option fileName");
        }
        return place.orElse(Long.toString(id));
    }

    private static String resolution(OperationRequest request, FileSelector video) {
        return request.value(OverrideHeader.RESOLUTION)
                .or(() -> resolution(video.one().record()))
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException("No resolution is named: set the header "
                        + OverrideHeader.RESOLUTION.header() + " or the option resolution to a name such as 720P"));
    }

    private static Optional<String> resolution(Object record) {
        if (record instanceof TranscodeResult result) {
            return Optional.of(result.resolution());
        }
        if (record instanceof TranscodeJob job) {
            return Optional.of(job.resolution());
        }
        return record instanceof TranscodeFile file ? Optional.of(file.resolution()) : Optional.empty();
    }

    private static String segment(OperationRequest request, FileSelector video) {
        String name = request.value(OverrideHeader.SEGMENT_NAME)
                .or(() -> product(video).map(TranscodeFile::name))
                .orElseThrow(() -> new IllegalArgumentException("No segment is named: set the header "
                        + OverrideHeader.SEGMENT_NAME.header() + " or the option segmentName, such as 001"));
        return name.endsWith(".ts") ? name.substring(0, name.length() - ".ts".length()) : name;
    }
}
