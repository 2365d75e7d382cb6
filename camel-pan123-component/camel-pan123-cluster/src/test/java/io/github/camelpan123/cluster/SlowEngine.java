package io.github.camelpan123.cluster;

import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** An engine whose questions and answers take their time on a virtual clock. */
final class SlowEngine implements Engine {

    private final Engine engine;
    private final VirtualTime time;
    private final LongSupplier way;

    /** @param way returns the nanoseconds that a question or an answer takes */
    SlowEngine(Engine engine, VirtualTime time, LongSupplier way) {
        this.engine = engine;
        this.time = time;
        this.way = way;
    }

    private <T> CompletableFuture<T> slow(Supplier<CompletableFuture<T>> question) {
        CompletableFuture<T> result = new CompletableFuture<>();
        after(() -> question.get()
                .whenComplete((answer, failure) -> after(() -> {
                    if (failure == null) {
                        result.complete(answer);
                    } else {
                        result.completeExceptionally(failure);
                    }
                })));
        return result;
    }

    private void after(Runnable task) {
        time.in(Duration.ofNanos(way.getAsLong()), task);
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return slow(engine::refresh);
    }

    @Override
    public CompletableFuture<Long> take(String key, long micros, boolean create) {
        return slow(() -> engine.take(key, micros, create));
    }

    @Override
    public CompletableFuture<Boolean> takeLogin(String key) {
        return slow(() -> engine.takeLogin(key));
    }

    @Override
    public CompletableFuture<Void> returnLogin(String key) {
        return slow(() -> engine.returnLogin(key));
    }

    @Override
    public CompletableFuture<Optional<byte[]>> read(String key) {
        return slow(() -> engine.read(key));
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] fresh) {
        return slow(() -> engine.replace(key, expected, fresh));
    }

    @Override
    public long timeSteps() {
        return engine.timeSteps();
    }

    @Override
    public int nodes() {
        return engine.nodes();
    }

    @Override
    public void close() {
        engine.close();
    }
}
