package io.github.camelpan123.file;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.platform.Api;
import io.github.camelpan123.platform.FileCalls;
import io.github.camelpan123.platform.FileEntry;
import java.io.InputStream;

/**
 * A file of the drive as the body of an exchange: nothing is downloaded before it is read. Camel converts it to a
 * stream, bytes, text or a {@link FileEntry}; operations of this component take it for the file that it names.
 */
public final class DriveFile {

    private final AccountLease account;
    private final FileEntry entry;
    private final String relativePath;

    DriveFile(AccountLease account, FileEntry entry, String relativePath) {
        this.account = account;
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
     * Downloads it, waiting for its turn; for threads whose work is to wait.
     *
     * @return to be closed by the caller
     */
    public InputStream open() {
        String url = account.await(FileCalls.downloadUrl(entry.fileId()));
        return account.content().open(Api.DOWNLOAD_INFO, url);
    }

    @Override
    public String toString() {
        return "DriveFile[" + entry.fileId() + " " + relativePath + "]";
    }
}
