package io.github.camelpan123.operation;

import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.download.DownloadOptions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The operations that bring files of the drive here. */
final class DownloadOperations {

    private DownloadOperations() {}

    static CompletableFuture<OperationResult> downloadUrl(OperationRequest request, Workbench bench) {
        bench.account().requireDownloads(Api.DOWNLOAD_INFO);
        return FileSelector.of(request).id(bench.drive()).thenCompose(id -> bench.account()
                .call(FileCalls.downloadUrl(id))
                .thenApply(url -> OperationResult.of(url).with(ResultHeader.FILE_ID, id)));
    }

    static CompletableFuture<OperationResult> download(OperationRequest request, Workbench bench) {
        bench.account().requireDownloads(Api.DOWNLOAD_INFO);
        DownloadOptions options = request.downloadOptions();
        FileSelector file = FileSelector.of(request);
        Optional<String> named = LocalPlace.named(request, options).or(() -> LocalPlace.carried(request, file));
        return entry(file, bench)
                .thenCompose(entry -> download(bench, entry, named.orElse(entry.relativePath()), options));
    }

    /**
     * An element of a list tells what another call would tell of an id. Where that is not true any more, what is
     * downloaded has another size or MD5.
     */
    private static CompletableFuture<FileEntry> entry(FileSelector file, Workbench bench) {
        Optional<FileEntry> known = file.one()
                .entry()
                .filter(entry -> entry.directory() || !entry.etag().isEmpty());
        return known.isPresent()
                ? CompletableFuture.completedFuture(known.get())
                : file.id(bench.drive()).thenCompose(id -> bench.account().call(FileCalls.detail(id)));
    }

    private static CompletableFuture<OperationResult> download(
            Workbench bench, FileEntry entry, String place, DownloadOptions options) {
        if (entry.directory()) {
            throw new IllegalArgumentException("A folder cannot be downloaded, and " + entry.fileId() + " is one");
        }
        return bench.downloader()
                .skipped(entry, place, options)
                .thenCompose(there -> there.isPresent()
                        ? CompletableFuture.completedFuture(result(there.get(), entry, place, options, true))
                        : bench.downloader()
                                .bring(entry, place, options)
                                .thenApply(body -> result(body, entry, place, options, false)));
    }

    private static OperationResult result(
            Object body, FileEntry entry, String place, DownloadOptions options, boolean skipped) {
        OperationResult result = OperationResult.of(body)
                .with(ResultHeader.FILE_ID, entry.fileId())
                .with(ResultHeader.PARENT_FILE_ID, entry.parentFileId())
                .with(ResultHeader.FILE_NAME, entry.name())
                .with(ResultHeader.SIZE, entry.size())
                .with(ResultHeader.ETAG, entry.etag())
                .storedAs(place);
        return options.targetDirectory().isPresent() ? result.with(ResultHeader.SKIPPED, skipped) : result;
    }
}
