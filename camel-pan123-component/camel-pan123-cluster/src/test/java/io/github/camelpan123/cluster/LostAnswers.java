package io.github.camelpan123.cluster;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An engine that carries an operation out and loses its answer, once. */
final class LostAnswers implements Engine {

    /** Whose answer is lost. */
    enum Operation {
        READ,
        REPLACE,
        TAKE_LOGIN,
        RETURN_LOGIN
    }

    private final Engine engine;
    private Operation next;

    LostAnswers(Engine engine) {
        this.engine = engine;
    }

    /** Loses the next answer of that kind. */
    synchronized void lose(Operation operation) {
        next = operation;
    }

    /** Whether that has happened. */
    synchronized boolean lost() {
        return next == null;
    }

    private synchronized <T> CompletableFuture<T> answer(Operation operation, CompletableFuture<T> answer) {
        if (operation != next) {
            return answer;
        }
        next = null;
        return answer.thenCompose(carriedOut -> CompletableFuture.failedFuture(new IOException("the answer is lost")));
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return engine.refresh();
    }

    @Override
    public CompletableFuture<Long> take(String key, long micros, boolean create) {
        return engine.take(key, micros, create);
    }

    @Override
    public CompletableFuture<Boolean> takeLogin(String key) {
        return answer(Operation.TAKE_LOGIN, engine.takeLogin(key));
    }

    @Override
    public CompletableFuture<Void> returnLogin(String key) {
        return answer(Operation.RETURN_LOGIN, engine.returnLogin(key));
    }

    @Override
    public CompletableFuture<Optional<byte[]>> read(String key) {
        return answer(Operation.READ, engine.read(key));
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] fresh) {
        return answer(Operation.REPLACE, engine.replace(key, expected, fresh));
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
