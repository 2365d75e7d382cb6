package io.github.camelpan123;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.AfterRead;
import io.github.camelpan123.api.Api;
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
import io.github.camelpan123.operation.OperationOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The options of component and endpoint. */
@UriParams
public class Pan123Configuration implements OperationOptions, Cloneable {

    private static final String DEFAULT_BASE_URL = "https://open-api.123pan.com";

    @UriParam(label = "security", secret = true)
    @Metadata(description = "The client id that the platform gave to the developer.")
    private String clientId;

    @UriParam(label = "security", secret = true)
    @Metadata(description = "The client secret that the platform gave to the developer.")
    private String clientSecret;

    @UriParam(label = "security", secret = true)
    @Metadata(
            description =
                    "An access token made elsewhere, instead of client id and client secret. It is used until the platform"
                            + " refuses it; no other one is asked for.")
    private String accessToken;

    @UriParam(label = "security")
    @Metadata(
            description =
                    "Where the account's token is kept between restarts and for other JVMs: file: and a folder, which is made"
                            + " readable by its owner only, or a bean of your own. Without one it lives as long as the JVM.")
    private TokenStore tokenStore;

    @UriParam(defaultValue = DEFAULT_BASE_URL)
    @Metadata(description = "Where the platform is, for tests and proxies of your own.")
    private String baseUrl = DEFAULT_BASE_URL;

    @UriParam(label = "limits", defaultValue = "auto")
    @Metadata(
            description =
                    "Which column of the platform's limits applies. With auto the account starts as a free one and the"
                            + " platform is asked once whether it is a member's.")
    private Tier tier = Tier.auto;

    @UriParam(label = "limits", prefix = "rateLimits.", multiValue = true)
    @Metadata(
            description = "Limits of your own in calls per second, by the short name or path of a call, such as"
                    + " rateLimits.fileMove=20. A fraction is one call in so many seconds: 0.2 is one in five.")
    private Map<String, Object> rateLimits;

    @UriParam(label = "limits", defaultValue = "0", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "How long a call may wait, for a token and for its turn, before it fails with the expected waiting time. 0 is for ever.")
    private long maxWait;

    @UriParam(label = "limits", defaultValue = "0")
    @Metadata(description = "How many calls of one kind may wait for their turn. 0 is any number.")
    private int maxWaiting;

    @UriParam(label = "limits", defaultValue = "16")
    @Metadata(description = "How many upload requests of the account may be under way at once.")
    private int maxUploadsInFlight = 16;

    @UriParam(label = "limits", defaultValue = "60000", javaType = "java.time.Duration")
    @Metadata(
            description = "How old a listing of a folder may be that is used again to look for names in it: for"
                    + " duplicate=skipIfSame, for paths, and for createDirectories. One that took long is used"
                    + " ten times as long as it took. 0 uses a listing only while it is read.")
    private long listingMaxAge = 60_000;

    @UriParam(label = "limits", defaultValue = "600000", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "For how long the account asks for no further download after the platform said that its download"
                            + " traffic is used up (code 5113). Downloads fail at once meanwhile.")
    private long trafficPause = 600_000;

    @UriParam(label = "security", defaultValue = "https", enums = "https,asGiven")
    @Metadata(
            description =
                    "The platform names some upload servers with http. With https they are used with https all the same;"
                            + " with asGiven as they are named. Servers on this machine are always used as named.")
    private String uploadServerScheme = "https";

    @UriParam(label = "security")
    @Metadata(description = "TLS settings, such as a trust store of your own.")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy")
    @Metadata(description = "The host of an HTTP proxy.")
    private String proxyHost;

    @UriParam(label = "proxy")
    @Metadata(description = "The port of the HTTP proxy.")
    private int proxyPort;

    @UriParam(label = "proxy", secret = true)
    @Metadata(description = "The user name for the HTTP proxy.")
    private String proxyUser;

    @UriParam(label = "proxy", secret = true)
    @Metadata(description = "The password for the HTTP proxy.")
    private String proxyPassword;

    @UriParam(label = "advanced", defaultValue = "10000", javaType = "java.time.Duration")
    @Metadata(description = "How long to wait for a connection.")
    private long connectTimeout = 10_000;

    @UriParam(label = "advanced", defaultValue = "60000", javaType = "java.time.Duration")
    @Metadata(description = "How long to wait for an answer, or for the next packet of one.")
    private long responseTimeout = 60_000;

    @UriParam
    @Metadata(description = "The id of the file.")
    private Long fileId;

    @UriParam
    @Metadata(description = "The id of the folder; 0 is the root.")
    private Long parentFileId;

    @UriParam
    @Metadata(description = "The path of the file or folder on the drive, such as /films/a.mp4.")
    private String path;

    @UriParam
    @Metadata(description = "The path of the folder on the drive, such as /films.")
    private String parentPath;

    @UriParam(label = "producer")
    @Metadata(description = "The id of the folder that something is moved, copied or recovered to; 0 is the root.")
    private Long targetParentFileId;

    @UriParam(label = "producer")
    @Metadata(description = "The path of the folder that something is moved, copied or recovered to, such as /archive.")
    private String targetParentPath;

    @UriParam(label = "producer")
    @Metadata(description = "The name of the file to upload, or to download by the platform.")
    private String fileName;

    @UriParam(label = "producer")
    @Metadata(description = "What a file or folder is renamed to.")
    private String newName;

    @UriParam(label = "upload", defaultValue = "auto")
    @Metadata(
            description =
                    "How an upload is sent: single in one request (1 GB at most), sliced in parts, several at once (10 GB at"
                            + " most), auto by the size.")
    private UploadMode uploadMode = UploadMode.auto;

