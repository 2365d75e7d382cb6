package io.github.camelpan123;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.cluster.OnStoreLost;
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
import io.github.camelpan123.api.UploadMode;
import java.util.Map;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The endpoint options as properties of the component, for {@code <property name="baseUrl" .../>} in Spring and
 * Blueprint and for Java. Camel's own configuration sets the options on {@link Pan123Configuration}.
 */
public abstract class Pan123ComponentOptions extends HealthCheckComponent {

    // without one annotated field, Camel's generator would take new options from the setters of this class
    @Metadata(description = "The options that endpoints start from.")
    private Pan123Configuration configuration = new Pan123Configuration();

    @Metadata(label = "cluster")
    private ClusterType cluster;

    @Metadata(label = "cluster")
    private Object clusterEngine;

    @Metadata(label = "cluster,advanced", defaultValue = "110", javaType = "java.time.Duration")
    private long clusterSlack = ClusterOptions.SLACK;

    @Metadata(label = "cluster,advanced", defaultValue = "1000", javaType = "java.time.Duration")
    private long clusterTimeout = ClusterOptions.TIMEOUT;

    @Metadata(label = "cluster", defaultValue = "wait")
    private OnStoreLost onStoreLost = OnStoreLost.wait;

    @Metadata(label = "cluster", defaultValue = "0")
    private int clusterNodes;

    @Metadata(label = "cluster,advanced", defaultValue = "1")
    private int clusterWeight = 1;

    Pan123ComponentOptions() {}

    public final ClusterType getCluster() {
        return cluster;
    }

    /**
     * Shares the limits and the token of each account with other nodes: through an embedded Hazelcast instance
     * (hazelcast), a PostgreSQL database (jdbc) or a Redis server (redis). Needs the module camel-pan123-cluster and
     * the option clusterEngine. By default, each JVM uses the whole limits by itself.
     */
    public final void setCluster(ClusterType cluster) {
        this.cluster = cluster;
    }

    public final Object getClusterEngine() {
        return clusterEngine;
    }

    /**
     * The reference of the bean that the nodes share the account through: a HazelcastInstance (hazelcast), a DataSource
     * (jdbc), or a Lettuce RedisClient (redis). It is never looked up by its type.
     */
    public final void setClusterEngine(Object clusterEngine) {
        this.clusterEngine = clusterEngine;
    }

    public final long getClusterSlack() {
        return clusterSlack;
    }

    /**
     * The time that is added to the period of each limit, so that a call that goes out a little after its permit was
     * granted does not exceed the limit. A longer time tolerates slower nodes, but uses less of the limit: with 110
     * ms, 90 % of a limit per second can be used.
     */
    public final void setClusterSlack(long clusterSlack) {
        this.clusterSlack = OptionRange.duration("clusterSlack", clusterSlack);
    }

    public final long getClusterTimeout() {
        return clusterTimeout;
    }

    /** How long an operation of the engine may take. Later answers are ignored, and the operation is repeated. */
    public final void setClusterTimeout(long clusterTimeout) {
        this.clusterTimeout = OptionRange.duration("clusterTimeout", clusterTimeout);
    }

    public final OnStoreLost getOnStoreLost() {
        return onStoreLost;
    }

    /**
     * What limited calls do while the engine does not answer. With wait, they wait. With share, each node uses its
     * part of the limit without asking, which is the limit divided by clusterNodes. With share, the limit is exceeded
     * if there are more nodes than that, or if only some of them have lost the engine.
     */
    public final void setOnStoreLost(OnStoreLost onStoreLost) {
        this.onStoreLost = onStoreLost;
    }

    public final int getClusterNodes() {
        return clusterNodes;
    }

    /**
     * The maximum number of nodes that use an account at the same time, each counted as often as its clusterWeight. By default, the number of members with
     * Hazelcast, and 8 otherwise. With Hazelcast, 1 permits a single node without split-brain protection.
     */
    public final void setClusterNodes(int clusterNodes) {
        this.clusterNodes = OptionRange.notNegative("clusterNodes", clusterNodes);
    }

