package io.github.camelpan123.cluster;

import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.proxy.AbstractProxyManager;
import io.github.bucket4j.distributed.proxy.ClientSideConfig;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AbstractCompareAndSwapBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.AsyncCompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.compare_and_swap.CompareAndSwapOperation;
import io.github.bucket4j.distributed.proxy.generic.select_for_update.AbstractSelectForUpdateBasedProxyManager;
import io.github.bucket4j.distributed.proxy.generic.select_for_update.LockAndGetResult;
import io.github.bucket4j.distributed.proxy.generic.select_for_update.SelectForUpdateBasedTransaction;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.Request;
import io.github.bucket4j.distributed.serialization.InternalSerializationHelper;
import io.github.bucket4j.grid.hazelcast.HazelcastEntryProcessor;
import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A node's view of an engine whose buckets are those of bucket4j, counted as with the engine of that kind, on a virtual
 * clock. Everything else is as in {@link MemoryEngine}.
 */
final class BucketEngine implements Engine {

    /** Who counts, and with what clock. */
    enum Kind {
        /** The member that owns the key, with the time of the oldest member as the asking one has measured it. */
        HAZELCAST,
        /** The node that has locked the row, with the time of the database as it has measured it. */
        JDBC,
        /** The node whose state has replaced the one that it read, with the time of the server as it has measured it. */
        REDIS
    }

    /** What all nodes share. */
    static final class Shared {
        private final Kind kind;
        private final VirtualTime time;
        /** The way of a question to the server and back. */
        private final LongSupplier way;

        private final Map<String, byte[]> states = new HashMap<>();
        private final MemoryEngine values;

        Shared(Kind kind, VirtualTime time, LongSupplier way) {
            this.kind = kind;
            this.time = time;
            this.way = way;
            this.values = new MemoryEngine(time::nanos);
        }
    }

    private final Shared shared;
    private final AbstractProxyManager<String> manager;
    private long error;
    private long steps;

    /** @param error by how many nanoseconds this node is wrong about the time of the server */
    BucketEngine(Shared shared, long error) {
        this.shared = shared;
        this.error = error;
        this.manager = switch (shared.kind) {
            case HAZELCAST -> new Member(shared, clock(() -> shared.time.nanos() + this.error));
            case JDBC -> new Rows(shared, clock(() -> shared.time.nanos() + this.error));
            case REDIS -> new Keys(shared, clock(() -> shared.time.nanos() + this.error));
        };
    }

    /** This node finds that the clock of the server was set forward. */
    void step(Duration forward) {
        error += forward.toNanos();
        steps++;
    }

