package io.github.camelpan123.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An embedded Hazelcast instance. Time is counted by each node, with the time of the oldest member. */
final class HazelcastEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(HazelcastEngine.class);

    static final String MAP = "camel-pan123";

    private static final String PROBE = "pan123:probe";
    private static final int THREADS = 2;

    private final HazelcastInstance hazelcast;
    private final IMap<String, byte[]> map;
    private final HazelcastClock clock;
    private final AsyncBuckets buckets;
    private final EngineThreads threads = new EngineThreads(THREADS);

    /**
     * @param timeout how long another member may take to tell its time
     * @param slack of the limits, by which the clocks of nodes may differ in part
     */
    HazelcastEngine(HazelcastInstance hazelcast, Duration timeout, Duration slack) {
        this.hazelcast = hazelcast;
        this.clock = new HazelcastClock(hazelcast, timeout, slack);
        this.map = hazelcast.getMap(MAP);
        this.buckets = new AsyncBuckets(Bucket4jHazelcast.entryProcessorBasedBuilder(map)
                .clientClock(clock.time())
                .build()
                .asAsync());
    }

    @Override
    public CompletableFuture<Void> refresh() {
        // a write, which split-brain protection refuses in a minority
        return map.setAsync(PROBE, new byte[0])
                .toCompletableFuture()
                .thenCompose(written -> threads.call(() -> {
                    try {
                        clock.measure();
                    } catch (Exception e) {
                        // without an answer, it is carried on
                        if (!clock.time().known()) {
                            throw e;
                        }
                        LOG.debug("The oldest member did not tell its time", e);
                    }
                    return null;
                }));
    }

    private <T> CompletableFuture<T> timed(Supplier<CompletableFuture<T>> work) {
        return clock.time().known()
                ? work.get()
                : CompletableFuture.failedFuture(new IllegalStateException("not connected yet"));
    }

    @Override
    public CompletableFuture<Long> take(String key, long micros, boolean create) {
        return timed(() -> buckets.take(key, micros, create));
    }

    @Override
    public CompletableFuture<Boolean> takeLogin(String key) {
        return timed(() -> buckets.takeLogin(key));
    }

    @Override
    public CompletableFuture<Void> returnLogin(String key) {
        return timed(() -> buckets.returnLogin(key));
    }

    @Override
    public CompletableFuture<Optional<byte[]>> read(String key) {
        return threads.call(() -> Optional.ofNullable(map.get(key)));
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] fresh) {
        return threads.call(() -> {
            if (expected == null) {
                return map.putIfAbsent(key, fresh) == null;
            }
            return fresh == null ? map.remove(key, expected) : map.replace(key, expected, fresh);
        });
    }

    @Override
    public int nodes() {
        return hazelcast.getCluster().getMembers().size();
    }

    @Override
    public void close() {
        threads.close();
    }
}
