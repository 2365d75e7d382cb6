package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.download.Downloader;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.transcode.TranscodeSpace;
import io.github.camelpan123.upload.Uploader;

/**
 * What operations work with, one set per account and context.
 *
 * @param account for calls
 * @param drive for folders and paths
 * @param uploader for uploads
 * @param downloader for downloads
 * @param space for transcoding
 */
public record Workbench(
        AccountLease account, Drive drive, Uploader uploader, Downloader downloader, TranscodeSpace space) {

    /** The set for a share of an account. */
    public static Workbench of(AccountLease account) {
        Drive drive = new Drive(account);
        return new Workbench(
                account,
                drive,
                new Uploader(account, drive),
                new Downloader(account),
                new TranscodeSpace(account, drive));
    }
}
