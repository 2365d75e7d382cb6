package io.github.camelpan123.download;

import io.github.camelpan123.api.Api;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A downloadable file.
 *
 * @param api the call that returns its URL
 * @param name its name without a path
 * @param size bytes; -1 if only the server knows
 * @param md5 lower-case hex; empty if unknown
 * @param ask requests a URL of the content from the platform
 */
public record RemoteFile(Api api, String name, long size, String md5, Supplier<CompletableFuture<String>> ask) {

    /** The size if only the server knows it. */
    public static final long UNKNOWN_SIZE = -1;

    @Override
    public String toString() {
        return name + (size < 0 ? "" : " (" + size + " bytes)");
    }
}