    @UriParam(label = "upload", defaultValue = "4")
    @Metadata(description = "How many slices of one file are sent at once.")
    private int uploadConcurrency = 4;

    @UriParam(label = "upload", defaultValue = "1048576", javaType = "java.lang.String")
    @Metadata(
            description =
                    "Up to how many bytes a file is sent in one request when uploadMode is auto, as a number or with a unit"
                            + " such as 1MB or 1MiB.")
    private long singleThreshold = 1024 * 1024;

    @UriParam(label = "upload", defaultValue = "fail")
    @Metadata(
            description =
                    "What an upload does when the name is taken: fail, keepBoth (the platform adds a suffix), overwrite, or"
                            + " skipIfSame, which does nothing when size and MD5 are the same and overwrites otherwise.")
    private Duplicate duplicate = Duplicate.fail;

    @UriParam(label = "upload")
    @Metadata(
            description =
                    "Whether the folders of a path that something is uploaded, moved, copied or recovered to are created.")
    private boolean createDirectories;

    @UriParam(label = "upload", defaultValue = "true")
    @Metadata(
            description =
                    "Whether size and MD5 of the entry are compared after an upload, which costs a call but can be shared"
                            + " by a hundred files.")
    private boolean verifyUpload = true;

    @UriParam(label = "upload,advanced")
    @Metadata(
            description =
                    "A folder on this machine where it is noted how far uploads in slices have come, so that one that was"
                            + " cut short, even by a crash, goes on where it ended. It is made where it is missing, and"
                            + " only its owner can read it. Without it an upload that was cut short begins anew.")
    private String journalDirectory;

    @UriParam(label = "upload,advanced")
    @Metadata(
            description =
                    "A folder on this machine where the MD5s of local files are kept that were uploaded or compared with"
                            + " the drive (fileExist=skipIfSame), so that a file that has not been written to since is"
                            + " not read again to know its content. It is made where it is missing, and only its owner"
                            + " can read it.")
    private String digestCacheDirectory;

    @UriParam(label = "upload,advanced", defaultValue = "10000000000", javaType = "java.lang.String")
    @Metadata(
            description =
                    "How many bytes of a stream are held on disk at most, as a number or with a unit such as 2GB or"
                            + " 2GiB. A stream has to be read once to know its size and"
                            + " MD5 before it can be sent, so it is written to the folder for temporary files; files are"
                            + " not. The default is the largest file that the platform takes.")
    private long maxSpoolSize = UploadCalls.LARGEST;

    @UriParam(label = "download")
    @Metadata(
            description =
                    "The local folder that downloads are saved in: an element of a list keeps its folders below it,"
                            + " other files have their names on the drive, unless fileName says otherwise. Folders are"
                            + " created if missing. The body is then a java.io.File. Without it the body is a stream"
                            + " that reads as it is read.")
    private String targetDirectory;

    @UriParam(label = "download", defaultValue = "overwrite")
    @Metadata(
            description =
                    "What download does with targetDirectory when there is a file in the place already: it is replaced"
                            + " when all of the new one has arrived (overwrite), or, when size and MD5 are those of the"
                            + " file on the drive, nothing is downloaded (skipIfSame). The MD5 is read from"
                            + " digestCacheDirectory where the file has not changed, else from the file.")
    private FileExist fileExist = FileExist.overwrite;

    @UriParam(label = "download", defaultValue = "5")
    @Metadata(
            description =
                    "How often a download that breaks is gone on with, one time after another and longer and longer"
                            + " apart, before it fails. Progress of a mebibyte starts the count anew.")
    private int downloadRetries = 5;

    @UriParam(label = "download", defaultValue = "true")
    @Metadata(
            description =
                    "Whether the MD5 of a download is compared with the one that the platform keeps, unless the server"
                            + " names that MD5 as the entity tag of what it sends.")
    private boolean verifyDownload = true;

    @UriParam(label = "listing")
    @Metadata(description = "Whether folders below are listed too.")
    private boolean recursive;

    @UriParam(label = "listing", defaultValue = "100")
    @Metadata(description = "How many entries a call asks for, 1 to 100.")
    private int pageSize = 100;

    @UriParam(label = "listing", defaultValue = "0")
    @Metadata(description = "After how many entries a list ends. 0 is all.")
    private int maxResults;

    @UriParam(label = "listing")
    @Metadata(description = "Whether entries in the recycle bin are listed too.")
    private boolean includeTrashed;

    @UriParam(label = "listing")
    @Metadata(
            description = "Whether the recycle bin is listed, and nothing else. This uses the old list of the"
                    + " platform, of which free accounts have one call in five seconds.")
    private boolean trashedOnly;

    @UriParam(label = "listing")
    @Metadata(
            description = "By what a list is sorted; with recursive each folder by itself. This uses the old list of"
                    + " the platform, of which free accounts have one call in five seconds.")
    private OrderBy orderBy;

    @UriParam(label = "listing")
    @Metadata(description = "Whether a sorted list begins with the smallest (asc) or the largest (desc).")
    private OrderDirection orderDirection;

    @UriParam(label = "listing")
    @Metadata(
            description = "Words that names must hold. The platform looks through the whole drive, whatever folder is"
                    + " named, and may not know new files at once.")
    private String search;

    @UriParam(label = "listing")
    @Metadata(description = "Whether search is the whole name of a file instead of words in it.")
    private boolean searchExact;

    @UriParam(label = "listing")
    @Metadata(
            description = "Lists only what has a name that matches this regular expression, in any letter case."
                    + " Folders are entered whatever their name.")
    private String include;

