package io.github.camelpan123;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.Artifact;
import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.FileExist;
import io.github.camelpan123.api.Grouping;
import io.github.camelpan123.api.MoveDuplicate;
import io.github.camelpan123.api.OrderBy;
import io.github.camelpan123.api.OrderDirection;
import io.github.camelpan123.api.TranscodeSource;
import io.github.camelpan123.api.UploadCalls;
import io.github.camelpan123.api.UploadMode;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The options of the component and its endpoints. */
@UriParams
public class Pan123Configuration implements Cloneable {

    private static final String DEFAULT_BASE_URL = "https://open-api.123pan.com";

    @UriParam(label = "security", secret = true)
    private String clientId;

    @UriParam(label = "security", secret = true)
    private String clientSecret;

    @UriParam(label = "security", secret = true)
    private String accessToken;

    @UriParam(label = "security")
    private TokenStore tokenStore;

    @UriParam(defaultValue = DEFAULT_BASE_URL)
    private String baseUrl = DEFAULT_BASE_URL;

    @UriParam(label = "limits", defaultValue = "auto")
    private Tier tier = Tier.auto;

    @UriParam(label = "limits", prefix = "rateLimits.", multiValue = true)
    private Map<String, Object> rateLimits;

    @UriParam(label = "limits", defaultValue = "0", javaType = "java.time.Duration")
    private long maxWait;

    @UriParam(label = "limits", defaultValue = "0")
    private int maxWaiting;

    @UriParam(label = "limits", defaultValue = "16")
    private int maxUploadsInFlight = 16;

    @UriParam(label = "limits", defaultValue = "60000", javaType = "java.time.Duration")
    private long listingMaxAge = 60_000;

    @UriParam(label = "limits", defaultValue = "600000", javaType = "java.time.Duration")
    private long trafficPause = 600_000;

    @UriParam(label = "security", defaultValue = "https", enums = "https,asGiven")
    private String uploadServerScheme = "https";

    @UriParam(label = "security")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy")
    private String proxyHost;

    @UriParam(label = "proxy")
    private int proxyPort;

    @UriParam(label = "proxy", secret = true)
    private String proxyUser;

    @UriParam(label = "proxy", secret = true)
    private String proxyPassword;

    @UriParam(label = "common,advanced", defaultValue = "10000", javaType = "java.time.Duration")
    private long connectTimeout = 10_000;

    @UriParam(label = "common,advanced", defaultValue = "60000", javaType = "java.time.Duration")
    private long responseTimeout = 60_000;

    @UriParam(label = "common")
    private Long fileId;

    @UriParam(label = "common")
    private Long parentFileId;

    @UriParam(label = "common")
    private String path;

    @UriParam(label = "common")
    private String parentPath;

    @UriParam(label = "producer")
    private Long targetParentFileId;

    @UriParam(label = "producer")
    private String targetParentPath;

    @UriParam(label = "producer")
    private String fileName;

    @UriParam(label = "producer")
    private String newName;

    @UriParam(label = "producer,upload", defaultValue = "auto")
    private UploadMode uploadMode = UploadMode.auto;

    @UriParam(label = "producer,upload", defaultValue = "4")
    private int uploadConcurrency = 4;

    @UriParam(label = "producer,upload", defaultValue = "1048576", javaType = "java.lang.String")
    private long singleThreshold = 1024 * 1024;

    @UriParam(label = "producer,upload", defaultValue = "fail")
    private Duplicate duplicate = Duplicate.fail;

    @UriParam(label = "producer")
    private boolean createDirectories;

    @UriParam(label = "producer,upload", defaultValue = "true")
    private boolean verifyUpload = true;

    @UriParam(label = "producer,upload,advanced")
    private Boolean soleWriter;

    @UriParam(label = "producer,upload,advanced")
    private String journalDirectory;

    @UriParam(label = "producer,advanced")
    private String digestCacheDirectory;

    @UriParam(label = "producer,upload,advanced", defaultValue = "10000000000", javaType = "java.lang.String")
    private long maxSpoolSize = UploadCalls.LARGEST;

