package io.github.camelpan123.upload;

import java.util.List;

/**
 * The digests of a content.
 *
 * @param md5 of the whole, lower-case hex
 * @param sliceSize what the slices below were cut to
 * @param sliceMd5s of each slice in order, lower-case hex; empty when only the whole was digested
 */
record Fingerprint(String md5, long sliceSize, List<String> sliceMd5s) {

    /** The digest of a slice, or null when the slices were cut to another size. */
    String sliceMd5(int index, long size) {
        return size == sliceSize && index < sliceMd5s.size() ? sliceMd5s.get(index) : null;
    }
}