    public final int getClusterWeight() {
        return clusterWeight;
    }

    /** How many permits this node gets for each permit of a node with weight 1, while all nodes have calls waiting. */
    public final void setClusterWeight(int clusterWeight) {
        this.clusterWeight = OptionRange.positive("clusterWeight", clusterWeight);
    }

    /** Returns the default options of the endpoints. */
    public Pan123Configuration getConfiguration() {
        return configuration;
    }

    /** Sets the default options of the endpoints. */
    public void setConfiguration(Pan123Configuration configuration) {
        this.configuration = configuration;
    }

    /** See {@link Pan123Configuration#setClientId}. */
    public final String getClientId() {
        return getConfiguration().getClientId();
    }

    /** See {@link Pan123Configuration#setClientId}. */
    public final void setClientId(String clientId) {
        getConfiguration().setClientId(clientId);
    }

    /** See {@link Pan123Configuration#setClientSecret}. */
    public final String getClientSecret() {
        return getConfiguration().getClientSecret();
    }

    /** See {@link Pan123Configuration#setClientSecret}. */
    public final void setClientSecret(String clientSecret) {
        getConfiguration().setClientSecret(clientSecret);
    }

    /** See {@link Pan123Configuration#setAccessToken}. */
    public final String getAccessToken() {
        return getConfiguration().getAccessToken();
    }

    /** See {@link Pan123Configuration#setAccessToken}. */
    public final void setAccessToken(String accessToken) {
        getConfiguration().setAccessToken(accessToken);
    }

    /** See {@link Pan123Configuration#setTokenStore}. */
    public final TokenStore getTokenStore() {
        return getConfiguration().getTokenStore();
    }

    /** See {@link Pan123Configuration#setTokenStore}. */
    public final void setTokenStore(TokenStore tokenStore) {
        getConfiguration().setTokenStore(tokenStore);
    }

    /** See {@link Pan123Configuration#setBaseUrl}. */
    public final String getBaseUrl() {
        return getConfiguration().getBaseUrl();
    }

    /** See {@link Pan123Configuration#setBaseUrl}. */
    public final void setBaseUrl(String baseUrl) {
        getConfiguration().setBaseUrl(baseUrl);
    }

    /** See {@link Pan123Configuration#setTier}. */
    public final Tier getTier() {
        return getConfiguration().getTier();
    }

    /** See {@link Pan123Configuration#setTier}. */
    public final void setTier(Tier tier) {
        getConfiguration().setTier(tier);
    }

    /** See {@link Pan123Configuration#setRateLimits}. */
    public final Map<String, Object> getRateLimits() {
        return getConfiguration().getRateLimits();
    }

    /** See {@link Pan123Configuration#setRateLimits}. */
    public final void setRateLimits(Map<String, Object> rateLimits) {
        getConfiguration().setRateLimits(rateLimits);
    }

    /** See {@link Pan123Configuration#setMaxWait}. */
    public final long getMaxWait() {
        return getConfiguration().getMaxWait();
    }

    /** See {@link Pan123Configuration#setMaxWait}. */
    public final void setMaxWait(long maxWait) {
        getConfiguration().setMaxWait(maxWait);
    }

    /** See {@link Pan123Configuration#setMaxWaiting}. */
    public final int getMaxWaiting() {
        return getConfiguration().getMaxWaiting();
    }

    /** See {@link Pan123Configuration#setMaxWaiting}. */
    public final void setMaxWaiting(int maxWaiting) {
        getConfiguration().setMaxWaiting(maxWaiting);
    }

    /** See {@link Pan123Configuration#setMaxUploadsInFlight}. */
    public final int getMaxUploadsInFlight() {
        return getConfiguration().getMaxUploadsInFlight();
    }

    /** See {@link Pan123Configuration#setMaxUploadsInFlight}. */
    public final void setMaxUploadsInFlight(int maxUploadsInFlight) {
        getConfiguration().setMaxUploadsInFlight(maxUploadsInFlight);
    }

