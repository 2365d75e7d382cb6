package io.github.camelpan123.upload;

import java.util.List;

/**
 * The digests of a content.
 *
 * @param md5 the MD5 of the whole in lower-case hexadecimal
 * @param sliceSize the slice size in bytes
 * @param sliceMd5s the MD5 of each slice in order, in lower-case hexadecimal; empty if only the whole was digested
 */
record Fingerprint(String md5, long sliceSize, List<String> sliceMd5s) {

    /** Returns the digest of a slice; null if it is not known for this slice size. */
    String sliceMd5(int index, long size) {
        return size == sliceSize && index < sliceMd5s.size() ? sliceMd5s.get(index) : null;
    }
}
