package io.github.camelpan123.observe;

import io.github.camelpan123.account.AccountLease;
import io.github.camelpan123.account.AccountState;
import io.github.camelpan123.account.BatchFigures;
import io.github.camelpan123.account.CallFailure;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import io.github.camelpan123.drive.CachedListings;
import io.github.camelpan123.drive.DrivePath;
import io.github.camelpan123.transcode.TranscodeJobs;
import io.github.camelpan123.upload.UploadsInFlight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/** The MBean of an account. Reading it makes no call of the platform. */
@ManagedResource(description = "An account of the 123pan platform")
public final class AccountMBean {

    private final AccountLease account;
    private final AccountProbe probe;

    AccountMBean(AccountLease account, AccountProbe probe) {
        this.account = account;
        this.probe = probe;
    }

    private AccountState state() {
        return account.state();
    }

    private UploadsInFlight uploads() {
        return UploadsInFlight.of(account);
    }

    private static long seconds(Instant since) {
        return since == null
                ? -1
                : Math.max(0, Duration.between(since, Instant.now()).toSeconds());
    }

    /** Returns the base URL of the platform. */
    @ManagedAttribute(description = "The base URL of the platform")
    public String getBaseUrl() {
        return account.baseUrl();
    }

    /** Returns whose limits apply. */
    @ManagedAttribute(description = "Whose limits apply, and whether the option tier or the platform says so")
    public String getTier() {
        return state().tier().name();
    }

    /** Returns the source of the token. */
    @ManagedAttribute(description = "Where the token comes from: NONE, CONFIGURED, STORE or LOGIN")
    public String getTokenSource() {
        return state().token().source().name();
    }

    /** Returns the age of the token. */
    @ManagedAttribute(description = "For how many seconds the token has been used here; -1 without a token")
    public long getTokenAgeSeconds() {
        return seconds(state().token().heldSince());
    }

    /** Returns when the token expires. */
    @ManagedAttribute(description = "When the token expires; empty if this is unknown")
    public String getTokenExpiresAt() {
        return Objects.toString(state().token().expiresAt(), "");
    }

    /** Returns for how long the engine of the cluster has not answered. */
    @ManagedAttribute(
            description =
                    "For how many seconds the engine that the nodes share has not answered; -1 if it answers, or if"
                            + " no nodes share the account")
    public long getClusterLostSeconds() {
        AccountState.Cluster cluster = state().cluster();
        return seconds(cluster == null ? null : cluster.lostSince());
    }

    /** Returns the number of calls that wait for a token. */
    @ManagedAttribute(description = "Calls that wait for a token")
    public int getWaitingForToken() {
        return state().token().waiting();
    }

    /** Returns the number of calls that wait in a queue. */
    @ManagedAttribute(description = "Calls that wait in the queues")
    public long getWaiting() {
        return account.queueControl().figures().stream()
                .mapToLong(QueueFigures::waiting)
                .sum();
    }

    /** Returns the longest expected wait. */
    @ManagedAttribute(description = "The longest expected wait of a new call in milliseconds, without paused queues")
    public long getExpectedWaitMillis() {
        return account.queueControl().figures().stream()
                .map(QueueFigures::expectedWait)
                .filter(Objects::nonNull)
                .mapToLong(Duration::toMillis)
                .max()
                .orElse(0);
    }

    /** Returns the number of calls sent so far. */
    @ManagedAttribute(description = "Calls made so far, repeated ones included")
    public long getSent() {
        return account.queueControl().figures().stream()
                .mapToLong(QueueFigures::sent)
                .sum();
    }

    /** Returns the number of refused calls. */
    @ManagedAttribute(description = "Calls that the platform refused as too frequent")
    public long getRefused() {
        return account.queueControl().figures().stream()
                .mapToLong(QueueFigures::refused)
                .sum();
    }

    /** Returns the number of batch calls. */
    @ManagedAttribute(description = "Calls that carried several items together, or could have")
    public long getBatches() {
        return state().batches().stream().mapToLong(BatchFigures::batches).sum();
    }

    /** Returns the mean number of items in a batch call. */
    @ManagedAttribute(description = "The mean number of items in such a call")
    public double getMeanBatchSize() {
        List<BatchFigures> batches = state().batches();
        long calls = batches.stream().mapToLong(BatchFigures::batches).sum();
        long items = batches.stream().mapToLong(BatchFigures::items).sum();
        return new BatchFigures("", calls, items).meanSize();
    }

