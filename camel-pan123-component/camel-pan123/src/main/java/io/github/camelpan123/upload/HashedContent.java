package io.github.camelpan123.upload;

/**
 * A content that was read once.
 *
 * @param source to read it again
 * @param fingerprint what it is
 */
record HashedContent(UploadSource source, Fingerprint fingerprint) {

    Content content() {
        return new Content(fingerprint.md5(), source.size());
    }
}