    /** See {@link Pan123Configuration#setListingMaxAge}. */
    public final long getListingMaxAge() {
        return getConfiguration().getListingMaxAge();
    }

    /** See {@link Pan123Configuration#setListingMaxAge}. */
    public final void setListingMaxAge(long listingMaxAge) {
        getConfiguration().setListingMaxAge(listingMaxAge);
    }

    /** See {@link Pan123Configuration#setTrafficPause}. */
    public final long getTrafficPause() {
        return getConfiguration().getTrafficPause();
    }

    /** See {@link Pan123Configuration#setTrafficPause}. */
    public final void setTrafficPause(long trafficPause) {
        getConfiguration().setTrafficPause(trafficPause);
    }

    /** See {@link Pan123Configuration#setUploadServerScheme}. */
    public final String getUploadServerScheme() {
        return getConfiguration().getUploadServerScheme();
    }

    /** See {@link Pan123Configuration#setUploadServerScheme}. */
    public final void setUploadServerScheme(String uploadServerScheme) {
        getConfiguration().setUploadServerScheme(uploadServerScheme);
    }

    /** See {@link Pan123Configuration#setSslContextParameters}. */
    public final SSLContextParameters getSslContextParameters() {
        return getConfiguration().getSslContextParameters();
    }

    /** See {@link Pan123Configuration#setSslContextParameters}. */
    public final void setSslContextParameters(SSLContextParameters sslContextParameters) {
        getConfiguration().setSslContextParameters(sslContextParameters);
    }

    /** See {@link Pan123Configuration#setProxyHost}. */
    public final String getProxyHost() {
        return getConfiguration().getProxyHost();
    }

    /** See {@link Pan123Configuration#setProxyHost}. */
    public final void setProxyHost(String proxyHost) {
        getConfiguration().setProxyHost(proxyHost);
    }

    /** See {@link Pan123Configuration#setProxyPort}. */
    public final int getProxyPort() {
        return getConfiguration().getProxyPort();
    }

    /** See {@link Pan123Configuration#setProxyPort}. */
    public final void setProxyPort(int proxyPort) {
        getConfiguration().setProxyPort(proxyPort);
    }

    /** See {@link Pan123Configuration#setProxyUser}. */
    public final String getProxyUser() {
        return getConfiguration().getProxyUser();
    }

    /** See {@link Pan123Configuration#setProxyUser}. */
    public final void setProxyUser(String proxyUser) {
        getConfiguration().setProxyUser(proxyUser);
    }

    /** See {@link Pan123Configuration#setProxyPassword}. */
    public final String getProxyPassword() {
        return getConfiguration().getProxyPassword();
    }

    /** See {@link Pan123Configuration#setProxyPassword}. */
    public final void setProxyPassword(String proxyPassword) {
        getConfiguration().setProxyPassword(proxyPassword);
    }

    /** See {@link Pan123Configuration#setConnectTimeout}. */
    public final long getConnectTimeout() {
        return getConfiguration().getConnectTimeout();
    }

    /** See {@link Pan123Configuration#setConnectTimeout}. */
    public final void setConnectTimeout(long connectTimeout) {
        getConfiguration().setConnectTimeout(connectTimeout);
    }

    /** See {@link Pan123Configuration#setResponseTimeout}. */
    public final long getResponseTimeout() {
        return getConfiguration().getResponseTimeout();
    }

    /** See {@link Pan123Configuration#setResponseTimeout}. */
    public final void setResponseTimeout(long responseTimeout) {
        getConfiguration().setResponseTimeout(responseTimeout);
    }

    /** See {@link Pan123Configuration#setFileId}. */
    public final Long getFileId() {
        return getConfiguration().getFileId();
    }

    /** See {@link Pan123Configuration#setFileId}. */
    public final void setFileId(Long fileId) {
        getConfiguration().setFileId(fileId);
    }

    /** See {@link Pan123Configuration#setParentFileId}. */
    public final Long getParentFileId() {
        return getConfiguration().getParentFileId();
    }

