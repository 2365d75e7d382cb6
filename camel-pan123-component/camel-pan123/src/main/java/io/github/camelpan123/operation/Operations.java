package io.github.camelpan123.operation;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.download.Downloader;
import io.github.camelpan123.drive.Drive;
import io.github.camelpan123.transcode.TranscodeSpace;
import io.github.camelpan123.upload.Uploader;
import java.util.Map;

/** The operations of an account, by the names used in endpoints. */
public final class Operations {

    private final Map<String, Operation> all;

    /**
     * @param account sends the calls
     * @param drive the folders and paths of the account
     * @param uploader uploads to the drive
     * @param downloader downloads from the drive
     * @param space the transcode space of the account
     */
    public Operations(
            AccountLease account, Drive drive, Uploader uploader, Downloader downloader, TranscodeSpace space) {
        DriveOperations files = new DriveOperations(account, drive);
        ChangeOperations changes = new ChangeOperations(account, drive);
        DownloadOperations downloads = new DownloadOperations(account, drive, downloader);
        TranscodeOperations transcodes = new TranscodeOperations(account, drive, downloader, space);
        LinkOperations links = new LinkOperations(account, drive);
        OfflineOperations offline = new OfflineOperations(account, drive);
        all = Map.ofEntries(
                Map.entry("userInfo", files::userInfo),
                Map.entry("listFiles", files::listFiles),
                Map.entry("getFile", files::getFile),
                Map.entry("createDirectory", files::createDirectory),
                Map.entry("rename", changes::rename),
                Map.entry("move", changes::move),
                Map.entry("copy", changes::copy),
                Map.entry("trash", changes::trash),
                Map.entry("recover", changes::recover),
                Map.entry("delete", new DeleteOperation(drive)),
                Map.entry("upload", new UploadOperation(account, drive, uploader)),
                Map.entry("download", downloads::download),
                Map.entry("downloadUrl", downloads::downloadUrl),
                Map.entry("transcodeSpace", transcodes::space),
                Map.entry("transcodeImport", transcodes::importVideos),
                Map.entry("transcodeResolutions", transcodes::resolutions),
                Map.entry("transcodeStart", transcodes::start),
                Map.entry("transcode", transcodes::transcode),
                Map.entry("transcodeRecord", transcodes::record),
                Map.entry("transcodeResult", transcodes::result),
                Map.entry("transcodeDelete", transcodes::delete),
                Map.entry("transcodeDownload", transcodes::download),
                Map.entry("share", links::share),
                Map.entry("listShares", links::listShares),
                Map.entry("offlineDownload", offline::download),
                Map.entry("offlineDownloadStatus", offline::status),
                Map.entry("enableDirectLink", links::enableDirectLink),
                Map.entry("disableDirectLink", links::disableDirectLink),
                Map.entry("directLink", links::directLink),
                Map.entry("estimate", new EstimateOperation(account)));
    }

    /**
     * Returns the operation of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Operation named(String name) {
        Operation operation = all.get(name);
        if (operation == null) {
            throw new IllegalArgumentException("There is no operation " + name);
        }
        return operation;
    }
}
