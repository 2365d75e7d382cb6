package io.github.camelpan123.upload;

/**
 * A content whose digests are known.
 *
 * @param source provides the bytes again
 * @param fingerprint the digests
 */
record HashedContent(UploadSource source, Fingerprint fingerprint) {

    Content content() {
        return new Content(fingerprint.md5(), source.size());
    }
}
