package io.github.camelpan123.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a stream that cannot be read twice to disk, never to memory, and watches the space there while it does. */
final class Spool {

    private static final int BUFFER = 128 * 1024;
    private static final long KEEP_FREE = 64L * 1024 * 1024;
    private static final long LOOK_EVERY = 16L * 1024 * 1024;

    private Spool() {}

    /**
     * @param in read to its end and left open
     * @param longest bytes after which to give up
     * @throws IOException when the disk is nearly full or the stream longer than allowed; nothing is left on disk then
     */
    static FileSource write(InputStream in, long longest) throws IOException {
        Path file = Files.createTempFile("camel-pan123-", ".spool");
        try {
            copy(in, file, longest);
            return FileSource.spooled(file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static void copy(InputStream in, Path file, long longest) throws IOException {
        FileStore store = Files.getFileStore(file);
        byte[] buffer = new byte[BUFFER];
        long written = 0;
        long nextLook = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (written >= nextLook) {
                    requireSpace(store, file);
                    nextLook = written + LOOK_EVERY;
                }
                written += read;
                if (written > longest) {
                    throw new IOException("The stream is longer than the " + longest + " bytes that can be uploaded");
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private static void requireSpace(FileStore store, Path file) throws IOException {
        if (store.getUsableSpace() < KEEP_FREE + LOOK_EVERY) {
            throw new IOException("Too little space left in " + file.getParent() + " to hold the stream for an upload");
        }
    }
}
