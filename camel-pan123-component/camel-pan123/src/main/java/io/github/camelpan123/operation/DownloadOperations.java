package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.FileEntry;
import io.github.camelpan123.download.DownloadOptions;
import io.github.camelpan123.download.Downloader;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.support.Futures;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The operations that download files from the drive. */
final class DownloadOperations {

    private final AccountLease account;
    private final Drive drive;
    private final Downloader downloader;

    DownloadOperations(AccountLease account, Drive drive, Downloader downloader) {
        this.account = account;
        this.drive = drive;
        this.downloader = downloader;
    }

    CompletableFuture<OperationResult> downloadUrl(OperationRequest request) {
        account.requireDownloads(Api.DOWNLOAD_INFO);
        return FileSelector.of(request).id(drive).thenCompose(id -> account.call(FileCalls.downloadUrl(id))
                .thenApply(url -> OperationResult.of(url).with(ResultHeader.FILE_ID, id)));
    }

    CompletableFuture<OperationResult> download(OperationRequest request) {
        account.requireDownloads(Api.DOWNLOAD_INFO);
        DownloadOptions options = request.downloadOptions();
        FileSelector file = FileSelector.of(request);
        Optional<String> named = LocalPlace.named(request, options).or(() -> LocalPlace.carried(request, file));
        return entry(file).thenCompose(entry -> download(entry, named.orElse(entry.relativePath()), options));
    }

    /**
     * Returns the entry of the file. An element of a list already contains it, which saves a call. If it is outdated,
     * the size or MD5 of the downloaded content differs.
     */
    private CompletableFuture<FileEntry> entry(FileSelector file) {
        Optional<FileEntry> known = file.one()
                .entry()
                .filter(entry -> entry.directory() || !entry.etag().isEmpty());
        return known.isPresent()
                ? Futures.completed(known.get())
                : file.id(drive).thenCompose(id -> account.call(FileCalls.detail(id)));
    }

    private CompletableFuture<OperationResult> download(FileEntry entry, String place, DownloadOptions options) {
        if (entry.directory()) {
            throw new IllegalArgumentException("A folder cannot be downloaded, and " + entry.fileId() + " is one");
        }
        return downloader
                .skipped(entry, place, options)
                .thenCompose(there -> there.isPresent()
                        ? Futures.completed(result(there.get(), entry, place, options, true))
                        : downloader
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
