package io.github.camelpan123.operation;

import io.github.camelpan123.api.Artifact;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileExist;
import io.github.camelpan123.api.OrderBy;
import io.github.camelpan123.api.OrderDirection;
import io.github.camelpan123.api.UploadMode;

/** The options of an endpoint that operations read. */
public interface OperationOptions {

    Long getFileId();

    String getFileIds();

    String getPath();

    Long getParentFileId();

    String getParentPath();

    Long getTargetParentFileId();

    String getTargetParentPath();

    String getFileName();

    String getNewName();

    boolean isCreateDirectories();

    UploadMode getUploadMode();

    int getUploadConcurrency();

    long getSingleThreshold();

    Duplicate getDuplicate();

    boolean isVerifyUpload();

    String getJournalDirectory();

    String getDigestCacheDirectory();

    long getMaxSpoolSize();

    String getTargetDirectory();

    FileExist getFileExist();

    int getDownloadRetries();

    boolean isVerifyDownload();

    boolean isRecursive();

    int getPageSize();

    int getMaxResults();

    boolean isIncludeTrashed();

    boolean isTrashedOnly();

    OrderBy getOrderBy();

    OrderDirection getOrderDirection();

    String getSearch();

    boolean isSearchExact();

    String getInclude();

    String getExclude();

    String getShareName();

    int getShareExpireDays();

    String getSharePassword();

    String getSourceUrl();

    String getCallbackUrl();

    String getResolution();

    String getResolutions();

    Artifact getArtifact();

    String getSegmentName();

    String getZipName();

    String getCodecName();

    Long getVideoTime();

    boolean isDeleteProducts();

    String getWatchListDirectory();

    Long getJobTimeout();
}
