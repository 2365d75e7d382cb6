package io.github.camelpan123.operation;

/** The operations, for the face's enum to choose from. */
public final class Operations {

    public static final Operation USER_INFO = DriveOperations::userInfo;
    public static final Operation LIST_FILES = DriveOperations::listFiles;
    public static final Operation GET_FILE = DriveOperations::getFile;
    public static final Operation CREATE_DIRECTORY = DriveOperations::createDirectory;
    public static final Operation RENAME = ChangeOperations::rename;
    public static final Operation MOVE = ChangeOperations::move;
    public static final Operation COPY = ChangeOperations::copy;
    public static final Operation TRASH = ChangeOperations::trash;
    public static final Operation RECOVER = ChangeOperations::recover;
    public static final Operation DELETE = new DeleteOperation();
    public static final Operation UPLOAD = new UploadOperation();
    public static final Operation DOWNLOAD = DownloadOperations::download;
    public static final Operation DOWNLOAD_URL = DownloadOperations::downloadUrl;
    public static final Operation TRANSCODE_SPACE = TranscodeOperations::space;
    public static final Operation TRANSCODE_IMPORT = TranscodeOperations::importVideos;
    public static final Operation TRANSCODE_RESOLUTIONS = TranscodeOperations::resolutions;
    public static final Operation TRANSCODE_START = TranscodeOperations::start;
    public static final Operation TRANSCODE = TranscodeOperations::transcode;
    public static final Operation TRANSCODE_RECORD = TranscodeOperations::record;
    public static final Operation TRANSCODE_RESULT = TranscodeOperations::result;
    public static final Operation TRANSCODE_DELETE = TranscodeOperations::delete;
    public static final Operation TRANSCODE_DOWNLOAD = TranscodeOperations::download;
    public static final Operation SHARE = LinkOperations::share;
    public static final Operation LIST_SHARES = LinkOperations::listShares;
    public static final Operation OFFLINE_DOWNLOAD = OfflineOperations::download;
    public static final Operation OFFLINE_DOWNLOAD_STATUS = OfflineOperations::status;
    public static final Operation ENABLE_DIRECT_LINK = LinkOperations::enableDirectLink;
    public static final Operation DISABLE_DIRECT_LINK = LinkOperations::disableDirectLink;
    public static final Operation DIRECT_LINK = LinkOperations::directLink;

    private Operations() {}
}
