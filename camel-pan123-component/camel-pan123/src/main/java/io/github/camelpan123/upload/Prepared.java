package io.github.camelpan123.upload;

import java.io.IOException;

/**
 * A content that was read once.
 *
 * @param source to read it again
 * @param fingerprint what it is
 */
record Prepared(UploadSource source, Fingerprint fingerprint) implements AutoCloseable {

    Content content() {
        return new Content(fingerprint.md5(), source.size());
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