    @UriParam(label = "producer,download")
    private String targetDirectory;

    @UriParam(label = "producer,download", defaultValue = "overwrite")
    private FileExist fileExist = FileExist.overwrite;

    @UriParam(label = "common,download", defaultValue = "5")
    private int downloadRetries = 5;

    @UriParam(label = "common,download", defaultValue = "true")
    private boolean verifyDownload = true;

    @UriParam(label = "common,listing")
    private boolean recursive;

    @UriParam(label = "common,listing", defaultValue = "100")
    private int pageSize = 100;

    @UriParam(label = "producer,listing", defaultValue = "0")
    private int maxResults;

    @UriParam(label = "producer,listing")
    private boolean includeTrashed;

    @UriParam(label = "producer,listing")
    private boolean trashedOnly;

    @UriParam(label = "common,listing")
    private OrderBy orderBy;

    @UriParam(label = "common,listing")
    private OrderDirection orderDirection;

    @UriParam(label = "common,listing")
    private String search;

    @UriParam(label = "common,listing")
    private boolean searchExact;

    @UriParam(label = "common,listing")
    private String include;

    @UriParam(label = "common,listing")
    private String exclude;

    @UriParam(label = "producer,share")
    private String shareName;

    @UriParam(label = "producer,share", defaultValue = "0", enums = "0,1,7,30")
    private int shareExpireDays;

    @UriParam(label = "producer,security", secret = true)
    private String sharePassword;

    @UriParam(label = "producer,offline")
    private String sourceUrl;

    @UriParam(label = "producer,offline")
    private String callbackUrl;

    @UriParam(label = "producer,transcode", defaultValue = "all")
    private String resolutions = "all";

    @UriParam(label = "producer,transcode")
    private String resolution;

    @UriParam(label = "producer,transcode")
    private Artifact artifact;

    @UriParam(label = "producer,transcode")
    private String segmentName;

    @UriParam(label = "producer,transcode")
    private String zipName;

    @UriParam(label = "producer,transcode")
    private String codecName;

    @UriParam(label = "producer,transcode")
    private Long videoTime;

    @UriParam(label = "producer,transcode", defaultValue = "true")
    private boolean deleteProducts = true;

    @UriParam(label = "common,transcode")
    private String watchListDirectory;

    @UriParam(label = "common,transcode", javaType = "java.time.Duration")
    private Long jobTimeout;

    @UriParam(label = "consumer", defaultValue = "resolution")
    private Grouping grouping = Grouping.resolution;

    @UriParam(label = "consumer", enums = "space,ids,started")
    private TranscodeSource source;

    @UriParam(label = "common")
    private String fileIds;

    @UriParam(label = "consumer")
    private IdempotentRepository idempotentRepository;

    @UriParam(label = "consumer")
    private boolean idempotentEager;

    @UriParam(label = "consumer", defaultValue = "0")
    private int maxAttempts;

    @UriParam(label = "consumer")
    private boolean includeBody;

    @UriParam(label = "consumer", defaultValue = "none")
    private AfterRead afterRead = AfterRead.none;

    @UriParam(label = "consumer")
    private String moveTo;

    @UriParam(label = "consumer", defaultValue = "fail")
    private MoveDuplicate moveDuplicate = MoveDuplicate.fail;

    @UriParam(label = "consumer")
    private String moveFailed;

    @UriParam(label = "consumer")
    private boolean deleteUnread;

