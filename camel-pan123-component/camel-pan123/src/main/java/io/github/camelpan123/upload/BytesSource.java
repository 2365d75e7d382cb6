package io.github.camelpan123.upload;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Content that is in memory anyway. */
record BytesSource(byte[] bytes) implements UploadSource {

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open(long offset, long length) {
        return new ByteArrayInputStream(bytes, Math.toIntExact(offset), Math.toIntExact(length));
    }
}
