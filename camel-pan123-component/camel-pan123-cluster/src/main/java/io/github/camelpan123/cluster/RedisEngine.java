package io.github.camelpan123.cluster;

import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A Redis server. Time is counted by each node, with the time of the server. */
final class RedisEngine implements Engine {

    private static final String REPLACE =
            "if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('set', KEYS[1], ARGV[2]) return 1 end return 0";

    private static final String REMOVE =
            "if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) return 1 end return 0";

    private final RedisClient client;
    private final Duration timeout;
    private final EngineClock clock = new EngineClock();
    private final EngineClock.Bounds bounds;
    /** One, because only one connection is opened at a time. */
    private final EngineThreads threads = new EngineThreads(1);

    private volatile Connected connected;
    private volatile boolean closed;

    private record Connected(StatefulRedisConnection<String, byte[]> connection, AsyncBuckets buckets) {}

    /** @param slack of the limits, by which the clocks of nodes may differ in part */
    RedisEngine(RedisClient client, Duration timeout, Duration slack) {
        this.bounds = EngineClock.Bounds.of(timeout, slack);
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * Measures the time. If the server does not answer, the connection is closed and opened again: Lettuce would wait
     * up to half a minute with its next try, and then send what nobody waits for any more.
     */
    @Override
    public CompletableFuture<Void> refresh() {
        return threads.call(() -> {
            Connected used = connected;
            try {
                if (used == null) {
                    used = open();
                }
                StatefulRedisConnection<String, byte[]> connection = used.connection();
                clock.measure(bounds, () -> time(connection));
                connected = used;
            } catch (Exception | Error e) {
                connected = null;
                if (used != null) {
                    used.connection().closeAsync();
                }
                throw e;
            }
            if (closed) {
                close();
            }
            return null;
        });
    }

    private Connected open() {
        StatefulRedisConnection<String, byte[]> connection =
                client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        return new Connected(
                connection,
                new AsyncBuckets(Bucket4jLettuce.casBasedBuilder(connection)
                        .clientClock(clock)
                        .build()
                        .asAsync()));
    }

    private long time(StatefulRedisConnection<String, byte[]> connection) throws Exception {
        List<byte[]> time =
                connection.async().time().toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return number(time.get(0)) * 1_000_000_000L + number(time.get(1)) * 1000L;
    }

    private static long number(byte[] text) {
        return Long.parseLong(new String(text, StandardCharsets.US_ASCII));
    }

    private <T> CompletableFuture<T> with(Function<Connected, CompletableFuture<T>> work) {
        Connected now = connected;
        return now == null
                ? CompletableFuture.failedFuture(new IllegalStateException("not connected"))
                : work.apply(now);
    }

    @Override
    public CompletableFuture<Long> take(String key, long micros, boolean create) {
        return with(now -> now.buckets().take(key, micros, create));
    }

    @Override
    public CompletableFuture<Boolean> takeLogin(String key) {
        return with(now -> now.buckets().takeLogin(key));
    }

    @Override
    public CompletableFuture<Void> returnLogin(String key) {
        return with(now -> now.buckets().returnLogin(key));
    }

    @Override
    public CompletableFuture<Optional<byte[]>> read(String key) {
        return with(
                now -> now.connection().async().get(key).toCompletableFuture().thenApply(Optional::ofNullable));
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] fresh) {
        if (expected == null) {
            return with(now -> now.connection()
                    .async()
                    .set(key, fresh, SetArgs.Builder.nx())
                    .toCompletableFuture()
                    .thenApply("OK"::equals));
        }
        byte[][] values = fresh == null ? new byte[][] {expected} : new byte[][] {expected, fresh};
        return with(now -> now.connection()
                .async()
                .<Boolean>eval(fresh == null ? REMOVE : REPLACE, ScriptOutputType.BOOLEAN, new String[] {key}, values)
                .toCompletableFuture());
    }

    @Override
    public long timeSteps() {
        return clock.steps();
    }

    @Override
    public int nodes() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
        threads.close();
        Connected now = connected;
        connected = null;
        if (now != null) {
            now.connection().closeAsync();
        }
    }
}
