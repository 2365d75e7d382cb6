package io.github.camelpan123.cluster;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * The buckets. A limit is a bucket used as a schedule: a token is one microsecond, one is added each microsecond, and
 * none is saved. A call reserves one interval and is sent when all earlier reservations have passed. So calls of all
 * nodes are at least an interval apart, in the order of their requests, with one operation for each. Nodes may have
 * different intervals, and the configuration of the bucket does not change with the limit.
 */
final class TimeLine {

    /** Empty at first, so that an engine that has lost its state does not grant anything by that. */
    static final BucketConfiguration LIMIT = BucketConfiguration.builder()
            .addLimit(Bandwidth.builder()
                    .capacity(1)
                    .refillGreedy(1_000_000, Duration.ofSeconds(1))
                    .initialTokens(0)
                    .build())
            .build();

    /** A burst of three logins, refilled by one each 20 seconds, as a single node has them. */
    static final BucketConfiguration LOGINS = BucketConfiguration.builder()
            .addLimit(Bandwidth.builder()
                    .capacity(3)
                    .refillGreedy(1, Duration.ofSeconds(20))
                    .build())
            .build();

    private TimeLine() {}
}