    /** See {@link Pan123Configuration#setParentFileId}. */
    public final void setParentFileId(Long parentFileId) {
        getConfiguration().setParentFileId(parentFileId);
    }

    /** See {@link Pan123Configuration#setPath}. */
    public final String getPath() {
        return getConfiguration().getPath();
    }

    /** See {@link Pan123Configuration#setPath}. */
    public final void setPath(String path) {
        getConfiguration().setPath(path);
    }

    /** See {@link Pan123Configuration#setParentPath}. */
    public final String getParentPath() {
        return getConfiguration().getParentPath();
    }

    /** See {@link Pan123Configuration#setParentPath}. */
    public final void setParentPath(String parentPath) {
        getConfiguration().setParentPath(parentPath);
    }

    /** See {@link Pan123Configuration#setTargetParentFileId}. */
    public final Long getTargetParentFileId() {
        return getConfiguration().getTargetParentFileId();
    }

    /** See {@link Pan123Configuration#setTargetParentFileId}. */
    public final void setTargetParentFileId(Long targetParentFileId) {
        getConfiguration().setTargetParentFileId(targetParentFileId);
    }

    /** See {@link Pan123Configuration#setTargetParentPath}. */
    public final String getTargetParentPath() {
        return getConfiguration().getTargetParentPath();
    }

    /** See {@link Pan123Configuration#setTargetParentPath}. */
    public final void setTargetParentPath(String targetParentPath) {
        getConfiguration().setTargetParentPath(targetParentPath);
    }

    /** See {@link Pan123Configuration#setFileName}. */
    public final String getFileName() {
        return getConfiguration().getFileName();
    }

    /** See {@link Pan123Configuration#setFileName}. */
    public final void setFileName(String fileName) {
        getConfiguration().setFileName(fileName);
    }

    /** See {@link Pan123Configuration#setNewName}. */
    public final String getNewName() {
        return getConfiguration().getNewName();
    }

    /** See {@link Pan123Configuration#setNewName}. */
    public final void setNewName(String newName) {
        getConfiguration().setNewName(newName);
    }

    /** See {@link Pan123Configuration#setUploadMode}. */
    public final UploadMode getUploadMode() {
        return getConfiguration().getUploadMode();
    }

    /** See {@link Pan123Configuration#setUploadMode}. */
    public final void setUploadMode(UploadMode uploadMode) {
        getConfiguration().setUploadMode(uploadMode);
    }

    /** See {@link Pan123Configuration#setUploadConcurrency}. */
    public final int getUploadConcurrency() {
        return getConfiguration().getUploadConcurrency();
    }

    /** See {@link Pan123Configuration#setUploadConcurrency}. */
    public final void setUploadConcurrency(int uploadConcurrency) {
        getConfiguration().setUploadConcurrency(uploadConcurrency);
    }

    /** See {@link Pan123Configuration#setSingleThreshold}. */
    public final String getSingleThreshold() {
        return Long.toString(getConfiguration().getSingleThreshold());
    }

    /** See {@link Pan123Configuration#setSingleThreshold}. */
    public final void setSingleThreshold(String singleThreshold) {
        getConfiguration().setSingleThreshold(singleThreshold);
    }

    /** See {@link Pan123Configuration#setDuplicate}. */
    public final Duplicate getDuplicate() {
        return getConfiguration().getDuplicate();
    }

    /** See {@link Pan123Configuration#setDuplicate}. */
    public final void setDuplicate(Duplicate duplicate) {
        getConfiguration().setDuplicate(duplicate);
    }

    /** See {@link Pan123Configuration#setCreateDirectories}. */
    public final boolean isCreateDirectories() {
        return getConfiguration().isCreateDirectories();
    }

    /** See {@link Pan123Configuration#setCreateDirectories}. */
    public final void setCreateDirectories(boolean createDirectories) {
        getConfiguration().setCreateDirectories(createDirectories);
    }

