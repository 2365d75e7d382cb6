package io.github.camelpan123.account.cluster;

import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.ratelimit.PermitGates;
import java.time.Instant;

/** What the nodes share of one account. */
public interface ClusterAccount extends AutoCloseable {

    /** Returns the gates that count the calls of all nodes. */
    PermitGates gates();

    /** Returns the store of the one token of all nodes. */
    TokenStore tokenStore();

    /**
     * Returns the uploads in flight that all nodes together may have. Called once.
     *
     * @param most their number, the same on every node
     */
    UploadSlots uploads(int most);

    /** Returns the leases of the uploads that nodes can take over from each other. */
    UploadLeases uploadLeases();

    /** Returns since when the engine has not answered in time; null while it answers. */
    Instant lostSince();

    /**
     * Ends the use of the engine, but not the engine itself. What others would wait for is given back before, if the
     * engine answers in time. Called when no request is under way any more.
     */
    @Override
    void close();
}