    /** Returns an independent copy. */
    public Pan123Configuration copy() {
        try {
            return (Pan123Configuration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getClientId() {
        return clientId;
    }

    /** The client id of the developer account. */
    public void setClientId(String clientId) {
        this.clientId = OptionText.orNull(clientId);
    }

    public String getClientSecret() {
        return clientSecret;
    }

    /** The client secret of the developer account. */
    public void setClientSecret(String clientSecret) {
        this.clientSecret = OptionText.orNull(clientSecret);
    }

    public String getAccessToken() {
        return accessToken;
    }

    /**
     * An access token that was obtained elsewhere, to use instead of clientId and clientSecret. It is used until the
     * platform rejects it and is never renewed.
     */
    public void setAccessToken(String accessToken) {
        this.accessToken = OptionText.orNull(accessToken);
    }

    public TokenStore getTokenStore() {
        return tokenStore;
    }

    /**
     * Where access tokens are stored, to be shared with other JVMs and to survive restarts: file: followed by a
     * directory that only its owner can read, or the reference of a TokenStore bean. By default, tokens are kept in
     * memory.
     */
    public void setTokenStore(TokenStore tokenStore) {
        this.tokenStore = tokenStore;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    /** The base URL of the API, for tests and reverse proxies. */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = OptionText.blank(baseUrl) ? DEFAULT_BASE_URL : baseUrl;
    }

    public Tier getTier() {
        return tier;
    }

    /**
     * The column of the platform's rate limits that applies. With auto, the limits of free accounts apply until the
     * platform says that the account is a member account. The platform is asked once.
     */
    public void setTier(Tier tier) {
        this.tier = tier == null ? Tier.auto : tier;
    }

    public Map<String, Object> getRateLimits() {
        return rateLimits;
    }

    /**
     * Rate limits in calls per second that replace the built-in ones, by the short name or path of an API, such as
     * rateLimits.fileMove=20. A fraction is allowed: 0.2 is one call in five seconds.
     */
    public void setRateLimits(Map<String, Object> rateLimits) {
        this.rateLimits = rateLimits;
    }

    public long getMaxWait() {
        return maxWait;
    }

    /**
     * The maximum time that a call waits for a token and for a permit of the rate limiter. A call that has to wait
     * longer fails, with the expected waiting time in its exception. 0 is no limit.
     */
    public void setMaxWait(long maxWait) {
        this.maxWait = OptionRange.durationOrZero("maxWait", maxWait);
    }

    public int getMaxWaiting() {
        return maxWaiting;
    }

    /** The maximum number of calls to one API that wait for a permit of the rate limiter. 0 is no limit. */
    public void setMaxWaiting(int maxWaiting) {
        this.maxWaiting = OptionRange.notNegative("maxWaiting", maxWaiting);
    }

    public int getMaxUploadsInFlight() {
        return maxUploadsInFlight;
    }

    /** The maximum number of concurrent upload requests of the account. */
    public void setMaxUploadsInFlight(int maxUploadsInFlight) {
        this.maxUploadsInFlight = OptionRange.positive("maxUploadsInFlight", maxUploadsInFlight);
    }

    public long getListingMaxAge() {
        return listingMaxAge;
    }

    /**
     * The maximum age of a cached folder listing that is used to look up names: for duplicate=skipIfSame, for paths,
     * and for createDirectories. A listing that took a long time to read is used for ten times that time. 0 shares a
     * listing only while it is being read.
     */
    public void setListingMaxAge(long listingMaxAge) {
        this.listingMaxAge = OptionRange.durationOrZero("listingMaxAge", listingMaxAge);
    }

    public long getTrafficPause() {
        return trafficPause;
    }

    /**
     * The time without download requests after the platform has reported that the download traffic of the account is
     * used up (code 5113). Downloads fail at once during that time. 0 disables the pause.
     */
    public void setTrafficPause(long trafficPause) {
        this.trafficPause = OptionRange.durationOrZero("trafficPause", trafficPause);
    }

    public String getUploadServerScheme() {
        return uploadServerScheme;
    }

    /**
     * The scheme to use for upload servers that the platform names with http: https replaces http, and asGiven keeps
     * it. Servers on the local machine are always used as named.
     */
    public void setUploadServerScheme(String uploadServerScheme) {
        this.uploadServerScheme = OptionText.blank(uploadServerScheme)
                ? "https"
                : OptionText.oneOf("uploadServerScheme", uploadServerScheme, "https", "asGiven");
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /** The TLS configuration, such as a custom trust store. */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    /** The host of the HTTP proxy. */
    public void setProxyHost(String proxyHost) {
        this.proxyHost = OptionText.orNull(proxyHost);
    }

    public int getProxyPort() {
        return proxyPort;
    }

    /** The port of the HTTP proxy. */
    public void setProxyPort(int proxyPort) {
        this.proxyPort = OptionRange.between("proxyPort", proxyPort, 1, 65_535);
    }

    public String getProxyUser() {
        return proxyUser;
    }

    /** The user name for the HTTP proxy. */
    public void setProxyUser(String proxyUser) {
        this.proxyUser = OptionText.orNull(proxyUser);
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    /** The password for the HTTP proxy. */
    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = OptionText.orNull(proxyPassword);
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /** The timeout for establishing a connection. */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = OptionRange.duration("connectTimeout", connectTimeout);
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * The maximum time without any data while waiting for a response, and without any progress while sending an upload.
     */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = OptionRange.duration("responseTimeout", responseTimeout);
    }

    public Long getFileId() {
        return fileId;
    }

    /** The id of the file. */
    public void setFileId(Long fileId) {
        this.fileId = OptionRange.positive("fileId", fileId);
    }

    public Long getParentFileId() {
        return parentFileId;
    }

    /** The id of the folder. 0 is the root folder. */
    public void setParentFileId(Long parentFileId) {
        this.parentFileId = OptionRange.folder("parentFileId", parentFileId);
    }

    public String getPath() {
        return path;
    }

    /** The path of the file or folder on the drive, such as /films/a.mp4. */
    public void setPath(String path) {
        this.path = OptionText.orNull(path);
    }

    public String getParentPath() {
        return parentPath;
    }

    /** The path of the folder on the drive, such as /films. */
    public void setParentPath(String parentPath) {
        this.parentPath = OptionText.orNull(parentPath);
    }

    public Long getTargetParentFileId() {
        return targetParentFileId;
    }

    /** The id of the folder to move, copy or recover to. 0 is the root folder. */
    public void setTargetParentFileId(Long targetParentFileId) {
        this.targetParentFileId = OptionRange.folder("targetParentFileId", targetParentFileId);
    }

    public String getTargetParentPath() {
        return targetParentPath;
    }

    /** The path of the folder to move, copy or recover to, such as /archive. */
    public void setTargetParentPath(String targetParentPath) {
        this.targetParentPath = OptionText.orNull(targetParentPath);
    }

    public String getFileName() {
        return fileName;
    }

    /**
     * The name of the file to upload or download, or of the folder to create. Folders in the name are kept. Supports
     * the file language.
     */
    public void setFileName(String fileName) {
        this.fileName = OptionText.orNull(fileName);
    }

    public String getNewName() {
        return newName;
    }

    /** The new name of the file or folder to rename. */
    public void setNewName(String newName) {
        this.newName = OptionText.orNull(newName);
    }

    public UploadMode getUploadMode() {
        return uploadMode;
    }

    /**
     * How to upload: single sends one request (at most 1 GB), sliced sends slices concurrently (at most 10 GB), auto
     * chooses by size, see singleThreshold.
     */
    public void setUploadMode(UploadMode uploadMode) {
        this.uploadMode = uploadMode == null ? UploadMode.auto : uploadMode;
    }

    public int getUploadConcurrency() {
        return uploadConcurrency;
    }

    /** The maximum number of slices of one file that are sent concurrently. */
    public void setUploadConcurrency(int uploadConcurrency) {
        this.uploadConcurrency = OptionRange.positive("uploadConcurrency", uploadConcurrency);
    }

    public long getSingleThreshold() {
        return singleThreshold;
    }

    /**
     * The largest size in bytes of files that uploadMode=auto sends in one request. Units are allowed, such as 1MB or
     * 1MiB.
     */
    public void setSingleThreshold(long singleThreshold) {
        this.singleThreshold = OptionRange.notNegative("singleThreshold", singleThreshold);
    }

    /**
     * The same as text, such as 1MiB.
     */
    public void setSingleThreshold(String singleThreshold) {
        if (!OptionText.blank(singleThreshold)) {
            setSingleThreshold(OptionText.bytes("singleThreshold", singleThreshold));
        }
    }

    public Duplicate getDuplicate() {
        return duplicate;
    }

    /**
     * What to do when the name of an upload is taken: fail; keepBoth, where the platform adds a suffix; overwrite; or
     * skipIfSame, which uploads nothing when size and MD5 are equal and overwrites otherwise.
     */
    public void setDuplicate(Duplicate duplicate) {
        this.duplicate = duplicate == null ? Duplicate.fail : duplicate;
    }

    public boolean isCreateDirectories() {
        return createDirectories;
    }

    /** Whether to create missing folders of the path to upload, move, copy or recover to. */
    public void setCreateDirectories(boolean createDirectories) {
        this.createDirectories = createDirectories;
    }

    public boolean isVerifyUpload() {
        return verifyUpload;
    }

    /**
     * Whether to compare size and MD5 with the entry on the drive after an upload. One call verifies up to 100 files.
     */
    public void setVerifyUpload(boolean verifyUpload) {
        this.verifyUpload = verifyUpload;
    }

    public Boolean getSoleWriter() {
        return soleWriter;
    }

    /**
     * Whether no other program creates files with the same name and content in the same folder at the same time. If the
     * response to an upload with duplicate=keepBoth or duplicate=fail is lost, such a file is then taken for the uploaded
     * one. If false, the upload fails with Pan123OutcomeUnknownException instead. If not set, which
     * tools show as false, it is true for duplicate=fail and false for duplicate=keepBoth.
     */
    public void setSoleWriter(Boolean soleWriter) {
        this.soleWriter = soleWriter;
    }

    public String getDigestCacheDirectory() {
        return digestCacheDirectory;
    }

    /**
     * A local directory for the MD5s of files that were uploaded, or compared with the drive, so that files that have
     * not changed are not read again. The directory is created if missing and made readable by its owner only.
     */
    public void setDigestCacheDirectory(String digestCacheDirectory) {
        this.digestCacheDirectory = OptionText.orNull(digestCacheDirectory);
    }

    public String getJournalDirectory() {
        return journalDirectory;
    }

    /**
     * A local directory for the progress of sliced uploads. An upload that was interrupted, even by a crash, is then
     * resumed; without it the upload starts again. The directory is created if missing and made readable by its owner
     * only.
     */
    public void setJournalDirectory(String journalDirectory) {
        this.journalDirectory = OptionText.orNull(journalDirectory);
    }

    public long getMaxSpoolSize() {
        return maxSpoolSize;
    }

    /**
     * The maximum size in bytes of a stream to upload. Units are allowed, such as 2GB or 2GiB. Size and MD5 must be
     * known before an upload, so streams are spooled to the directory for temporary files; files are not. The default
     * is the largest size that the platform accepts.
     */
    public void setMaxSpoolSize(long maxSpoolSize) {
        this.maxSpoolSize = OptionRange.positive("maxSpoolSize", maxSpoolSize);
    }

    /**
     * The same as text, such as 2GB.
     */
    public void setMaxSpoolSize(String maxSpoolSize) {
        if (!OptionText.blank(maxSpoolSize)) {
            setMaxSpoolSize(OptionText.bytes("maxSpoolSize", maxSpoolSize));
        }
    }

    public String getTargetDirectory() {
        return targetDirectory;
    }

    /**
     * The local directory to download to. Files of a recursive listing keep their folders below it; other files are
     * stored under their name on the drive, unless fileName is set. Missing directories are created. The body is then a
     * java.io.File, otherwise a stream that downloads while it is read.
     */
    public void setTargetDirectory(String targetDirectory) {
        this.targetDirectory = OptionText.orNull(targetDirectory);
    }

    public FileExist getFileExist() {
        return fileExist;
    }

    /**
     * What to do when a file exists in targetDirectory: overwrite replaces it when the new file is complete;
     * skipIfSame downloads nothing if size and MD5 are equal, see digestCacheDirectory.
     */
    public void setFileExist(FileExist fileExist) {
        this.fileExist = fileExist == null ? FileExist.overwrite : fileExist;
    }

    public int getDownloadRetries() {
        return downloadRetries;
    }

    /**
     * The maximum number of consecutive attempts to resume an interrupted download, with exponential back-off.
     * Receiving one MiB resets the count.
     */
    public void setDownloadRetries(int downloadRetries) {
        this.downloadRetries = OptionRange.notNegative("downloadRetries", downloadRetries);
    }

    public boolean isVerifyDownload() {
        return verifyDownload;
    }

    /**
     * Whether to compare the MD5 of downloaded content with the one on the drive. It is not computed when the server
     * sends that MD5 as its ETag.
     */
    public void setVerifyDownload(boolean verifyDownload) {
        this.verifyDownload = verifyDownload;
    }

    public boolean isRecursive() {
        return recursive;
    }

    /** Whether to list subfolders too. */
    public void setRecursive(boolean recursive) {
        this.recursive = recursive;
    }

    public int getPageSize() {
        return pageSize;
    }

    /** The number of entries per call, from 1 to 100. */
    public void setPageSize(int pageSize) {
        this.pageSize = OptionRange.between("pageSize", pageSize, 1, 100);
    }

    public int getMaxResults() {
        return maxResults;
    }

    /** The maximum number of entries in a list. 0 is no limit. */
    public void setMaxResults(int maxResults) {
        this.maxResults = OptionRange.notNegative("maxResults", maxResults);
    }

    public boolean isIncludeTrashed() {
        return includeTrashed;
    }

    /** Whether to list entries in the recycle bin too. */
    public void setIncludeTrashed(boolean includeTrashed) {
        this.includeTrashed = includeTrashed;
    }

    public boolean isTrashedOnly() {
        return trashedOnly;
    }

    /**
     * Whether to list only entries in the recycle bin. This uses the platform's first list API, which allows free
     * accounts one call in five seconds.
     */
    public void setTrashedOnly(boolean trashedOnly) {
        this.trashedOnly = trashedOnly;
    }

    public OrderBy getOrderBy() {
        return orderBy;
    }

    /**
     * The sort key of a list; a recursive list is sorted folder by folder. This uses the platform's first list API,
     * which allows free accounts one call in five seconds.
     */
    public void setOrderBy(OrderBy orderBy) {
        this.orderBy = orderBy;
    }

    public OrderDirection getOrderDirection() {
        return orderDirection;
    }

    /** The sort order of a list: ascending or descending. */
    public void setOrderDirection(OrderDirection orderDirection) {
        this.orderDirection = orderDirection;
    }

    public String getSearch() {
        return search;
    }

    /**
     * Words that names must contain. The platform searches the whole drive, whatever folder is given, and may find new
     * files late.
     */
    public void setSearch(String search) {
        this.search = OptionText.orNull(search);
    }

    public boolean isSearchExact() {
        return searchExact;
    }

    /** Whether search is the complete name of a file. */
    public void setSearchExact(boolean searchExact) {
        this.searchExact = searchExact;
    }

    public String getInclude() {
        return include;
    }

    /** A regular expression, case-insensitive, that names of listed files must match. All folders are entered. */
    public void setInclude(String include) {
        this.include = OptionText.orNull(include);
    }

    public String getExclude() {
        return exclude;
    }

    /** A regular expression, case-insensitive, that names of listed files must not match. */
    public void setExclude(String exclude) {
        this.exclude = OptionText.orNull(exclude);
    }

    public String getShareName() {
        return shareName;
    }

    /** The title of the share. The default is the name of the file, if the body or the path contains it. */
    public void setShareName(String shareName) {
        this.shareName = OptionText.orNull(shareName);
    }

    public int getShareExpireDays() {
        return shareExpireDays;
    }

    /** The number of days after which the share expires: 1, 7 or 30. 0 is never. */
    public void setShareExpireDays(int shareExpireDays) {
        this.shareExpireDays = OptionRange.oneOf("shareExpireDays", shareExpireDays, 0, 1, 7, 30);
    }

    public String getSharePassword() {
        return sharePassword;
    }

    /** The password of the share. */
    public void setSharePassword(String sharePassword) {
        this.sharePassword = OptionText.orNull(sharePassword);
    }

    public String getSourceUrl() {
        return sourceUrl;
    }

    /** The http or https URL that the platform downloads to the drive. The default is the body. */
    public void setSourceUrl(String sourceUrl) {
        this.sourceUrl = OptionText.orNull(sourceUrl);
    }

    public String getCallbackUrl() {
        return callbackUrl;
    }

    /** The URL that the platform calls at the end of an offline download. */
    public void setCallbackUrl(String callbackUrl) {
        this.callbackUrl = OptionText.orNull(callbackUrl);
    }

    public String getResolution() {
        return resolution;
    }

    /**
     * The resolution of the playlist or segment to download, such as 720P. The default is that of the TranscodeResult
     * or TranscodeFile in the body.
     */
    public void setResolution(String resolution) {
        this.resolution = OptionText.orNull(resolution);
    }

    public String getResolutions() {
        return resolutions;
    }

    /** The resolutions to transcode to, comma-separated, such as 1080P,720P, or all. */
    public void setResolutions(String resolutions) {
        this.resolutions = OptionText.blank(resolutions) ? "all" : resolutions;
    }

    public Artifact getArtifact() {
        return artifact;
    }

    /**
     * What to download from the transcode space: original; m3u8, the playlist of a resolution, with its entries
     * rewritten to local names; ts, one segment; or all, a zip file of all finished resolutions. The default is the
     * file of the TranscodeFile in the body, otherwise original.
     */
    public void setArtifact(Artifact artifact) {
        this.artifact = artifact;
    }

    public String getSegmentName() {
        return segmentName;
    }

    /** The name of the segment to download, such as 001. The default is that of the TranscodeFile in the body. */
    public void setSegmentName(String segmentName) {
        this.segmentName = OptionText.orNull(segmentName);
    }

    public String getZipName() {
        return zipName;
    }

    /**
     * The name of the zip file of artifact=all. The default is the name of the video if the body contains it,
     * otherwise its id.
     */
    public void setZipName(String zipName) {
        this.zipName = OptionText.orNull(zipName);
    }

    public String getCodecName() {
        return codecName;
    }

    /**
     * The codec of the video to transcode, such as H.264. When codecName, videoTime and resolutions are set,
     * transcodeStart does not query the resolutions of the video, which the platform allows once a second.
     */
    public void setCodecName(String codecName) {
        this.codecName = OptionText.orNull(codecName);
    }

    public Long getVideoTime() {
        return videoTime;
    }

    /** The length in seconds of the video to transcode, see codecName. */
    public void setVideoTime(Long videoTime) {
        this.videoTime = OptionRange.positive("videoTime", videoTime);
    }

    public boolean isDeleteProducts() {
        return deleteProducts;
    }

    /** Whether transcodeDelete also deletes the products of a video. With false, only the original is deleted. */
    public void setDeleteProducts(boolean deleteProducts) {
        this.deleteProducts = deleteProducts;
    }

    public String getWatchListDirectory() {
        return watchListDirectory;
    }

    /**
     * A local directory for the transcode jobs that producers of the account have started. Consumers with
     * source=started find the jobs there after a restart and in other JVMs. Only the owner of the directory can read
     * it. By default, the jobs are kept in memory. Set it on the component, for producers and consumers alike.
     */
    public void setWatchListDirectory(String watchListDirectory) {
        this.watchListDirectory = OptionText.orNull(watchListDirectory);
    }

    public Long getJobTimeout() {
        return jobTimeout;
    }

    /**
     * The maximum duration of a job on the platform. For producers: importing a video, determining its resolutions,
     * packing an archive, copying many files; the default is 10 minutes. For consumers: a job that takes longer
     * creates one exchange with its current status (1 or 2); by default, there is no limit.
     */
    public void setJobTimeout(Long jobTimeout) {
        this.jobTimeout = OptionRange.duration("jobTimeout", jobTimeout);
    }

    public Grouping getGrouping() {
        return grouping;
    }

    /**
     * Whether the transcode consumer creates one exchange for each finished resolution, or one for each video when all
     * its resolutions are final.
     */
    public void setGrouping(Grouping grouping) {
        this.grouping = grouping == null ? Grouping.resolution : grouping;
    }

    public TranscodeSource getSource() {
        return source;
    }

    /**
     * The videos that the transcode consumer polls: all of the transcode space (space); those of fileId and fileIds
     * (ids); or those that producers of the account have started (started, see watchListDirectory). The default is ids
     * if fileId or fileIds is set, otherwise space. A video whose original was deleted is not found with space.
     */
    public void setSource(TranscodeSource source) {
        this.source = source;
    }

    public String getFileIds() {
        return fileIds;
    }

    /** The ids of several files, comma-separated. For the transcode consumer, the ids of the videos to poll. */
    public void setFileIds(String fileIds) {
        String ids = OptionText.orNull(fileIds);
        OptionRange.positives("fileIds", ids);
        this.fileIds = ids;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * The repository of the keys of what was consumed. A persistent repository survives restarts. The key of a
     * transcode consists of its video, resolution and job. The key of a file consists of its id and MD5. The key is
     * added when the exchange has completed. By default, keys are kept in memory.
     */
    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public boolean isIdempotentEager() {
        return idempotentEager;
    }

    /**
     * Whether the key is added to idempotentRepository before the exchange, and removed if the exchange fails, so that
     * several JVMs with one repository never process the same item concurrently. The keys of a JVM that was killed
     * stay in the repository, unless the repository removes them after some time.
     */
    public void setIdempotentEager(boolean idempotentEager) {
        this.idempotentEager = idempotentEager;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    /**
     * The maximum number of failed exchanges of a file or transcode before it is given up. 0 is no limit; with
     * moveFailed the default is 1.
     */
    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = OptionRange.notNegative("maxAttempts", maxAttempts);
    }

    public boolean isIncludeBody() {
        return includeBody;
    }

    /**
     * Whether the body of the transcode consumer is the playlist, with its entries rewritten to local names, instead of
     * the TranscodeResult. The playlist is downloaded when the body is first read. Failed transcodes keep the
     * TranscodeResult. Not allowed with grouping=video. The body of listFiles is always the file, downloaded when first
     * read.
     */
    public void setIncludeBody(boolean includeBody) {
        this.includeBody = includeBody;
    }

    public AfterRead getAfterRead() {
        return afterRead;
    }

    /**
     * What to do with the source of a completed exchange: none; trash, move to the recycle bin; delete, permanently;
     * or move, to moveTo (listFiles only). For a video, trash keeps the products, and delete removes them. The action
     * is retried until it succeeds. A video is changed only when all its resolutions are final and their exchanges
     * have completed.
     */
    public void setAfterRead(AfterRead afterRead) {
        this.afterRead = afterRead == null ? AfterRead.none : afterRead;
    }

    public String getMoveTo() {
        return moveTo;
    }

    /** The path of the folder for afterRead=move, such as /done. It is created if missing. */
    public void setMoveTo(String moveTo) {
        this.moveTo = OptionText.orNull(moveTo);
    }

    public MoveDuplicate getMoveDuplicate() {
        return moveDuplicate;
    }

    /**
     * What to do when the name is taken in moveTo: fail keeps the file where it is; keepBoth adds its id to its name;
     * overwrite moves the other file to the recycle bin.
     */
    public void setMoveDuplicate(MoveDuplicate moveDuplicate) {
        this.moveDuplicate = moveDuplicate == null ? MoveDuplicate.fail : moveDuplicate;
    }

    public String getMoveFailed() {
        return moveFailed;
    }

    /**
     * The path of the folder for files of listFiles whose exchanges have failed maxAttempts times, such as /failed. It
     * is created if missing. If the name is taken, the id of the file is added to its name.
     */
    public void setMoveFailed(String moveFailed) {
        this.moveFailed = OptionText.orNull(moveFailed);
    }

    public boolean isDeleteUnread() {
        return deleteUnread;
    }

    /**
     * Whether afterRead=delete permanently deletes files whose content was neither read nor copied before the end of
     * the exchange. By default, such files go to the recycle bin, because the route may still read them later, for
     * example after aggregate or wireTap.
     */
    public void setDeleteUnread(boolean deleteUnread) {
        this.deleteUnread = deleteUnread;
    }
}