    @UriParam(label = "listing")
    @Metadata(description = "Does not list what has a name that matches this regular expression, in any letter case.")
    private String exclude;

    @UriParam(label = "share")
    @Metadata(
            description =
                    "The title that people see on a share. Without it the name of the file is used, if the body or"
                            + " the path tells it.")
    private String shareName;

    @UriParam(label = "share", defaultValue = "0", enums = "0,1,7,30")
    @Metadata(description = "After how many days a share ends: 1, 7 or 30, or 0 for never.")
    private int shareExpireDays;

    @UriParam(label = "share,security", secret = true)
    @Metadata(description = "What people have to know to open a share.")
    private String sharePassword;

    @UriParam(label = "offline")
    @Metadata(
            description = "The http or https address of what the platform shall download to the drive, when it is not"
                    + " the body.")
    private String sourceUrl;

    @UriParam(label = "offline")
    @Metadata(description = "An address that the platform calls when a download of its own has ended.")
    private String callbackUrl;

    @UriParam(label = "transcode", defaultValue = "all")
    @Metadata(description = "The resolutions to start, comma-separated such as 1080P,720P, or all.")
    private String resolutions = "all";

    @UriParam(label = "transcode")
    @Metadata(
            description =
                    "The resolution whose playlist or segment is downloaded, such as 720P. Without it the one of a"
                            + " TranscodeResult or TranscodeFile in the body.")
    private String resolution;

    @UriParam(label = "transcode")
    @Metadata(
            description =
                    "What to download from the transcode space: the original, the playlist of a resolution with its entries"
                            + " rewritten to local names (m3u8), one segment (ts), or all products of all finished"
                            + " resolutions as a zip file (all). Without it the file that a TranscodeFile in the body is"
                            + " about, else the original.")
    private Artifact artifact;

    @UriParam(label = "transcode")
    @Metadata(description = "The segment to download, such as 001. Without it the one of a TranscodeFile in the body.")
    private String segmentName;

    @UriParam(label = "transcode")
    @Metadata(
            description = "What the zip file of artifact=all is called after. Without it the name of the video is used,"
                    + " if the body tells it, else its id.")
    private String zipName;

    @UriParam(label = "transcode")
    @Metadata(
            description = "The codec of the video to start, such as H.264. With codecName and videoTime and a list of"
                    + " resolutions, transcodeStart does not ask the platform what it offers, which it may once a second"
                    + " only.")
    private String codecName;

    @UriParam(label = "transcode")
    @Metadata(description = "The length of the video to start, in seconds. See codecName.")
    private Long videoTime;

    @UriParam(label = "transcode", defaultValue = "true")
    @Metadata(
            description = "Whether transcodeDelete deletes what was made of a video too. With false only the original"
                    + " goes, and its products stay.")
    private boolean deleteProducts = true;

    @UriParam(label = "transcode")
    @Metadata(
            description = "The folder where the jobs that this account's producers start are written down, readable by"
                    + " its owner only, so that a consumer with source=started finds them after a restart and from other"
                    + " JVMs. Best set on the component, for producers and consumers alike. Without it the list lives in"
                    + " memory.")
    private String watchListDirectory;

    @UriParam(label = "transcode", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "How long the platform may take to import a video, to find out its resolutions, to pack an archive, or to"
                            + " copy many files; 10 minutes if it is not set. A consumer gives up on a job only if it is"
                            + " set: after so long a job makes an exchange with the status that it has then (1 or 2), and"
                            + " no other.")
    private Long jobTimeout;

    @UriParam(label = "consumer", defaultValue = "resolution")
    @Metadata(
            description =
                    "Whether the transcode consumer makes an exchange for each finished resolution, or one for each video"
                            + " when all its resolutions are final.")
    private Grouping grouping = Grouping.resolution;

    @UriParam(label = "consumer", enums = "space,ids,started")
    @Metadata(
            description =
                    "Which videos the transcode consumer watches: all of the transcode space (space), those of the"
                            + " option fileId or fileIds (ids), or those that producers of this account started (started, see"
                            + " watchListDirectory). Without it ids if ids are given, else space. With space a video whose"
                            + " original is deleted is not seen any more; with the others it is.")
    private TranscodeSource source;

    @UriParam
    @Metadata(description = "The ids of several files, comma-separated; of a consumer those of the videos it watches.")
    private String fileIds;

