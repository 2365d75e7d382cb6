package io.github.camelpan123.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on disk; each part is read from its own channel, so parts do not wait for each other. */
final class FileSource implements UploadSource {

    private final Path file;
    private final long size;
    private final boolean ours;

    private FileSource(Path file, boolean ours) throws IOException {
        this.file = file;
        this.size = Files.size(file);
        this.ours = ours;
    }

    /** @throws NoSuchFileException when there is no such file, or it is a folder */
    static FileSource of(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file to upload");
        }
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "only files can be uploaded, not folders");
        }
        return new FileSource(file, false);
    }

    /** A file that goes with the upload. */
    static FileSource spooled(Path file) throws IOException {
        return new FileSource(file, true);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open(long offset, long length) throws IOException {
        return new Region(FileChannel.open(file, StandardOpenOption.READ), offset, length);
    }

    @Override
    public void close() throws IOException {
        if (ours) {
            Files.deleteIfExists(file);
        }
    }

    private static final class Region extends InputStream {
        private final FileChannel channel;
        private long position;
        private long left;

        Region(FileChannel channel, long offset, long length) {
            this.channel = channel;
            this.position = offset;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(target, offset, (int) Math.min(length, left)), position);
            if (read > 0) {
                position += read;
                left -= read;
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
