package io.github.camelpan123.upload;

import io.github.camelpan123.api.SourceChangedException;
import io.github.camelpan123.support.FileState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A file on disk. Each part is read with its own channel, so parts do not wait for each other. */
final class FileSource implements UploadSource {

    private final Path file;
    private final FileState begin;

    private FileSource(Path file) throws IOException {
        this.file = file;
        this.begin = FileState.of(file);
    }

    /** @throws NoSuchFileException if the file does not exist or is a folder */
    static FileSource of(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file to upload");
        }
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "only files can be uploaded, not folders");
        }
        return new FileSource(file);
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
            throw new SourceChangedException("The file " + file + " went away while it was uploaded", e);
        }
        if (now.size() != begin.size()) {
            throw new SourceChangedException(
                    "The file " + file + " had " + begin.size() + " bytes when its upload began and has " + now.size()
                            + " now; upload it when nobody writes to it",
                    null);
        }
        if (!now.modified().equals(begin.modified()) || !Objects.equals(now.key(), begin.key())) {
            throw new SourceChangedException(
                    "The file " + file + " was written to while it was uploaded; upload it when nobody writes to it",
                    null);
        }
    }
}
