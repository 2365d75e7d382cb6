package io.github.camelpan123.api;

import java.util.function.Function;

/**
 * A file of the drive as the body of an exchange. It is downloaded when it is read. Camel converts it to a stream, a
 * reader, bytes, text or a {@link FileEntry}. Operations of this component use it as a reference to the file.
 */
public final class DriveFile extends DownloadBody {

    private final FileEntry entry;
    private final String relativePath;

    /**
     * @param content returns the content of a file
     * @param entry the details of the file
     * @param relativePath the path below the listed folder
     */
    public DriveFile(Function<FileEntry, Downloadable> content, FileEntry entry, String relativePath) {
        super(content.apply(entry));
        this.entry = entry;
        this.relativePath = relativePath;
    }

    /** Returns the details of the file. */
    public FileEntry entry() {
        return entry;
    }

    /** Returns the path below the listed folder, such as {@code sub/a.txt}; safe as a local path. */
    public String relativePath() {
        return relativePath;
    }

    @Override
    public String toString() {
        return "DriveFile[" + entry.fileId() + " " + relativePath + "]";
    }
}
