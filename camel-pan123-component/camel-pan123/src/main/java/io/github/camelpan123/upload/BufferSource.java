package io.github.camelpan123.upload;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Content that is in memory anyway; it is not copied. */
final class BufferSource implements UploadSource {

    private final ByteBuffer content;

    /** @param content from its position to its limit, neither of which is changed */
    BufferSource(ByteBuffer content) {
        this.content = content.slice();
    }

    @Override
    public long size() {
        return content.limit();
    }

    @Override
    public InputStream open(long offset, long length) {
        return new Part(content.slice(Math.toIntExact(offset), Math.toIntExact(length)));
    }

    /** Digests all of it where it lies. */
    void digest(MessageDigest digest) {
        digest.update(content.duplicate());
    }

    private static final class Part extends InputStream {
        private final ByteBuffer left;

        Part(ByteBuffer left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left.hasRemaining() ? left.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            int read = Math.min(length, left.remaining());
            left.get(target, offset, read);
            return read == 0 ? -1 : read;
        }
    }
}
