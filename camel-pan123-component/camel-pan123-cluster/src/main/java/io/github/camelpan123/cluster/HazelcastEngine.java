package io.github.camelpan123.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An embedded Hazelcast instance. Time is counted by the member that owns a key. */
final class HazelcastEngine implements Engine {

    static final String MAP = "camel-pan123";

    private static final String PROBE = "pan123:probe";
    private static final int THREADS = 2;

    private final HazelcastInstance hazelcast;
    private final IMap<String, byte[]> map;
    private final AsyncBuckets buckets;
    private final EngineThreads threads = new EngineThreads(THREADS);

    HazelcastEngine(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
        this.map = hazelcast.getMap(MAP);
        this.buckets = new AsyncBuckets(
                Bucket4jHazelcast.entryProcessorBasedBuilder(map).build().asAsync());
    }

    @Override
    public CompletableFuture<Void> refresh() {
        // a write, which split-brain protection refuses in a minority
        return map.setAsync(PROBE, new byte[0]).toCompletableFuture();
    }

    @Override
    public CompletableFuture<Long> take(String key, long micros, boolean create) {
        return buckets.take(key, micros, create);
    }

    @Override
    public CompletableFuture<Boolean> takeLogin(String key) {
        return buckets.takeLogin(key);
    }

    @Override
    public CompletableFuture<Void> returnLogin(String key) {
        return buckets.returnLogin(key);
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
