package io.github.camelpan123.cluster;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** An engine as one node reaches it, or does not. */
final class NodeView implements Engine {

    private final Engine engine;
    volatile boolean reached = true;

    NodeView(Engine engine) {
        this.engine = engine;
    }

    private <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> operation) {
        return reached ? operation.get() : CompletableFuture.failedFuture(new IllegalStateException("not reached"));
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return ask(engine::refresh);
    }

    @Override
    public CompletableFuture<Long> take(String key, long micros, boolean create) {
        return ask(() -> engine.take(key, micros, create));
    }

    @Override
    public CompletableFuture<Boolean> takeLogin(String key) {
        return ask(() -> engine.takeLogin(key));
    }

    @Override
    public CompletableFuture<Void> returnLogin(String key) {
        return ask(() -> engine.returnLogin(key));
    }

    @Override
    public CompletableFuture<Optional<byte[]>> read(String key) {
        return ask(() -> engine.read(key));
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] fresh) {
        return ask(() -> engine.replace(key, expected, fresh));
    }

    @Override
    public int nodes() {
        return engine.nodes();
    }

    @Override
    public void close() {
        // others use the engine
    }
}
