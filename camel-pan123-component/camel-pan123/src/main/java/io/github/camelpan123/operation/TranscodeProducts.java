package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.api.Api;
import io.github.camelpan123.api.ApiCall;
import io.github.camelpan123.api.Pan123SpaceFullException;
import io.github.camelpan123.api.ProductUrl;
import io.github.camelpan123.api.TranscodeCalls;
import io.github.camelpan123.download.RemoteFile;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The files that can be downloaded from the transcode space. Requesting a URL fails if the space is full. */
final class TranscodeProducts {

    private TranscodeProducts() {}

    /**
     * Returns the playlist of a resolution, as created by the platform.
     *
     * @param resolution the name in upper case
     */
    static RemoteFile playlist(AccountLease account, long fileId, String resolution) {
        return product(account, "stream.m3u8", TranscodeCalls.playlist(fileId, resolution));
    }

    static RemoteFile segment(AccountLease account, long fileId, String resolution, String segment) {
        return product(account, segment + ".ts", TranscodeCalls.segment(fileId, resolution, segment));
    }

    static RemoteFile original(AccountLease account, long fileId, String name) {
        return product(account, name, TranscodeCalls.original(fileId));
    }

    /** @param packed completes when the platform has created the archive */
    static RemoteFile archive(String name, Supplier<CompletableFuture<ProductUrl>> packed) {
        return product(Api.TRANSCODE_DOWNLOAD_ALL, name, packed);
    }

    private static RemoteFile product(AccountLease account, String name, ApiCall<ProductUrl> call) {
        return product(call.api(), name, () -> account.call(call));
    }

    private static RemoteFile product(Api api, String name, Supplier<CompletableFuture<ProductUrl>> ask) {
        return new RemoteFile(
                api, name, RemoteFile.UNKNOWN_SIZE, "", () -> ask.get().thenApply(product -> {
                    if (product.full()) {
                        throw new Pan123SpaceFullException(api);
                    }
                    return product.url();
                }));
    }
}
