package io.github.camelpan123.cluster;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import java.util.concurrent.CompletableFuture;

/** The buckets of an engine that bucket4j can ask without blocking. */
final class AsyncBuckets {

    private final AsyncProxyManager<String> manager;

    AsyncBuckets(AsyncProxyManager<String> manager) {
        this.manager = manager;
    }

    CompletableFuture<Long> take(String key, long micros, boolean create) {
        AsyncBucketProxy line = create
                ? bucket(key, TimeLine.LIMIT)
                : manager.getProxy(key, () -> CompletableFuture.failedFuture(new Engine.MissingException()));
        return line.consumeIgnoringRateLimits(micros);
    }

    CompletableFuture<Boolean> takeLogin(String key) {
        return bucket(key, TimeLine.LOGINS).tryConsume(1);
    }

    CompletableFuture<Void> returnLogin(String key) {
        return bucket(key, TimeLine.LOGINS).addTokens(1);
    }

    private AsyncBucketProxy bucket(String key, BucketConfiguration configuration) {
        return manager.getProxy(key, () -> CompletableFuture.completedFuture(configuration));
    }
}