    /** See {@link Pan123Configuration#setVerifyUpload}. */
    public final boolean isVerifyUpload() {
        return getConfiguration().isVerifyUpload();
    }

    /** See {@link Pan123Configuration#setVerifyUpload}. */
    public final void setVerifyUpload(boolean verifyUpload) {
        getConfiguration().setVerifyUpload(verifyUpload);
    }

    /** See {@link Pan123Configuration#setSoleWriter}. */
    public final Boolean getSoleWriter() {
        return getConfiguration().getSoleWriter();
    }

    /** See {@link Pan123Configuration#setSoleWriter}. */
    public final void setSoleWriter(Boolean soleWriter) {
        getConfiguration().setSoleWriter(soleWriter);
    }

    /** See {@link Pan123Configuration#setDigestCacheDirectory}. */
    public final String getDigestCacheDirectory() {
        return getConfiguration().getDigestCacheDirectory();
    }

    /** See {@link Pan123Configuration#setDigestCacheDirectory}. */
    public final void setDigestCacheDirectory(String digestCacheDirectory) {
        getConfiguration().setDigestCacheDirectory(digestCacheDirectory);
    }

    /** See {@link Pan123Configuration#setJournalDirectory}. */
    public final String getJournalDirectory() {
        return getConfiguration().getJournalDirectory();
    }

    /** See {@link Pan123Configuration#setJournalDirectory}. */
    public final void setJournalDirectory(String journalDirectory) {
        getConfiguration().setJournalDirectory(journalDirectory);
    }

    /** See {@link Pan123Configuration#setMaxSpoolSize}. */
    public final String getMaxSpoolSize() {
        return Long.toString(getConfiguration().getMaxSpoolSize());
    }

    /** See {@link Pan123Configuration#setMaxSpoolSize}. */
    public final void setMaxSpoolSize(String maxSpoolSize) {
        getConfiguration().setMaxSpoolSize(maxSpoolSize);
    }

    /** See {@link Pan123Configuration#setTargetDirectory}. */
    public final String getTargetDirectory() {
        return getConfiguration().getTargetDirectory();
    }

    /** See {@link Pan123Configuration#setTargetDirectory}. */
    public final void setTargetDirectory(String targetDirectory) {
        getConfiguration().setTargetDirectory(targetDirectory);
    }

    /** See {@link Pan123Configuration#setFileExist}. */
    public final FileExist getFileExist() {
        return getConfiguration().getFileExist();
    }

    /** See {@link Pan123Configuration#setFileExist}. */
    public final void setFileExist(FileExist fileExist) {
        getConfiguration().setFileExist(fileExist);
    }

    /** See {@link Pan123Configuration#setDownloadRetries}. */
    public final int getDownloadRetries() {
        return getConfiguration().getDownloadRetries();
    }

    /** See {@link Pan123Configuration#setDownloadRetries}. */
    public final void setDownloadRetries(int downloadRetries) {
        getConfiguration().setDownloadRetries(downloadRetries);
    }

    /** See {@link Pan123Configuration#setVerifyDownload}. */
    public final boolean isVerifyDownload() {
        return getConfiguration().isVerifyDownload();
    }

    /** See {@link Pan123Configuration#setVerifyDownload}. */
    public final void setVerifyDownload(boolean verifyDownload) {
        getConfiguration().setVerifyDownload(verifyDownload);
    }

    /** See {@link Pan123Configuration#setRecursive}. */
    public final boolean isRecursive() {
        return getConfiguration().isRecursive();
    }

    /** See {@link Pan123Configuration#setRecursive}. */
    public final void setRecursive(boolean recursive) {
        getConfiguration().setRecursive(recursive);
    }

    /** See {@link Pan123Configuration#setPageSize}. */
    public final int getPageSize() {
        return getConfiguration().getPageSize();
    }

    /** See {@link Pan123Configuration#setPageSize}. */
    public final void setPageSize(int pageSize) {
        getConfiguration().setPageSize(pageSize);
    }

    /** See {@link Pan123Configuration#setMaxResults}. */
    public final int getMaxResults() {
        return getConfiguration().getMaxResults();
    }

