package io.github.camelpan123.operation;

import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.FileEntry;
import io.github.camelpan123.platform.FileName;
import java.util.concurrent.CompletableFuture;

/** The operations that bring files of the drive here. */
final class DownloadOperations {

    private DownloadOperations() {}

    static CompletableFuture<OperationResult> downloadUrl(Input input, Workbench bench) {
        bench.account().requireDownloads(Api.DOWNLOAD_INFO);
        return FileChoice.id(input, bench.drive()).thenCompose(id -> bench.account()
                .call(FileCalls.downloadUrl(id))
                .thenApply(url -> OperationResult.of(url).with(Fact.FILE_ID, id)));
    }

    static CompletableFuture<OperationResult> download(Input input, Workbench bench) {
        bench.account().requireDownloads(Api.DOWNLOAD_INFO);
        DownloadOptions options = input.downloadOptions();
        return FileChoice.id(input, bench.drive()).thenCompose(id -> bench.account()
                .call(FileCalls.detail(id))
                .thenCompose(entry -> download(bench, entry, options)));
    }

    private static CompletableFuture<OperationResult> download(
            Workbench bench, FileEntry entry, DownloadOptions options) {
        if (entry.directory()) {
            throw new IllegalArgumentException("A folder cannot be downloaded, and " + entry.fileId() + " is one");
        }
        return bench.downloader()
                .bring(entry, FileName.safe(entry.name()), options)
                .thenApply(body -> OperationResult.of(body)
                        .with(Fact.FILE_ID, entry.fileId())
                        .with(Fact.PARENT_FILE_ID, entry.parentFileId())
                        .with(Fact.FILE_NAME, entry.name())
                        .with(Fact.SIZE, entry.size())
                        .with(Fact.ETAG, entry.etag()));
    }
}
