package io.github.camelpan123.upload;

import io.github.camelpan123.api.SourceChangedException;
import io.github.camelpan123.support.Futures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A content whose digests are known.
 *
 * @param source provides the bytes again
 * @param md5 the MD5 of the whole in lower-case hexadecimal
 * @param sliceSize the slice size in bytes of the digests
 * @param sliceMd5s the MD5 of each slice in order, in lower-case hexadecimal; empty if only the whole was digested
 */
record HashedContent(UploadSource source, String md5, long sliceSize, List<String> sliceMd5s) {

    /** Returns a content of which only the whole was digested. */
    static HashedContent whole(UploadSource source, String md5) {
        return new HashedContent(source, md5, 0, List.of());
    }

    Content content() {
        return new Content(md5, source.size());
    }

    /** Returns the digest of a slice; null if it is not known for this slice size. */
    String sliceMd5(int index, long size) {
        return size == sliceSize && index < sliceMd5s.size() ? sliceMd5s.get(index) : null;
    }

    /** @throws CompletionException if the content has changed since the upload began; it wraps the failure */
    void requireUnchanged() {
        try {
            source.requireUnchanged();
        } catch (SourceChangedException e) {
            throw new CompletionException(e);
        }
    }

    /**
     * Replaces the failure of a transfer if the content has changed, because the platform may have rejected it for that
     * reason.
     */
    CompletableFuture<Void> orChanged(CompletableFuture<Void> sent) {
        return Futures.recover(sent, failure -> {
            try {
                source.requireUnchanged();
                return Futures.failed(failure);
            } catch (SourceChangedException changed) {
                changed.addSuppressed(failure);
                return Futures.failed(changed);
            }
        });
    }
}
