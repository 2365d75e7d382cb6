package io.github.camelpan123.operation;

import io.github.camelpan123.drive.ShareIterator;
import io.github.camelpan123.platform.ApiCall;
import io.github.camelpan123.platform.DirectLinkCalls;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.NewShare;
import io.github.camelpan123.platform.Share;
import io.github.camelpan123.platform.ShareCalls;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** The operations that give out addresses of files to others. */
final class LinkOperations {

    private LinkOperations() {}

    static CompletableFuture<OperationResult> share(Input input, Workbench bench) {
        NewShare share = input.newShare();
        return FileChoice.idsUpTo(FileCalls.BATCH, input, bench.drive())
                .thenCompose(ids -> bench.account().call(ShareCalls.create(ids, share)))
                .thenApply(OperationResult::of);
    }

    static CompletableFuture<OperationResult> listShares(Input input, Workbench bench) {
        int pageSize = input.listOptions().pageSize();
        int most = DriveOperations.requireNotNegative("maxResults", input.maxResults());
        return ShareIterator.begin(bench.account(), pageSize).thenApply(shares -> {
            Iterator<Share> all = most > 0 ? DriveOperations.firstOf(shares, most) : shares;
            return OperationResult.of(all);
        });
    }

    static CompletableFuture<OperationResult> enableDirectLink(Input input, Workbench bench) {
        return ofFolder(input, bench, DirectLinkCalls::enable);
    }

    static CompletableFuture<OperationResult> disableDirectLink(Input input, Workbench bench) {
        return ofFolder(input, bench, DirectLinkCalls::disable);
    }

    private static CompletableFuture<OperationResult> ofFolder(
            Input input, Workbench bench, LongFunction<ApiCall<String>> call) {
        return FileChoice.id(input, bench.drive())
                .thenCompose(id -> bench.account().call(call.apply(id)).thenApply(name -> OperationResult.unchanged()
                        .with(Fact.FILE_ID, id)
                        .with(Fact.FILE_NAME, name)));
    }

    static CompletableFuture<OperationResult> directLink(Input input, Workbench bench) {
        return FileChoice.id(input, bench.drive()).thenCompose(id -> bench.account()
                .call(DirectLinkCalls.url(id))
                .thenApply(url -> OperationResult.of(url).with(Fact.FILE_ID, id)));
    }
}
