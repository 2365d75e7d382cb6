package io.github.camelpan123.upload;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Content in memory, which is not copied. */
final class BufferSource implements UploadSource {

    private final ByteBuffer content;

    /** @param content the content from its position to its limit; both stay unchanged */
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

    /** Digests the whole content without copying it. */
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