    @UriParam(label = "consumer")
    @Metadata(
            description = "Where a consumer remembers what was read, beyond a restart. Transcodes are known by video,"
                    + " resolution and job, files by id and MD5. It is told when an exchange has completed. Without it"
                    + " they are remembered as long as the context runs, and as long as they are there.")
    private IdempotentRepository idempotentRepository;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "Whether idempotentRepository is told before an exchange begins, and told again when it fails,"
                            + " so that several programs with one repository never work on the same thing at once. A program"
                            + " that is killed meanwhile leaves what it had in hand to nobody, unless the repository ends the"
                            + " claims of those that are gone.")
    private boolean idempotentEager;

    @UriParam(label = "consumer", defaultValue = "0")
    @Metadata(
            description =
                    "After how many failed exchanges a file or a transcode is given up and not offered again. 0 is"
                            + " any number; with moveFailed it is 1.")
    private int maxAttempts;

    @UriParam(label = "consumer")
    @Metadata(
            description = "Whether the body of the transcode consumer is the playlist, fetched when the body is first"
                    + " read, its entries rewritten to local names, instead of the TranscodeResult. Not with"
                    + " grouping=video; failed transcodes keep their result as body. The body of listFiles is always"
                    + " downloaded when it is first read.")
    private boolean includeBody;

    @UriParam(label = "consumer", defaultValue = "none")
    @Metadata(
            description = "What happens to what was read, when its exchange has completed: none, trash (to the recycle"
                    + " bin; of a video the original goes and its products stay), delete (for good; of a video the"
                    + " products too), or move (to moveTo; listFiles only). It is tried until it is done. A video is touched"
                    + " only when all its running resolutions are final and all their exchanges have completed.")
    private AfterRead afterRead = AfterRead.none;

    @UriParam(label = "consumer")
    @Metadata(
            description = "The path of the folder that listFiles moves read files to, created when missing, such as"
                    + " /done.")
    private String moveTo;

    @UriParam(label = "consumer", defaultValue = "fail")
    @Metadata(
            description =
                    "What happens to a file that goes to moveTo when its name is taken there: it stays where it is"
                            + " (fail), gets its id into its name (keepBoth), or takes the place of the other, which goes to the"
                            + " recycle bin (overwrite).")
    private MoveDuplicate moveDuplicate = MoveDuplicate.fail;

    @UriParam(label = "consumer")
    @Metadata(
            description =
                    "The path of the folder that listFiles moves files to whose exchanges failed maxAttempts times,"
                            + " created when missing, such as /failed. Where a name is taken the file gets its id into its name.")
    private String moveFailed;

    @UriParam(label = "consumer")
    @Metadata(
            description = "Whether afterRead=delete deletes a file for good even if its content was neither read nor"
                    + " copied by the end of its exchange. Otherwise such a file goes to the recycle bin, because somebody"
                    + " may still have to read it, as behind aggregate or wireTap.")
    private boolean deleteUnread;

    /** Forgets an option of the component that an endpoint names in another way. */
    void forget(String option) {
        switch (option) {
            case "fileId" -> fileId = null;
            case "fileIds" -> fileIds = null;
            case "path" -> path = null;
            case "parentFileId" -> parentFileId = null;
            case "parentPath" -> parentPath = null;
            case "targetParentFileId" -> targetParentFileId = null;
            case "targetParentPath" -> targetParentPath = null;
            default -> throw new IllegalArgumentException(option);
        }
    }

    /** A copy that can be changed on its own. */
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

    /**
     * The client id that the platform gave to the developer.
     */
    public void setClientId(String clientId) {
        this.clientId = OptionText.orNull(clientId);
    }

    public String getClientSecret() {
        return clientSecret;
    }

    /**
     * The client secret that the platform gave to the developer.
     */
    public void setClientSecret(String clientSecret) {
        this.clientSecret = OptionText.orNull(clientSecret);
    }

    public String getAccessToken() {
        return accessToken;
    }

    /**
     * An access token made elsewhere, instead of client id and client secret. It is used until the platform
     * refuses it; no other one is asked for.
     */
    public void setAccessToken(String accessToken) {
        this.accessToken = OptionText.orNull(accessToken);
    }

    public TokenStore getTokenStore() {
        return tokenStore;
    }

    /**
     * Where the account's token is kept between restarts and for other JVMs: file: and a folder, which is made
     * readable by its owner only, or a bean of your own. Without one it lives as long as the JVM.
     */
    public void setTokenStore(TokenStore tokenStore) {
        this.tokenStore = tokenStore;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * Where the platform is, for tests and proxies of your own.
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = OptionText.blank(baseUrl) ? DEFAULT_BASE_URL : baseUrl;
    }

    public Tier getTier() {
        return tier;
    }

    /**
     * Which column of the platform's limits applies. With auto the account starts as a free one and the
     * platform is asked once whether it is a member's.
     */
    public void setTier(Tier tier) {
        this.tier = tier == null ? Tier.auto : tier;
    }

    public Map<String, Object> getRateLimits() {
        return rateLimits;
    }

    /**
     * Limits of your own in calls per second, by the short name or path of a call, such as
     * rateLimits.fileMove=20. A fraction is one call in so many seconds: 0.2 is one in five.
     */
    public void setRateLimits(Map<String, Object> rateLimits) {
        this.rateLimits = rateLimits;
    }

    /** Puts an endpoint's own limits over those of its component, call by call, however each of them is spelt. */
    void addRateLimits(Map<String, Object> component, Map<String, Object> endpoint) {
        Map<String, Object> own = new LinkedHashMap<>(endpoint);
        if (rateLimits != null && rateLimits != component) {
            rateLimits.forEach(own::putIfAbsent);
        }
        if (own.isEmpty()) {
            return;
        }
        Map<String, Object> merged = new LinkedHashMap<>(own);
        if (component != null) {
            Set<Optional<Api>> named = own.keySet().stream().map(Api::find).collect(Collectors.toSet());
            component.forEach((name, number) -> {
                if (!named.contains(Api.find(name))) {
                    merged.put(name, number);
                }
            });
        }
        rateLimits = merged;
    }

    public long getMaxWait() {
        return maxWait;
    }

    /**
     * How long a call may wait, for a token and for its turn, before it fails with the expected waiting time. 0 is for ever.
     */
    public void setMaxWait(long maxWait) {
        this.maxWait = OptionRange.notNegative("maxWait", maxWait);
    }

    public int getMaxWaiting() {
        return maxWaiting;
    }

    /**
     * How many calls of one kind may wait for their turn. 0 is any number.
     */
    public void setMaxWaiting(int maxWaiting) {
        this.maxWaiting = OptionRange.notNegative("maxWaiting", maxWaiting);
    }

    public int getMaxUploadsInFlight() {
        return maxUploadsInFlight;
    }

    /**
     * How many upload requests of the account may be under way at once.
     */
    public void setMaxUploadsInFlight(int maxUploadsInFlight) {
        this.maxUploadsInFlight = OptionRange.positive("maxUploadsInFlight", maxUploadsInFlight);
    }

    public long getListingMaxAge() {
        return listingMaxAge;
    }

    /**
     * How old a listing of a folder may be that is used again to look for names in it: for duplicate=skipIfSame, for paths,
     * and for createDirectories. One that took long is used ten times as long as it took. 0 uses a listing only while it
     * is read.
     */
    public void setListingMaxAge(long listingMaxAge) {
        this.listingMaxAge = OptionRange.notNegative("listingMaxAge", listingMaxAge);
    }

    public long getTrafficPause() {
        return trafficPause;
    }

    /**
     * For how long the account asks for no further download after the platform said that its download traffic is used
     * up (code 5113). Downloads fail at once meanwhile.
     */
    public void setTrafficPause(long trafficPause) {
        this.trafficPause = OptionRange.notNegative("trafficPause", trafficPause);
    }

    public String getUploadServerScheme() {
        return uploadServerScheme;
    }

    /**
     * The platform names some upload servers with http. With https they are used with https all the same; with
     * asGiven as they are named. Servers on this machine are always used as named.
     */
    public void setUploadServerScheme(String uploadServerScheme) {
        this.uploadServerScheme = OptionText.blank(uploadServerScheme)
                ? "https"
                : OptionText.oneOf("uploadServerScheme", uploadServerScheme, "https", "asGiven");
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * TLS settings, such as a trust store of your own.
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    /**
     * The host of an HTTP proxy.
     */
    public void setProxyHost(String proxyHost) {
        this.proxyHost = OptionText.orNull(proxyHost);
    }

    public int getProxyPort() {
        return proxyPort;
    }

    /**
     * The port of the HTTP proxy.
     */
    public void setProxyPort(int proxyPort) {
        this.proxyPort = OptionRange.between("proxyPort", proxyPort, 1, 65_535);
    }

    public String getProxyUser() {
        return proxyUser;
    }

    /**
     * The user name for the HTTP proxy.
     */
    public void setProxyUser(String proxyUser) {
        this.proxyUser = OptionText.orNull(proxyUser);
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    /**
     * The password for the HTTP proxy.
     */
    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = OptionText.orNull(proxyPassword);
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * How long to wait for a connection.
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = OptionRange.positive("connectTimeout", connectTimeout);
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    /**
     * How long to wait for an answer, or for the next packet of one.
     */
    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = OptionRange.positive("responseTimeout", responseTimeout);
    }

    @Override
    public Long getFileId() {
        return fileId;
    }

    /**
     * The id of the file.
     */
    public void setFileId(Long fileId) {
        this.fileId = OptionRange.positive("fileId", fileId);
    }

    @Override
    public Long getParentFileId() {
        return parentFileId;
    }

    /**
     * The id of the folder; 0 is the root.
     */
    public void setParentFileId(Long parentFileId) {
        this.parentFileId = OptionRange.folder("parentFileId", parentFileId);
    }

    @Override
    public String getPath() {
        return path;
    }

    /**
     * The path of the file or folder on the drive, such as /films/a.mp4.
     */
    public void setPath(String path) {
        this.path = OptionText.orNull(path);
    }

    @Override
    public String getParentPath() {
        return parentPath;
    }

    /**
     * The path of the folder on the drive, such as /films.
     */
    public void setParentPath(String parentPath) {
        this.parentPath = OptionText.orNull(parentPath);
    }

    @Override
    public Long getTargetParentFileId() {
        return targetParentFileId;
    }

    /**
     * The id of the folder that something is moved, copied or recovered to; 0 is the root.
     */
    public void setTargetParentFileId(Long targetParentFileId) {
        this.targetParentFileId = OptionRange.folder("targetParentFileId", targetParentFileId);
    }

    @Override
    public String getTargetParentPath() {
        return targetParentPath;
    }

    /**
     * The path of the folder that something is moved, copied or recovered to, such as /archive.
     */
    public void setTargetParentPath(String targetParentPath) {
        this.targetParentPath = OptionText.orNull(targetParentPath);
    }

    @Override
    public String getFileName() {
        return fileName;
    }

    /**
     * The name of the file to upload, or to download by the platform.
     */
    public void setFileName(String fileName) {
        this.fileName = OptionText.orNull(fileName);
    }

    @Override
    public String getNewName() {
        return newName;
    }

    /**
     * What a file or folder is renamed to.
     */
    public void setNewName(String newName) {
        this.newName = OptionText.orNull(newName);
    }

    @Override
    public UploadMode getUploadMode() {
        return uploadMode;
    }

    /**
     * How an upload is sent: single in one request (1 GB at most), sliced in parts, several at once (10 GB at
     * most), auto by the size.
     */
    public void setUploadMode(UploadMode uploadMode) {
        this.uploadMode = uploadMode == null ? UploadMode.auto : uploadMode;
    }

    @Override
    public int getUploadConcurrency() {
        return uploadConcurrency;
    }

    /**
     * How many slices of one file are sent at once.
     */
    public void setUploadConcurrency(int uploadConcurrency) {
        this.uploadConcurrency = OptionRange.positive("uploadConcurrency", uploadConcurrency);
    }

    @Override
    public long getSingleThreshold() {
        return singleThreshold;
    }

    /**
     * Up to how many bytes a file is sent in one request when uploadMode is auto.
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

    @Override
    public Duplicate getDuplicate() {
        return duplicate;
    }

    /**
     * What an upload does when the name is taken: fail, keepBoth (the platform adds a suffix), overwrite, or
     * skipIfSame, which does nothing when size and MD5 are the same and overwrites otherwise.
     */
    public void setDuplicate(Duplicate duplicate) {
        this.duplicate = duplicate == null ? Duplicate.fail : duplicate;
    }

    @Override
    public boolean isCreateDirectories() {
        return createDirectories;
    }

    /**
     * Whether the folders of a path that something is uploaded, moved, copied or recovered to are created.
     */
    public void setCreateDirectories(boolean createDirectories) {
        this.createDirectories = createDirectories;
    }

    @Override
    public boolean isVerifyUpload() {
        return verifyUpload;
    }

    /**
     * Whether size and MD5 of the entry are compared after an upload, which costs a call but can be shared by a
     * hundred files.
     */
    public void setVerifyUpload(boolean verifyUpload) {
        this.verifyUpload = verifyUpload;
    }

    @Override
    public String getDigestCacheDirectory() {
        return digestCacheDirectory;
    }

    /**
     * A folder on this machine where the MD5s of local files are kept that were uploaded or compared with the drive
     * (fileExist=skipIfSame), so that a file that has not been written to since is not read again to know its content. It
     * is made where it is missing, and only its owner can read it.
     */
    public void setDigestCacheDirectory(String digestCacheDirectory) {
        this.digestCacheDirectory = OptionText.orNull(digestCacheDirectory);
    }

    @Override
    public String getJournalDirectory() {
        return journalDirectory;
    }

    /**
     * A folder on this machine where it is noted how far uploads in slices have come, so that one that was cut short,
     * even by a crash, goes on where it ended. It is made where it is missing, and only its owner can read it. Without
     * it an upload that was cut short begins anew.
     */
    public void setJournalDirectory(String journalDirectory) {
        this.journalDirectory = OptionText.orNull(journalDirectory);
    }

    @Override
    public long getMaxSpoolSize() {
        return maxSpoolSize;
    }

    /**
     * How many bytes of a stream are held on disk at most. A stream has to be read once to know its size and MD5 before
     * it can be sent, so it is written to the folder for temporary files; files are not. The default is the largest
     * file that the platform takes.
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

    @Override
    public String getTargetDirectory() {
        return targetDirectory;
    }

    /**
     * The local folder that downloads are saved in: an element of a list keeps its folders below it, other files have
     * their names on the drive, unless fileName says otherwise. Folders are created if missing. The body is then a
     * java.io.File. Without it the body is a stream that reads as it is read.
     */
    public void setTargetDirectory(String targetDirectory) {
        this.targetDirectory = OptionText.orNull(targetDirectory);
    }

    @Override
    public FileExist getFileExist() {
        return fileExist;
    }

    /**
     * What download does with targetDirectory when there is a file in the place already: it is replaced when all of the
     * new one has arrived (overwrite), or, when size and MD5 are those of the file on the drive, nothing is downloaded
     * (skipIfSame). The MD5 is read from digestCacheDirectory where the file has not changed, else from the file.
     */
    public void setFileExist(FileExist fileExist) {
        this.fileExist = fileExist == null ? FileExist.overwrite : fileExist;
    }

    @Override
    public int getDownloadRetries() {
        return downloadRetries;
    }

    /**
     * How often a download that breaks is gone on with, one time after another and longer and longer apart, before it
     * fails. Progress of a mebibyte starts the count anew.
     */
    public void setDownloadRetries(int downloadRetries) {
        this.downloadRetries = OptionRange.notNegative("downloadRetries", downloadRetries);
    }

    @Override
    public boolean isVerifyDownload() {
        return verifyDownload;
    }

    /**
     * Whether the MD5 of a download is compared with the one that the platform keeps, unless the server names that MD5
     * as the entity tag of what it sends.
     */
    public void setVerifyDownload(boolean verifyDownload) {
        this.verifyDownload = verifyDownload;
    }

    @Override
    public boolean isRecursive() {
        return recursive;
    }

    /**
     * Whether folders below are listed too.
     */
    public void setRecursive(boolean recursive) {
        this.recursive = recursive;
    }

    @Override
    public int getPageSize() {
        return pageSize;
    }

    /**
     * How many entries a call asks for, 1 to 100.
     */
    public void setPageSize(int pageSize) {
        this.pageSize = OptionRange.between("pageSize", pageSize, 1, 100);
    }

    @Override
    public int getMaxResults() {
        return maxResults;
    }

    /**
     * After how many entries a list ends. 0 is all.
     */
    public void setMaxResults(int maxResults) {
        this.maxResults = OptionRange.notNegative("maxResults", maxResults);
    }

    @Override
    public boolean isIncludeTrashed() {
        return includeTrashed;
    }

    /**
     * Whether entries in the recycle bin are listed too.
     */
    public void setIncludeTrashed(boolean includeTrashed) {
        this.includeTrashed = includeTrashed;
    }

    @Override
    public boolean isTrashedOnly() {
        return trashedOnly;
    }

    /**
     * Whether the recycle bin is listed, and nothing else. This uses the old list of the platform, of which free
     * accounts have one call in five seconds.
     */
    public void setTrashedOnly(boolean trashedOnly) {
        this.trashedOnly = trashedOnly;
    }

    @Override
    public OrderBy getOrderBy() {
        return orderBy;
    }

    /**
     * By what a list is sorted; with recursive each folder by itself. This uses the old list of the platform, of
     * which free accounts have one call in five seconds.
     */
    public void setOrderBy(OrderBy orderBy) {
        this.orderBy = orderBy;
    }

    @Override
    public OrderDirection getOrderDirection() {
        return orderDirection;
    }

    /**
     * Whether a sorted list begins with the smallest (asc) or the largest (desc).
     */
    public void setOrderDirection(OrderDirection orderDirection) {
        this.orderDirection = orderDirection;
    }

    @Override
    public String getSearch() {
        return search;
    }

    /**
     * Words that names must hold. The platform looks through the whole drive, whatever folder is named, and may not
     * know new files at once.
     */
    public void setSearch(String search) {
        this.search = OptionText.orNull(search);
    }

    @Override
    public boolean isSearchExact() {
        return searchExact;
    }

    /**
     * Whether search is the whole name of a file instead of words in it.
     */
    public void setSearchExact(boolean searchExact) {
        this.searchExact = searchExact;
    }

    @Override
    public String getInclude() {
        return include;
    }

    /**
     * Lists only what has a name that matches this regular expression, in any letter case. Folders are entered
     * whatever their name.
     */
    public void setInclude(String include) {
        this.include = OptionText.orNull(include);
    }

    @Override
    public String getExclude() {
        return exclude;
    }

    /**
     * Does not list what has a name that matches this regular expression, in any letter case.
     */
    public void setExclude(String exclude) {
        this.exclude = OptionText.orNull(exclude);
    }

    @Override
    public String getShareName() {
        return shareName;
    }

    /**
     * The title that people see on a share. Without it the name of the file is used, if the body or the
     * path tells it.
     */
    public void setShareName(String shareName) {
        this.shareName = OptionText.orNull(shareName);
    }

    @Override
    public int getShareExpireDays() {
        return shareExpireDays;
    }

    /**
     * After how many days a share ends: 1, 7 or 30, or 0 for never.
     */
    public void setShareExpireDays(int shareExpireDays) {
        this.shareExpireDays = OptionRange.oneOf("shareExpireDays", shareExpireDays, 0, 1, 7, 30);
    }

    @Override
    public String getSharePassword() {
        return sharePassword;
    }

    /**
     * What people have to know to open a share.
     */
    public void setSharePassword(String sharePassword) {
        this.sharePassword = OptionText.orNull(sharePassword);
    }

    @Override
    public String getSourceUrl() {
        return sourceUrl;
    }

    /**
     * The http or https address of what the platform shall download to the drive, when it is not the body.
     */
    public void setSourceUrl(String sourceUrl) {
        this.sourceUrl = OptionText.orNull(sourceUrl);
    }

    @Override
    public String getCallbackUrl() {
        return callbackUrl;
    }

    /**
     * An address that the platform calls when a download of its own has ended.
     */
    public void setCallbackUrl(String callbackUrl) {
        this.callbackUrl = OptionText.orNull(callbackUrl);
    }

    @Override
    public String getResolution() {
        return resolution;
    }

    /**
     * The resolution whose playlist or segment is downloaded, such as 720P. Without it the one of a TranscodeResult or
     * TranscodeFile in the body.
     */
    public void setResolution(String resolution) {
        this.resolution = OptionText.orNull(resolution);
    }

    @Override
    public String getResolutions() {
        return resolutions;
    }

    /**
     * The resolutions to start, comma-separated such as 1080P,720P, or all.
     */
    public void setResolutions(String resolutions) {
        this.resolutions = OptionText.blank(resolutions) ? "all" : resolutions;
    }

    @Override
    public Artifact getArtifact() {
        return artifact;
    }

    /**
     * What to download from the transcode space: the original, the playlist of a resolution with its entries
     * rewritten to local names (m3u8), one segment (ts), or all products of all finished resolutions as a zip
     * file (all). Without it the file that a TranscodeFile in the body is about, else the original.
     */
    public void setArtifact(Artifact artifact) {
        this.artifact = artifact;
    }

    @Override
    public String getSegmentName() {
        return segmentName;
    }

    /**
     * The segment to download, such as 001. Without it the one of a TranscodeFile in the body.
     */
    public void setSegmentName(String segmentName) {
        this.segmentName = OptionText.orNull(segmentName);
    }

    @Override
    public String getZipName() {
        return zipName;
    }

    /**
     * What the zip file of artifact=all is called after. Without it the name of the video is used, if the
     * body tells it, else its id.
     */
    public void setZipName(String zipName) {
        this.zipName = OptionText.orNull(zipName);
    }

    @Override
    public String getCodecName() {
        return codecName;
    }

    /**
     * The codec of the video to start, such as H.264. With codecName and videoTime and a list of resolutions,
     * transcodeStart does not ask the platform what it offers, which it may once a second only.
     */
    public void setCodecName(String codecName) {
        this.codecName = OptionText.orNull(codecName);
    }

    @Override
    public Long getVideoTime() {
        return videoTime;
    }

    /**
     * The length of the video to start, in seconds. See codecName.
     */
    public void setVideoTime(Long videoTime) {
        this.videoTime = OptionRange.positive("videoTime", videoTime);
    }

    @Override
    public boolean isDeleteProducts() {
        return deleteProducts;
    }

    /**
     * Whether transcodeDelete deletes what was made of a video too. With false only the original goes, and its
     * products stay.
     */
    public void setDeleteProducts(boolean deleteProducts) {
        this.deleteProducts = deleteProducts;
    }

    @Override
    public String getWatchListDirectory() {
        return watchListDirectory;
    }

    /**
     * The folder where the jobs that this account's producers start are written down, readable by its owner
     * only, so that a consumer with source=started finds them after a restart and from other JVMs. Best set on
     * the component, for producers and consumers alike. Without it the list lives in memory.
     */
    public void setWatchListDirectory(String watchListDirectory) {
        this.watchListDirectory = OptionText.orNull(watchListDirectory);
    }

    @Override
    public Long getJobTimeout() {
        return jobTimeout;
    }

    /**
     * How long the platform may take to import a video, to find out its resolutions, to pack an archive, or to
     * copy many files; 10 minutes if it is not set. A consumer gives up on a job only if it is set: after so long
     * a job makes an exchange with the status that it has then (1 or 2), and no other.
     */
    public void setJobTimeout(Long jobTimeout) {
        this.jobTimeout = OptionRange.positive("jobTimeout", jobTimeout);
    }

    public Grouping getGrouping() {
        return grouping;
    }

    /**
     * Whether the transcode consumer makes an exchange for each finished resolution, or one for each video when
     * all its resolutions are final.
     */
    public void setGrouping(Grouping grouping) {
        this.grouping = grouping == null ? Grouping.resolution : grouping;
    }

    public TranscodeSource getSource() {
        return source;
    }

    /**
     * Which videos the transcode consumer watches: all of the transcode space (space), those of the option
     * fileId or fileIds (ids), or those that producers of this account started (started, see
     * watchListDirectory). Without it ids if ids are given, else space. With space a video whose original is
     * deleted is not seen any more; with the others it is.
     */
    public void setSource(TranscodeSource source) {
        this.source = source;
    }

    @Override
    public String getFileIds() {
        return fileIds;
    }

    /**
     * The ids of several files, comma-separated; of a consumer those of the videos it watches.
     */
    public void setFileIds(String fileIds) {
        this.fileIds = OptionText.orNull(fileIds);
        ids();
    }

    /** What {@code fileId} and {@code fileIds} name together. */
    List<Long> ids() {
        List<Long> ids = new ArrayList<>();
        if (fileId != null) {
            ids.add(fileId);
        }
        if (fileIds != null) {
            for (String id : fileIds.split(",", -1)) {
                ids.add(OptionRange.positive("fileIds", OptionText.whole("fileIds", id)));
            }
        }
        return ids.stream().distinct().toList();
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Where a consumer remembers what was read, beyond a restart. Transcodes are known by video, resolution and
     * job, files by id and MD5. It is told when an exchange has completed. Without it they are remembered as long
     * as the context runs, and as long as they are there.
     */
    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public boolean isIdempotentEager() {
        return idempotentEager;
    }

    /**
     * Whether idempotentRepository is told before an exchange begins, and told again when it fails, so that several
     * programs with one repository never work on the same thing at once. A program that is killed meanwhile leaves
     * what it had in hand to nobody, unless the repository ends the claims of those that are gone.
     */
    public void setIdempotentEager(boolean idempotentEager) {
        this.idempotentEager = idempotentEager;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    /**
     * After how many failed exchanges a file or a transcode is given up and not offered again. 0 is any number; with
     * moveFailed it is 1.
     */
    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = OptionRange.notNegative("maxAttempts", maxAttempts);
    }

    public boolean isIncludeBody() {
        return includeBody;
    }

    /**
     * Whether the body of the transcode consumer is the playlist, fetched when the body is first read, its
     * entries rewritten to local names, instead of the TranscodeResult. Not with grouping=video; failed
     * transcodes keep their result as body. The body of listFiles is always downloaded when it is first read.
     */
    public void setIncludeBody(boolean includeBody) {
        this.includeBody = includeBody;
    }

    public AfterRead getAfterRead() {
        return afterRead;
    }

    /**
     * What happens to what was read, when its exchange has completed: none, trash (to the recycle bin; of a
     * video the original goes and its products stay), delete (for good; of a video the products too), or move
     * (to moveTo; listFiles only). It is tried until it is done. A video is touched only when all its running
     * resolutions are final and all their exchanges have completed.
     */
    public void setAfterRead(AfterRead afterRead) {
        this.afterRead = afterRead == null ? AfterRead.none : afterRead;
    }

    public String getMoveTo() {
        return moveTo;
    }

    /**
     * The path of the folder that listFiles moves read files to, created when missing, such as /done.
     */
    public void setMoveTo(String moveTo) {
        this.moveTo = OptionText.orNull(moveTo);
    }

    public MoveDuplicate getMoveDuplicate() {
        return moveDuplicate;
    }

    /**
     * What happens to a file that goes to moveTo when its name is taken there: it stays where it is (fail), gets its
     * id into its name (keepBoth), or takes the place of the other, which goes to the recycle bin (overwrite).
     */
    public void setMoveDuplicate(MoveDuplicate moveDuplicate) {
        this.moveDuplicate = moveDuplicate == null ? MoveDuplicate.fail : moveDuplicate;
    }

    public String getMoveFailed() {
        return moveFailed;
    }

    /**
     * The path of the folder that listFiles moves files to whose exchanges failed maxAttempts times, created when
     * missing, such as /failed. Where a name is taken the file gets its id into its name.
     */
    public void setMoveFailed(String moveFailed) {
        this.moveFailed = OptionText.orNull(moveFailed);
    }

    public boolean isDeleteUnread() {
        return deleteUnread;
    }

    /**
     * Whether afterRead=delete deletes a file for good even if its content was neither read nor copied by the end of
     * its exchange. Otherwise such a file goes to the recycle bin, because somebody may still have to read it, as
     * behind aggregate or wireTap.
     */
    public void setDeleteUnread(boolean deleteUnread) {
        this.deleteUnread = deleteUnread;
    }
}
