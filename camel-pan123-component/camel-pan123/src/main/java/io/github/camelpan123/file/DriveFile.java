package io.github.camelpan123.file;

import io.github.camelpan123.platform.FileEntry;
import java.io.InputStream;
import java.util.function.Function;

/**
 * A file of the drive as the body of an exchange: nothing is downloaded before it is read. Camel converts it to a
 * stream, bytes, text or a {@link FileEntry}; operations of this component take it for the file that it names.
 */
public final class DriveFile {

    private final Function<FileEntry, InputStream> content;
    private final FileEntry entry;
    private final String relativePath;

    DriveFile(Function<FileEntry, InputStream> content, FileEntry entry, String relativePath) {
        this.content = content;
        this.entry = entry;
        this.relativePath = relativePath;
    }

    /** What the list told of it. */
    public FileEntry entry() {
        return entry;
    }

    /** Where it is below the folder that is watched, such as {@code sub/a.txt}. */
    public String relativePath() {
        return relativePath;
    }

    /**
     * Downloads it as it is read, waiting for its turn then; for threads whose work is to wait.
     *
     * @return to be closed by the caller
     */
    public InputStream open() {
        return content.apply(entry);
    }

    @Override
    public String toString() {
        return "DriveFile[" + entry.fileId() + " " + relativePath + "]";
    }
}