    /** Returns the number of uploads in progress. */
    @ManagedAttribute(description = "Uploads in progress")
    public int getUploadsInFlight() {
        return uploads().count();
    }

    /** Returns the number of uploads that succeeded. */
    @ManagedAttribute(description = "Uploads that succeeded so far")
    public long getUploadsSucceeded() {
        return uploads().succeeded();
    }

    /** Returns the number of uploads that failed. */
    @ManagedAttribute(description = "Uploads that failed so far")
    public long getUploadsFailed() {
        return uploads().failed();
    }

    /** Returns the number of requests to upload servers in progress. */
    @ManagedAttribute(description = "Requests to upload servers in progress")
    public int getUploadRequestsInFlight() {
        return state().uploadRequests().inFlight();
    }

    /** Returns the number of requests to upload servers that wait. */
    @ManagedAttribute(description = "Requests to upload servers that wait because of maxUploadsInFlight")
    public int getUploadRequestsWaiting() {
        return state().uploadRequests().waiting();
    }

    /** Returns the bytes sent. */
    @ManagedAttribute(description = "Bytes of contents sent so far, repeated ones included")
    public long getBytesSent() {
        return state().bytesSent();
    }

    /** Returns the bytes received. */
    @ManagedAttribute(description = "Bytes of contents received so far")
    public long getBytesReceived() {
        return state().bytesReceived();
    }

    /** Returns the number of unfinished transcode jobs. */
    @ManagedAttribute(description = "Transcode jobs that are known to be unfinished")
    public int getTranscodeJobsUnfinished() {
        return TranscodeJobs.of(account).unfinished();
    }

    /** Returns the call from which the account is banned. */
    @ManagedAttribute(description = "The call that the platform refused last because of a ban; empty if there is none")
    public String getBannedFrom() {
        CallFailure ban = state().seen().writeBanned();
        return ban == null ? "" : ban.api();
    }

    /** Returns until when downloads are paused. */
    @ManagedAttribute(
            description = "Until when downloads are paused because the traffic is used up; empty if they are not")
    public String getDownloadsPausedUntil() {
        return Objects.toString(state().seen().downloadsPausedUntil(), "");
    }

    /** Returns the bytes left on the drive. */
    @ManagedAttribute(description = "Bytes left on the drive, as last seen; -1 if unknown")
    public long getSpaceFree() {
        AccountState.Space space = state().seen().space();
        return space == null ? -1 : space.free();
    }

    /** Returns the age of {@link #getSpaceFree()}. */
    @ManagedAttribute(description = "The age of SpaceFree in seconds; -1 if unknown")
    public long getSpaceAgeSeconds() {
        AccountState.Space space = state().seen().space();
        return space == null ? -1 : seconds(space.at());
    }

    /** Returns the last failure. */
    @ManagedAttribute(description = "The last failed call with its time; empty if there is none")
    public String getLastFailure() {
        List<CallFailure> failures = state().failures();
        return failures.isEmpty()
                ? ""
                : failures.get(0).lastAt() + " " + failures.get(0).message();
    }

    /** Returns the number of cached folder listings. */
    @ManagedAttribute(description = "Folder listings that are cached")
    public int getCachedListings() {
        return CachedListings.of(account).count();
    }

    /**
     * Drops the cached listing of a folder.
     *
     * @return whether there was one
     */
    @ManagedOperation(
            description = "Drops the cached listing of a folder (ID, 0 for the root); returns whether there was one")
    public boolean forgetFolder(long folderId) {
        return CachedListings.of(account).forget(folderId);
    }

    /**
     * Drops the cached listings of a path.
     *
     * @return the number of dropped listings
     * @throws IllegalArgumentException if the platform would refuse the path
     */
    @ManagedOperation(
            description = "Drops the cached listings of a path, from the root on; returns how many there were")
    public int forgetPath(String path) {
        return CachedListings.of(account).forget(DrivePath.parse("path", path));
    }

    /**
     * Drops all cached listings.
     *
     * @return the number of dropped listings
     */
    @ManagedOperation(description = "Drops all cached listings; returns how many there were")
    public int forgetAll() {
        return CachedListings.of(account).forgetAll();
    }

    /** Asks the platform for the account, at most once a minute. */
    @ManagedOperation(description = "Asks the platform for the account, at most once a minute; returns what it said")
    public String probe() {
        return probe.result().text();
    }
}