    private static ClientSideConfig clock(LongSupplier nanos) {
        return ClientSideConfig.getDefault().withClientClock(new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        });
    }

    private static final class Member extends AbstractProxyManager<String> {
        private final Shared shared;

        Member(Shared shared, ClientSideConfig config) {
            super(config);
            this.shared = shared;
        }

        @Override
        protected <T> CommandResult<T> execute(String key, Request<T> request) {
            byte[] result = new HazelcastEntryProcessor<String, T>(request)
                    .process(new AbstractMap.SimpleEntry<>(key, shared.states.get(key)) {
                        @Override
                        public byte[] setValue(byte[] state) {
                            shared.states.put(key, state);
                            return super.setValue(state);
                        }
                    });
            return InternalSerializationHelper.deserializeResult(result, request.getBackwardCompatibilityVersion());
        }

        @Override
        protected <T> CompletableFuture<CommandResult<T>> executeAsync(String key, Request<T> request) {
            return CompletableFuture.completedFuture(execute(key, request));
        }

        @Override
        public void removeProxy(String key) {
            shared.states.remove(key);
        }

        @Override
        protected CompletableFuture<Void> removeAsync(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isAsyncModeSupported() {
            return true;
        }
    }

    private static final class Rows extends AbstractSelectForUpdateBasedProxyManager<String> {
        private final Shared shared;

        Rows(Shared shared, ClientSideConfig config) {
            super(config);
            this.shared = shared;
        }

        @Override
        protected SelectForUpdateBasedTransaction allocateTransaction(String key, Optional<Long> timeout) {
            return new SelectForUpdateBasedTransaction() {
                @Override
                public void begin(Optional<Long> limit) {
                    // all of it is one moment of the virtual clock
                }

                @Override
                public void rollback() {
                    shared.states.remove(key, null);
                }

                @Override
                public void commit(Optional<Long> limit) {
                    // written already
                }

                @Override
                public LockAndGetResult tryLockAndGet(Optional<Long> limit) {
                    return shared.states.containsKey(key)
                            ? LockAndGetResult.locked(shared.states.get(key))
                            : LockAndGetResult.notLocked();
                }

                @Override
                public boolean tryInsertEmptyData(Optional<Long> limit) {
                    boolean absent = !shared.states.containsKey(key);
                    shared.states.putIfAbsent(key, null);
                    return absent;
                }

                @Override
                public void update(byte[] data, RemoteBucketState state, Optional<Long> limit) {
                    shared.states.put(key, data);
                }

                @Override
                public void release() {
                    // holds nothing
                }
            };
        }

        @Override
        public void removeProxy(String key) {
            shared.states.remove(key);
        }
    }

    private static final class Keys extends AbstractCompareAndSwapBasedProxyManager<String> {
        private final Shared shared;

        Keys(Shared shared, ClientSideConfig config) {
            super(config);
            this.shared = shared;
        }

        /** Others may write while a question is on its way. */
        @Override
        protected AsyncCompareAndSwapOperation beginAsyncCompareAndSwapOperation(String key) {
            return new AsyncCompareAndSwapOperation() {
                @Override
                public CompletableFuture<Optional<byte[]>> getStateData(Optional<Long> timeout) {
                    CompletableFuture<Optional<byte[]>> answer = new CompletableFuture<>();
                    onItsWay(() -> answer.complete(Optional.ofNullable(shared.states.get(key))));
                    return answer;
                }

                @Override
                public CompletableFuture<Boolean> compareAndSwap(
                        byte[] before, byte[] after, RemoteBucketState state, Optional<Long> timeout) {
                    CompletableFuture<Boolean> answer = new CompletableFuture<>();
                    onItsWay(() -> {
                        boolean same = Arrays.equals(shared.states.get(key), before);
                        if (same) {
                            shared.states.put(key, after);
                        }
                        answer.complete(same);
                    });
                    return answer;
                }
            };
        }

        private void onItsWay(Runnable work) {
            shared.time.in(Duration.ofNanos(shared.way.getAsLong()), work);
        }

        @Override
        protected CompareAndSwapOperation beginCompareAndSwapOperation(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeProxy(String key) {
            shared.states.remove(key);
        }

        @Override
        protected CompletableFuture<Void> removeAsync(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isAsyncModeSupported() {
            return true;
        }
    }

    @Override
    public CompletableFuture<Long> take(String key, long micros, boolean create) {
        if (shared.kind != Kind.JDBC) {
            return new AsyncBuckets(manager.asAsync()).take(key, micros, create);
        }
        try {
            return CompletableFuture.completedFuture(manager.getProxy(key, () -> {
                        if (!create) {
                            throw new MissingException();
                        }
                        return TimeLine.LIMIT;
                    })
                    .consumeIgnoringRateLimits(micros));
        } catch (MissingException missing) {
            return CompletableFuture.failedFuture(missing);
        }
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return shared.values.refresh();
    }

    @Override
    public CompletableFuture<Boolean> takeLogin(String key) {
        return shared.values.takeLogin(key);
    }

    @Override
    public CompletableFuture<Void> returnLogin(String key) {
        return shared.values.returnLogin(key);
    }

    @Override
    public CompletableFuture<Optional<byte[]>> read(String key) {
        return shared.values.read(key);
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] fresh) {
        return shared.values.replace(key, expected, fresh);
    }

    @Override
    public long timeSteps() {
        return steps;
    }

    @Override
    public int nodes() {
        return 0;
    }

    @Override
    public void close() {
        // others use it
    }
}