    /** See {@link Pan123Configuration#setMaxResults}. */
    public final void setMaxResults(int maxResults) {
        getConfiguration().setMaxResults(maxResults);
    }

    /** See {@link Pan123Configuration#setIncludeTrashed}. */
    public final boolean isIncludeTrashed() {
        return getConfiguration().isIncludeTrashed();
    }

    /** See {@link Pan123Configuration#setIncludeTrashed}. */
    public final void setIncludeTrashed(boolean includeTrashed) {
        getConfiguration().setIncludeTrashed(includeTrashed);
    }

    /** See {@link Pan123Configuration#setTrashedOnly}. */
    public final boolean isTrashedOnly() {
        return getConfiguration().isTrashedOnly();
    }

    /** See {@link Pan123Configuration#setTrashedOnly}. */
    public final void setTrashedOnly(boolean trashedOnly) {
        getConfiguration().setTrashedOnly(trashedOnly);
    }

    /** See {@link Pan123Configuration#setOrderBy}. */
    public final OrderBy getOrderBy() {
        return getConfiguration().getOrderBy();
    }

    /** See {@link Pan123Configuration#setOrderBy}. */
    public final void setOrderBy(OrderBy orderBy) {
        getConfiguration().setOrderBy(orderBy);
    }

    /** See {@link Pan123Configuration#setOrderDirection}. */
    public final OrderDirection getOrderDirection() {
        return getConfiguration().getOrderDirection();
    }

    /** See {@link Pan123Configuration#setOrderDirection}. */
    public final void setOrderDirection(OrderDirection orderDirection) {
        getConfiguration().setOrderDirection(orderDirection);
    }

    /** See {@link Pan123Configuration#setSearch}. */
    public final String getSearch() {
        return getConfiguration().getSearch();
    }

    /** See {@link Pan123Configuration#setSearch}. */
    public final void setSearch(String search) {
        getConfiguration().setSearch(search);
    }

    /** See {@link Pan123Configuration#setSearchExact}. */
    public final boolean isSearchExact() {
        return getConfiguration().isSearchExact();
    }

    /** See {@link Pan123Configuration#setSearchExact}. */
    public final void setSearchExact(boolean searchExact) {
        getConfiguration().setSearchExact(searchExact);
    }

    /** See {@link Pan123Configuration#setInclude}. */
    public final String getInclude() {
        return getConfiguration().getInclude();
    }

    /** See {@link Pan123Configuration#setInclude}. */
    public final void setInclude(String include) {
        getConfiguration().setInclude(include);
    }

    /** See {@link Pan123Configuration#setExclude}. */
    public final String getExclude() {
        return getConfiguration().getExclude();
    }

    /** See {@link Pan123Configuration#setExclude}. */
    public final void setExclude(String exclude) {
        getConfiguration().setExclude(exclude);
    }

    /** See {@link Pan123Configuration#setShareName}. */
    public final String getShareName() {
        return getConfiguration().getShareName();
    }

    /** See {@link Pan123Configuration#setShareName}. */
    public final void setShareName(String shareName) {
        getConfiguration().setShareName(shareName);
    }

    /** See {@link Pan123Configuration#setShareExpireDays}. */
    public final int getShareExpireDays() {
        return getConfiguration().getShareExpireDays();
    }

    /** See {@link Pan123Configuration#setShareExpireDays}. */
    public final void setShareExpireDays(int shareExpireDays) {
        getConfiguration().setShareExpireDays(shareExpireDays);
    }

    /** See {@link Pan123Configuration#setSharePassword}. */
    public final String getSharePassword() {
        return getConfiguration().getSharePassword();
    }

    /** See {@link Pan123Configuration#setSharePassword}. */
    public final void setSharePassword(String sharePassword) {
        getConfiguration().setSharePassword(sharePassword);
    }

    /** See {@link Pan123Configuration#setSourceUrl}. */
    public final String getSourceUrl() {
        return getConfiguration().getSourceUrl();
    }

