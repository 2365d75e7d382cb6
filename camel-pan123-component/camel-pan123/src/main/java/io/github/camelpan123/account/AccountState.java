package io.github.camelpan123.account;

import io.github.camelpan123.account.auth.TokenState;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.ratelimit.QueueFigures;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * The state of an account, as far as it is known without a call. It contains no secret.
 *
 * @param label the name of the account for management tools
 * @param baseUrl the URL of the platform
 * @param userId the last digits of the ID of the account; null until the platform has told it
 * @param tier whose limits apply
 * @param token the token
 * @param seen what the platform has told about the account
 * @param cluster how nodes share the account; null if none do
 * @param queues the queues that were used, sorted by path
 * @param operations the operations that made the calls, those with the most waiting calls first
 * @param batches the batch calls, sorted by name
 * @param uploadRequests the requests to upload servers
 * @param bytesSent the bytes of contents sent to upload servers, including repetitions
 * @param bytesReceived the bytes of contents received from download servers
 * @param failures the last failures, the latest first
 */
public record AccountState(
        String label,
        URI baseUrl,
        String userId,
        TierInForce tier,
        TokenState token,
        Seen seen,
        Cluster cluster,
        List<QueueFigures> queues,
        List<OperationFigures> operations,
        List<BatchFigures> batches,
        UploadRequests uploadRequests,
        long bytesSent,
        long bytesReceived,
        List<CallFailure> failures) {

    /** Returns the operations that made a call, those with the most waiting calls first. */
    public List<OperationFigures> operations(QueueFigures queue) {
        return operations.stream()
                .filter(one -> one.shortName().equals(queue.shortName()))
                .toList();
    }

    /** Whose limits apply, and why. */
    public enum TierInForce {
        /** The limits of free accounts, as configured. */
        FREE,
        /** The limits of members, as configured. */
        VIP,
        /** The limits of free accounts, as the platform has told. */
        FREE_BY_ACCOUNT,
        /** The limits of members, as the platform has told. */
        VIP_BY_ACCOUNT,
        /** The limits of free accounts, until the platform tells the tier. */
        FREE_UNTIL_KNOWN
    }

    /**
     * What the platform has told about the account. Each part is null until it was told.
     *
     * @param writeBanned the last refusal of a changing call because of a ban; null again after a success of that call
     * @param downloadsPausedUntil the end of the pause after the download traffic was used up; null if there is none
     * @param space the space
     */
    public record Seen(CallFailure writeBanned, Instant downloadsPausedUntil, Space space) {}

    /**
     * How nodes share the account.
     *
     * @param type the kind of the engine
     * @param onStoreLost what limited calls do while the engine does not answer
     * @param lostSince since when it has not answered; null while it answers
     */
    public record Cluster(ClusterType type, OnStoreLost onStoreLost, Instant lostSince) {}

    /**
     * The space of the account.
     *
     * @param used bytes
     * @param total bytes
     * @param directTraffic the bytes left for direct links
     * @param at when the platform told it
     */
    public record Space(long used, long total, long directTraffic, Instant at) {

        /** Returns the bytes left; never negative. */
        public long free() {
            return Math.max(0, total - used);
        }
    }

    /**
     * The requests to upload servers, of which the account has a limited number at once.
     *
     * @param inFlight the requests in progress
     * @param waiting the requests that wait for their turn
     * @param most the limit
     */
    public record UploadRequests(int inFlight, int waiting, int most) {}
}
