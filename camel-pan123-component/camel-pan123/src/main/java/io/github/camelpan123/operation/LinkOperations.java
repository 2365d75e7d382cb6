package io.github.camelpan123.operation;

import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.DirectLinkCalls;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.NewShare;
import io.github.camelpan123.api.Share;
import io.github.camelpan123.api.ShareCalls;
import io.github.camelpan123.drive.ShareIterator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** The operations that give out addresses of files to others. */
final class LinkOperations {

    private LinkOperations() {}

    static CompletableFuture<OperationResult> share(OperationRequest request, Workbench bench) {
        FileSelector files = FileSelector.of(request).atMost(FileCalls.BATCH);
        NewShare share = new NewShare(
                request.value(Setting.SHARE_NAME)
                        .or(files::name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "The share has no title: set the option shareName or the header "
                                        + Setting.SHARE_NAME.header())),
                request.value(Setting.SHARE_EXPIRE_DAYS).orElseThrow(),
                request.value(Setting.SHARE_PASSWORD).orElse(""));
        return files.ids(bench.drive())
                .thenCompose(ids -> bench.account().call(ShareCalls.create(ids, share)))
                .thenApply(OperationResult::of);
    }

    static CompletableFuture<OperationResult> listShares(OperationRequest request, Workbench bench) {
        int pageSize = request.listOptions().pageSize();
        int most = DriveOperations.requireNotNegative("maxResults", request.maxResults());
        return ShareIterator.begin(bench.account(), pageSize).thenApply(shares -> {
            Iterator<Share> all = most > 0 ? DriveOperations.firstOf(shares, most) : shares;
            return OperationResult.of(all);
        });
    }

    static CompletableFuture<OperationResult> enableDirectLink(OperationRequest request, Workbench bench) {
        return ofFolder(request, bench, DirectLinkCalls::enable);
    }

    static CompletableFuture<OperationResult> disableDirectLink(OperationRequest request, Workbench bench) {
        return ofFolder(request, bench, DirectLinkCalls::disable);
    }

    private static CompletableFuture<OperationResult> ofFolder(
            OperationRequest request, Workbench bench, LongFunction<ApiCall<String>> call) {
        return FileSelector.ofChanged(request).id(bench.drive()).thenCompose(id -> bench.account()
                .call(call.apply(id))
                .thenApply(name -> OperationResult.unchanged(List.of(id)).with(ResultHeader.FILE_NAME, name)));
    }

    static CompletableFuture<OperationResult> directLink(OperationRequest request, Workbench bench) {
        return FileSelector.of(request).id(bench.drive()).thenCompose(id -> bench.account()
                .call(DirectLinkCalls.url(id))
                .thenApply(url -> OperationResult.of(url).with(ResultHeader.FILE_ID, id)));
    }
}