    /** See {@link Pan123Configuration#setSourceUrl}. */
    public final void setSourceUrl(String sourceUrl) {
        getConfiguration().setSourceUrl(sourceUrl);
    }

    /** See {@link Pan123Configuration#setCallbackUrl}. */
    public final String getCallbackUrl() {
        return getConfiguration().getCallbackUrl();
    }

    /** See {@link Pan123Configuration#setCallbackUrl}. */
    public final void setCallbackUrl(String callbackUrl) {
        getConfiguration().setCallbackUrl(callbackUrl);
    }

    /** See {@link Pan123Configuration#setResolution}. */
    public final String getResolution() {
        return getConfiguration().getResolution();
    }

    /** See {@link Pan123Configuration#setResolution}. */
    public final void setResolution(String resolution) {
        getConfiguration().setResolution(resolution);
    }

    /** See {@link Pan123Configuration#setResolutions}. */
    public final String getResolutions() {
        return getConfiguration().getResolutions();
    }

    /** See {@link Pan123Configuration#setResolutions}. */
    public final void setResolutions(String resolutions) {
        getConfiguration().setResolutions(resolutions);
    }

    /** See {@link Pan123Configuration#setArtifact}. */
    public final Artifact getArtifact() {
        return getConfiguration().getArtifact();
    }

    /** See {@link Pan123Configuration#setArtifact}. */
    public final void setArtifact(Artifact artifact) {
        getConfiguration().setArtifact(artifact);
    }

    /** See {@link Pan123Configuration#setSegmentName}. */
    public final String getSegmentName() {
        return getConfiguration().getSegmentName();
    }

    /** See {@link Pan123Configuration#setSegmentName}. */
    public final void setSegmentName(String segmentName) {
        getConfiguration().setSegmentName(segmentName);
    }

    /** See {@link Pan123Configuration#setZipName}. */
    public final String getZipName() {
        return getConfiguration().getZipName();
    }

    /** See {@link Pan123Configuration#setZipName}. */
    public final void setZipName(String zipName) {
        getConfiguration().setZipName(zipName);
    }

    /** See {@link Pan123Configuration#setCodecName}. */
    public final String getCodecName() {
        return getConfiguration().getCodecName();
    }

    /** See {@link Pan123Configuration#setCodecName}. */
    public final void setCodecName(String codecName) {
        getConfiguration().setCodecName(codecName);
    }

    /** See {@link Pan123Configuration#setVideoTime}. */
    public final Long getVideoTime() {
        return getConfiguration().getVideoTime();
    }

    /** See {@link Pan123Configuration#setVideoTime}. */
    public final void setVideoTime(Long videoTime) {
        getConfiguration().setVideoTime(videoTime);
    }

    /** See {@link Pan123Configuration#setDeleteProducts}. */
    public final boolean isDeleteProducts() {
        return getConfiguration().isDeleteProducts();
    }

    /** See {@link Pan123Configuration#setDeleteProducts}. */
    public final void setDeleteProducts(boolean deleteProducts) {
        getConfiguration().setDeleteProducts(deleteProducts);
    }

    /** See {@link Pan123Configuration#setWatchListDirectory}. */
    public final String getWatchListDirectory() {
        return getConfiguration().getWatchListDirectory();
    }

    /** See {@link Pan123Configuration#setWatchListDirectory}. */
    public final void setWatchListDirectory(String watchListDirectory) {
        getConfiguration().setWatchListDirectory(watchListDirectory);
    }

    /** See {@link Pan123Configuration#setJobTimeout}. */
    public final Long getJobTimeout() {
        return getConfiguration().getJobTimeout();
    }

    /** See {@link Pan123Configuration#setJobTimeout}. */
    public final void setJobTimeout(Long jobTimeout) {
        getConfiguration().setJobTimeout(jobTimeout);
    }

    /** See {@link Pan123Configuration#setGrouping}. */
    public final Grouping getGrouping() {
        return getConfiguration().getGrouping();
    }

