package io.github.camelpan123.cluster;

import io.github.camelpan123.fixtures.VirtualTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The engine that all nodes use, with the time that its operations take. */
final class VirtualEngine implements Engine {

    private static final long LEAST_MICROS = 100;
    private static final long MEAN_MICROS = 900;

    private final VirtualTime time;
    private final Random random;
    private final Map<String, Long> lines = new HashMap<>();
    private final Map<String, byte[]> values = new HashMap<>();
    private long operations;

    VirtualEngine(VirtualTime time, Random random) {
        this.time = time;
        this.random = random;
    }

    /** Returns the operations of the limit. */
    long operations() {
        return operations;
    }

    private long way() {
        return TimeUnit.MICROSECONDS.toNanos(
                LEAST_MICROS + (long) (-Math.log(1 - random.nextDouble()) * MEAN_MICROS / 2));
    }

    /** On its way, carried out at one time, and on its way back. */
    private <T> CompletableFuture<T> answer(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        operations++;
        time.schedule(
                () -> {
                    CompletableFuture<T> done = new CompletableFuture<>();
                    try {
                        done.complete(work.get());
                    } catch (MissingException e) {
                        done.completeExceptionally(e);
                    }
                    time.schedule(
                            () -> {
                                done.whenComplete((value, failure) -> {
                                    if (failure == null) {
                                        answer.complete(value);
                                    } else {
                                        answer.completeExceptionally(failure);
                                    }
                                });
                            },
                            way(),
                            TimeUnit.NANOSECONDS);
                },
                way(),
                TimeUnit.NANOSECONDS);
        return answer;
    }

    @Override
    public CompletableFuture<Void> refresh() {
        // not one of the limit
        operations--;
        return answer(() -> null);
    }

    @Override
    public CompletableFuture<Long> take(String key, long micros, boolean create) {
        return answer(() -> {
            Long taken = lines.get(key);
            if (taken == null && !create) {
                throw new MissingException();
            }
            long until = Math.max(taken == null ? time.nanos() : taken, time.nanos())
                    + TimeUnit.MICROSECONDS.toNanos(micros);
            lines.put(key, until);
            return until - time.nanos();
        });
    }

    @Override
    public CompletableFuture<Boolean> takeLogin(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> returnLogin(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<byte[]>> read(String key) {
        return answer(() -> Optional.ofNullable(values.get(key)));
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] fresh) {
        return answer(() -> {
            boolean same = Arrays.equals(values.get(key), expected);
            if (same) {
                values.put(key, fresh);
            }
            return same;
        });
    }

    @Override
    public int nodes() {
        return 0;
    }

    @Override
    public void close() {
        // nothing to end
    }
}
