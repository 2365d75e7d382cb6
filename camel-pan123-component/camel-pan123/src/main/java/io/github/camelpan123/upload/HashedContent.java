package io.github.camelpan123.upload;

import java.util.List;

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
}
