package io.github.camelpan123.upload;

import io.github.camelpan123.api.SourceChangedException;
import io.github.camelpan123.support.FileState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Content of known length that can be read repeatedly from any offset, so that a failed slice can be sent again. It is
 * a file, a buffer in memory, or a stream that is stored on disk.
 */
public interface UploadSource extends AutoCloseable {

    /** Returns the length in bytes. */
    long size();

    /**
     * Opens a part of the content. Several parts may be open at the same time.
     *
     * @param offset the first byte, 0 to {@link #size()}
     * @param length the number of bytes, within the content
     * @return a stream of exactly that many bytes, unless the content was shortened meanwhile
     * @throws IOException if the content cannot be opened
     */
    InputStream open(long offset, long length) throws IOException;

    /**
     * Checks whether the content has changed since the upload began.
     *
     * @throws SourceChangedException if it has changed; the message describes the change
     */
    default void requireUnchanged() throws SourceChangedException {}

    /** Releases the resources of the upload, such as a spool file. */
    @Override
    default void close() throws IOException {}

    /** A file on disk. Each part is read with its own channel, so parts do not wait for each other. */
    final class OfFile implements UploadSource {

        private final Path file;
        private final FileState begin;

        private OfFile(Path file) throws IOException {
            this.file = file;
            this.begin = FileState.of(file);
        }

        /** @throws NoSuchFileException if the file does not exist or is a folder */
        static OfFile of(Path file) throws IOException {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(file.toString(), null, "there is no such file to upload");
            }
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(
                        file.toString(),
                        null,
                        "it is a folder, and only files can be uploaded. The file component reads a"
                                + " folder: file:...?recursive=true");
            }
            return new OfFile(file);
        }

        Path file() {
            return file;
        }

        /** Returns the state of the file when its upload began. */
        FileState state() {
            return begin;
        }

        @Override
        public long size() {
            return begin.size();
        }

        @Override
        public InputStream open(long offset, long length) throws IOException {
            return new FileRegionInputStream(FileChannel.open(file, StandardOpenOption.READ), true, offset, length);
        }

        @Override
        public void requireUnchanged() throws SourceChangedException {
            FileState now;
            try {
                now = FileState.of(file);
            } catch (IOException e) {
                throw new SourceChangedException("The file " + file + " was removed while it was uploaded", e);
            }
            if (now.size() != begin.size()) {
                throw new SourceChangedException(
                        "The file " + file + " had " + begin.size() + " bytes when its upload began and has "
                                + now.size() + " now; upload it when nobody writes to it",
                        null);
            }
            if (!now.modified().equals(begin.modified()) || !Objects.equals(now.key(), begin.key())) {
                throw new SourceChangedException(
                        "The file " + file
                                + " was written to while it was uploaded; upload it when nobody writes to it",
                        null);
            }
        }
    }

    /** Content in memory, which is not copied. */
    final class InMemory implements UploadSource {

        private final ByteBuffer content;

        /** @param content the content from its position to its limit; both stay unchanged */
        InMemory(ByteBuffer content) {
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

    /** A stream stored on disk. All parts share one channel, because the file no longer has a name. */
    record Spooled(FileChannel channel, long size) implements UploadSource {

        @Override
        public InputStream open(long offset, long length) {
            return new FileRegionInputStream(channel, false, offset, length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
