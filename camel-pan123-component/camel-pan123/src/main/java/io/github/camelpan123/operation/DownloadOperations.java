package io.github.camelpan123.operation;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.FileEntry;
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
        return file.id(bench.drive()).thenCompose(id -> bench.account()
                .call(FileCalls.detail(id))
                .thenCompose(entry ->
                        download(bench, entry, file.one().relativePath().orElse(entry.relativePath()), options)));
    }

    private static CompletableFuture<OperationResult> download(
            Workbench bench, FileEntry entry, String relativePath, DownloadOptions options) {
        if (entry.directory()) {
            throw new IllegalArgumentException("A folder cannot be downloaded, and " + entry.fileId() + " is one");
        }
        return bench.downloader().bring(entry, relativePath, options).thenApply(body -> OperationResult.of(body)
                .with(ResultHeader.FILE_ID, entry.fileId())
                .with(ResultHeader.PARENT_FILE_ID, entry.parentFileId())
                .with(ResultHeader.FILE_NAME, entry.name())
                .with(ResultHeader.SIZE, entry.size())
                .with(ResultHeader.ETAG, entry.etag())
                .storedAs(relativePath));
    }
}
