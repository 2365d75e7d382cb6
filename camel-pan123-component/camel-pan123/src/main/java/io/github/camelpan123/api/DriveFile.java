package io.github.camelpan123.api;

import java.util.function.Function;

/**
 * A file of the drive as the body of an exchange: nothing is downloaded before it is read. Camel converts it to a
 * stream, a reader, bytes, text or a {@link FileEntry}; operations of this component take it for the file that it names.
 */
public final class DriveFile extends DownloadBody {

    private final FileEntry entry;
    private final String relativePath;

    /**
     * @param content finds the content of a file
     * @param entry what the platform told of the file
     * @param relativePath where it is below the folder that was listed
     */
    public DriveFile(Function<FileEntry, Downloadable> content, FileEntry entry, String relativePath) {
        super(content.apply(entry));
        this.entry = entry;
        this.relativePath = relativePath;
    }

    /** What the platform told of it. */
    public FileEntry entry() {
        return entry;
    }

    /** Where it is below the folder that was listed, such as {@code sub/a.txt}; safe to be a local path. */
    public String relativePath() {
        return relativePath;
    }

    @Override
    public String toString() {
        return "DriveFile[" + entry.fileId() + " " + relativePath + "]";
    }
}
