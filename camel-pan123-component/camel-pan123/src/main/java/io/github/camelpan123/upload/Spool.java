package io.github.camelpan123.upload;

import io.github.camelpan123.api.SpoolFullException;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.support.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Stores streams that cannot be read twice on disk, never in memory. It checks the free disk space while writing. */
public final class Spool {

    private static final int BUFFER = 128 * 1024;
    private static final long KEEP_FREE = 64L * 1024 * 1024;
    private static final long LOOK_EVERY = 16L * 1024 * 1024;
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            // deletes the file with the channel or at the end of the process
            StandardOpenOption.DELETE_ON_CLOSE);

    private final Path folder;
    private final long longest;
    private final LongSupplier usable;
    private final Runnable stillWanted;

    /**
     * @param folder the folder of the files
     * @param longest the maximum number of bytes per stream
     * @param usable returns the usable space of the folder in bytes; may throw {@link UncheckedIOException}
     * @param stillWanted called between buffers; throws an exception to cancel the writing
     */
    Spool(Path folder, long longest, LongSupplier usable, Runnable stillWanted) {
        this.folder = folder;
        this.longest = longest;
        this.usable = usable;
        this.stillWanted = stillWanted;
    }

    /** Returns a spool in the folder for temporary files. */
    static Spool temporary(long longest, Runnable stillWanted) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        return new Spool(folder, longest, () -> usableSpace(folder), stillWanted);
    }

    private static long usableSpace(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Checks before reading whether a stream can be stored.
     *
     * @throws SpoolFullException if it cannot be stored; the message contains the limit
     */
    void requireRoom(long size) throws IOException {
        requireAllowed(size);
        requireSpace(size);
    }

    /**
     * Prepares the storage of a stream before anything is read of it.
     *
     * @param size the length of the stream, if it is known
     * @throws SpoolFullException if the stream cannot be stored; the message contains the limit
     */
    SpoolFile create(OptionalLong size) throws IOException {
        stillWanted.run();
        if (size.isPresent()) {
            requireRoom(size.getAsLong());
        } else {
            requireSpace(LOOK_EVERY);
        }
        FileAttribute<?>[] ownerOnly = PrivateFiles.attributes(folder);
        return new SpoolFile(
                FileChannel.open(folder.resolve("camel-pan123-" + UUID.randomUUID() + ".spool"), OPTIONS, ownerOnly));
    }

    /**
     * Reads a stream to its end and stores it. Nothing remains on disk after a failure.
     *
     * @param in the stream, which is not closed
     * @throws SpoolFullException if the disk is nearly full or the stream is longer than allowed
     */
    UploadSource write(InputStream in) throws IOException {
        return create(OptionalLong.empty()).write(in);
    }

    /** The file of one stream. */
    final class SpoolFile {

        private final FileChannel channel;

        private SpoolFile(FileChannel channel) {
            this.channel = channel;
        }

        /**
         * Reads the stream to its end and stores it. Nothing remains on disk after a failure.
         *
         * @param in the stream, which is not closed
         * @throws SpoolFullException if the disk is nearly full or the stream is longer than allowed
         */
        UploadSource write(InputStream in) throws IOException {
            try {
                return new UploadSource.Spooled(channel, copy(in, channel));
            } catch (UncheckedIOException e) {
                channel.close();
                throw e.getCause();
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        }
    }

    private long copy(InputStream in, FileChannel channel) throws IOException {
        byte[] bytes = new byte[BUFFER];
        long written = 0;
        long nextLook = 0;
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
            stillWanted.run();
            if (written >= nextLook) {
                requireSpace(LOOK_EVERY);
                nextLook = written + LOOK_EVERY;
            }
            requireAllowed(written + read);
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, read);
            write(buffer, channel);
            written += read;
        }
        return written;
    }

    /** Writes a buffer. Other programs may fill the disk between two checks. */
    private void write(ByteBuffer buffer, FileChannel channel) throws IOException {
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            if (usable.getAsLong() < KEEP_FREE) {
                SpoolFullException full = full();
                full.initCause(e);
                throw full;
            }
            throw e;
        }
    }

    private void requireAllowed(long size) throws SpoolFullException {
        if (size > longest) {
            throw new SpoolFullException("The stream is longer than the " + longest + " bytes that "
                    + (longest < UploadCalls.LARGEST
                            ? "may be stored on disk. Raise maxSpoolSize, or upload a file"
                            : "a file may have on the platform"));
        }
    }

    private void requireSpace(long wanted) throws IOException {
        long there;
        try {
            there = usable.getAsLong();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (there < KEEP_FREE + wanted) {
            throw full();
        }
    }

    private SpoolFullException full() {
        return new SpoolFullException(
                "There is too little space left in " + folder + " to store the stream for an upload");
    }
}
