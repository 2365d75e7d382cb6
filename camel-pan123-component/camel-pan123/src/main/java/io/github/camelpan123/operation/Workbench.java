package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.download.Downloader;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.transcode.TranscodeSpace;
import io.github.camelpan123.upload.Uploader;
import java.time.Duration;

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

    /**
     * The set for a share of an account.
     *
     * @param listingMaxAge how old a listing of a folder may be that is used again
     */
    public static Workbench of(AccountLease account, Duration listingMaxAge) {
        Drive drive = new Drive(account, listingMaxAge);
        return new Workbench(
                account,
                drive,
                new Uploader(account, drive),
                new Downloader(account),
                new TranscodeSpace(account, drive));
    }
}
