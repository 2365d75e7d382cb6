package io.github.camelpan123.download;

import io.github.camelpan123.api.Api;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Something that can be downloaded.
 *
 * @param api the call that gives its address out
 * @param name its name without a path
 * @param size bytes; -1 when only its server knows
 * @param md5 lower-case hex; empty when unknown
 * @param ask asks the platform for an address to read it from
 */
public record RemoteFile(Api api, String name, long size, String md5, Supplier<CompletableFuture<String>> ask) {

    /** Where only the server knows. */
    public static final long UNKNOWN_SIZE = -1;

    @Override
    public String toString() {
        return name + (size < 0 ? "" : " (" + size + " bytes)");
    }
}