    /** See {@link Pan123Configuration#setGrouping}. */
    public final void setGrouping(Grouping grouping) {
        getConfiguration().setGrouping(grouping);
    }

    /** See {@link Pan123Configuration#setSource}. */
    public final TranscodeSource getSource() {
        return getConfiguration().getSource();
    }

    /** See {@link Pan123Configuration#setSource}. */
    public final void setSource(TranscodeSource source) {
        getConfiguration().setSource(source);
    }

    /** See {@link Pan123Configuration#setFileIds}. */
    public final String getFileIds() {
        return getConfiguration().getFileIds();
    }

    /** See {@link Pan123Configuration#setFileIds}. */
    public final void setFileIds(String fileIds) {
        getConfiguration().setFileIds(fileIds);
    }

    /** See {@link Pan123Configuration#setIdempotentRepository}. */
    public final IdempotentRepository getIdempotentRepository() {
        return getConfiguration().getIdempotentRepository();
    }

    /** See {@link Pan123Configuration#setIdempotentRepository}. */
    public final void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        getConfiguration().setIdempotentRepository(idempotentRepository);
    }

    /** See {@link Pan123Configuration#setIncludeBody}. */
    public final boolean isIncludeBody() {
        return getConfiguration().isIncludeBody();
    }

    /** See {@link Pan123Configuration#setIncludeBody}. */
    public final void setIncludeBody(boolean includeBody) {
        getConfiguration().setIncludeBody(includeBody);
    }

    /** See {@link Pan123Configuration#setAfterRead}. */
    public final AfterRead getAfterRead() {
        return getConfiguration().getAfterRead();
    }

    /** See {@link Pan123Configuration#setAfterRead}. */
    public final void setAfterRead(AfterRead afterRead) {
        getConfiguration().setAfterRead(afterRead);
    }

    /** See {@link Pan123Configuration#setMoveTo}. */
    public final String getMoveTo() {
        return getConfiguration().getMoveTo();
    }

    /** See {@link Pan123Configuration#setMoveTo}. */
    public final void setMoveTo(String moveTo) {
        getConfiguration().setMoveTo(moveTo);
    }

    /** See {@link Pan123Configuration#setIdempotentEager}. */
    public final boolean isIdempotentEager() {
        return getConfiguration().isIdempotentEager();
    }

    /** See {@link Pan123Configuration#setIdempotentEager}. */
    public final void setIdempotentEager(boolean idempotentEager) {
        getConfiguration().setIdempotentEager(idempotentEager);
    }

    /** See {@link Pan123Configuration#setMaxAttempts}. */
    public final int getMaxAttempts() {
        return getConfiguration().getMaxAttempts();
    }

    /** See {@link Pan123Configuration#setMaxAttempts}. */
    public final void setMaxAttempts(int maxAttempts) {
        getConfiguration().setMaxAttempts(maxAttempts);
    }

    /** See {@link Pan123Configuration#setMoveDuplicate}. */
    public final MoveDuplicate getMoveDuplicate() {
        return getConfiguration().getMoveDuplicate();
    }

    /** See {@link Pan123Configuration#setMoveDuplicate}. */
    public final void setMoveDuplicate(MoveDuplicate moveDuplicate) {
        getConfiguration().setMoveDuplicate(moveDuplicate);
    }

    /** See {@link Pan123Configuration#setMoveFailed}. */
    public final String getMoveFailed() {
        return getConfiguration().getMoveFailed();
    }

    /** See {@link Pan123Configuration#setMoveFailed}. */
    public final void setMoveFailed(String moveFailed) {
        getConfiguration().setMoveFailed(moveFailed);
    }

    /** See {@link Pan123Configuration#setDeleteUnread}. */
    public final boolean isDeleteUnread() {
        return getConfiguration().isDeleteUnread();
    }

    /** See {@link Pan123Configuration#setDeleteUnread}. */
    public final void setDeleteUnread(boolean deleteUnread) {
        getConfiguration().setDeleteUnread(deleteUnread);
    }
}
