package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.DirectLinkCalls;
import io.github.camelpan123.api.FileCalls;
import io.github.camelpan123.api.NewShare;
import io.github.camelpan123.api.Share;
import io.github.camelpan123.api.ShareCalls;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.drive.ShareIterator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** The operations that create or list links to files. */
final class LinkOperations {

    private final AccountLease account;
    private final Drive drive;

    LinkOperations(AccountLease account, Drive drive) {
        this.account = account;
        this.drive = drive;
    }

    CompletableFuture<OperationResult> share(OperationRequest request) {
        FileSelector files = FileSelector.of(request).atMost(FileCalls.BATCH);
        NewShare share = new NewShare(
                request.value(OverrideHeader.SHARE_NAME)
                        .or(files::name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "The share has no title: set the option shareName or the header "
                                        + OverrideHeader.SHARE_NAME.header())),
                request.value(OverrideHeader.SHARE_EXPIRE_DAYS).orElseThrow(),
                request.value(OverrideHeader.SHARE_PASSWORD).orElse(""));
        return files.ids(drive)
                .thenCompose(ids -> account.call(ShareCalls.create(ids, share)))
                .thenApply(OperationResult::of);
    }

    CompletableFuture<OperationResult> listShares(OperationRequest request) {
        int pageSize = request.listOptions().pageSize();
        int most = DriveOperations.requireNotNegative("maxResults", request.maxResults());
        return ShareIterator.begin(account, pageSize).thenApply(shares -> {
            Iterator<Share> all = most > 0 ? DriveOperations.firstOf(shares, most) : shares;
            return OperationResult.of(all);
        });
    }

    CompletableFuture<OperationResult> enableDirectLink(OperationRequest request) {
        return ofFolder(request, DirectLinkCalls::enable);
    }

    CompletableFuture<OperationResult> disableDirectLink(OperationRequest request) {
        return ofFolder(request, DirectLinkCalls::disable);
    }

    private CompletableFuture<OperationResult> ofFolder(OperationRequest request, LongFunction<ApiCall<String>> call) {
        return FileSelector.ofChanged(request).id(drive).thenCompose(id -> account.call(call.apply(id))
                .thenApply(name -> OperationResult.unchanged(List.of(id)).with(ResultHeader.FILE_NAME, name)));
    }

    CompletableFuture<OperationResult> directLink(OperationRequest request) {
        return FileSelector.of(request).id(drive).thenCompose(id -> account.call(DirectLinkCalls.url(id))
                .thenApply(url -> OperationResult.of(url).with(ResultHeader.FILE_ID, id)));
    }
}
