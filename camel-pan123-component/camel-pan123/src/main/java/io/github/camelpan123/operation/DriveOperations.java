package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.platform.AccountCalls;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.FileEntry;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/** The operations on account, folders and files that are one call, or one look-up and one call. */
final class DriveOperations {

    private DriveOperations() {}

    static CompletableFuture<OperationResult> userInfo(Input input, Workbench bench) {
        return bench.account().call(AccountCalls.userInfo()).thenApply(OperationResult::of);
    }

    static CompletableFuture<OperationResult> listFiles(Input input, Workbench bench) {
        CompletableFuture<Long> folder = input.path().isPresent()
                ? bench.drive().folder(DrivePath.parse("path", input.path().get()))
                : FolderChoice.id(input, bench.drive(), DrivePath.ROOT);
        return folder.thenApply(id -> {
            Iterator<FileEntry> all = bench.drive().list(id, input.listOptions());
            return OperationResult.of(input.maxResults() > 0 ? firstOf(all, input.maxResults()) : all);
        });
    }

    private static Iterator<FileEntry> firstOf(Iterator<FileEntry> all, int most) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, 0), false)
                .limit(most)
                .iterator();
    }

    static CompletableFuture<OperationResult> getFile(Input input, Workbench bench) {
        return FileChoice.id(input, bench.drive())
                .thenCompose(id -> bench.account().call(FileCalls.detail(id)))
                .thenApply(OperationResult::ofEntry);
    }

    static CompletableFuture<OperationResult> createDirectory(Input input, Workbench bench) {
        String path = input.path()
                .or(() -> pathInBody(input))
                .orElseThrow(() -> new IllegalArgumentException(
                        "No folder is named: set the header CamelPan123Path or the option path, or send the path as"
                                + " body, starting with '/'"));
        DrivePath folder = DrivePath.parse("path", path);
        return bench.drive()
                .createFolder(folder)
                .thenApply(id -> OperationResult.of(id).with(Fact.FILE_ID, id).with(Fact.PATH, folder.toString()));
    }

    private static Optional<String> pathInBody(Input input) {
        return input.body() instanceof String text && text.startsWith("/") ? Optional.of(text) : Optional.empty();
    }

    static CompletableFuture<OperationResult> trash(Input input, Workbench bench) {
        return FileChoice.ids(input, bench.drive()).thenCompose(ids -> inBatches(bench.account(), ids));
    }

    private static CompletableFuture<OperationResult> inBatches(AccountLease account, List<Long> ids) {
        CompletableFuture<?>[] batches = new CompletableFuture<?>[(ids.size() + FileCalls.BATCH - 1) / FileCalls.BATCH];
        for (int i = 0; i < batches.length; i++) {
            int from = i * FileCalls.BATCH;
            batches[i] = account.call(FileCalls.trash(ids.subList(from, Math.min(ids.size(), from + FileCalls.BATCH))));
        }
        return CompletableFuture.allOf(batches).thenApply(done -> OperationResult.unchanged());
    }

    static CompletableFuture<OperationResult> downloadUrl(Input input, Workbench bench) {
        return FileChoice.id(input, bench.drive()).thenCompose(id -> bench.account()
                .call(FileCalls.downloadUrl(id))
                .thenApply(url -> OperationResult.of(url).with(Fact.FILE_ID, id)));
    }

    static CompletableFuture<OperationResult> download(Input input, Workbench bench) {
        return FileChoice.id(input, bench.drive())
                .thenCompose(id -> bench.account().call(FileCalls.detail(id)).thenCompose(entry -> bench.account()
                        .call(FileCalls.downloadUrl(id))
                        .thenApplyAsync(
                                url -> content(bench, entry, url),
                                bench.account().routes())));
    }

    private static OperationResult content(Workbench bench, FileEntry entry, String url) {
        return OperationResult.of(bench.account().content().open(Api.DOWNLOAD_INFO, url))
                .with(Fact.FILE_ID, entry.fileId())
                .with(Fact.PARENT_FILE_ID, entry.parentFileId())
                .with(Fact.FILE_NAME, entry.name())
                .with(Fact.SIZE, entry.size())
                .with(Fact.ETAG, entry.etag());
    }
}
