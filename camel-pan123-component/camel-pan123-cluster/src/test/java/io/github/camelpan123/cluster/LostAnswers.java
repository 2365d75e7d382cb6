package io.github.camelpan123.cluster;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An engine that carries operations out and loses their answers. */
final class LostAnswers implements Engine {

    /** Whose answer is lost. */
    enum Operation {
        READ,
        REPLACE,
        TAKE_LOGIN,
        RETURN_LOGIN
    }

    private final Engine engine;
    private final Deque<Operation> next = new ArrayDeque<>();

    LostAnswers(Engine engine) {
        this.engine = engine;
    }

    /** Loses the next answer of the first kind, then the next one of the second kind, and so on. */
    synchronized void lose(Operation... operations) {
        next.addAll(List.of(operations));
    }

    /** Whether that has happened. */
    synchronized boolean lost() {
        return next.isEmpty();
    }

    private synchronized <T> CompletableFuture<T> answer(Operation operation, CompletableFuture<T> answer) {
        if (operation != next.peekFirst()) {
            return answer;
        }
        next.removeFirst();
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
