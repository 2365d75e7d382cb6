package io.github.camelpan123.support;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A future that several callers may share: each continuation runs for the {@link Caller} that attached it, whatever the
 * thread that completes the future was doing. The futures that follow from it are of the same kind. It has those
 * methods that are in use here.
 *
 * @param <T> the type of the outcome
 */
final class CallerFuture<T> extends CompletableFuture<T> {

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CallerFuture<>();
    }

    @Override
    public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> next) {
        return super.thenApply(Caller.kept(next));
    }

    @Override
    public <U> CompletableFuture<U> thenApplyAsync(Function<? super T, ? extends U> next, Executor threads) {
        return super.thenApplyAsync(Caller.kept(next), threads);
    }

    @Override
    public CompletableFuture<Void> thenRun(Runnable next) {
        return super.thenRun(Caller.kept(next));
    }

    @Override
    public CompletableFuture<Void> thenRunAsync(Runnable next, Executor threads) {
        return super.thenRunAsync(Caller.kept(next), threads);
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> next) {
        return super.thenCombine(other, Caller.kept(next));
    }

    @Override
    public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> next) {
        return super.thenCompose(Caller.kept(next));
    }

    @Override
    public <U> CompletableFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> next, Executor threads) {
        return super.thenComposeAsync(Caller.kept(next), threads);
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> next) {
        return super.whenComplete(Caller.kept(next));
    }

    @Override
    public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> next, Executor threads) {
        return super.whenCompleteAsync(Caller.kept(next), threads);
    }

    @Override
    public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> next) {
        return super.handle(Caller.kept(next));
    }

    @Override
    public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> next, Executor threads) {
        return super.handleAsync(Caller.kept(next), threads);
    }

    @Override
    public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> next) {
        return super.exceptionally(Caller.kept(next));
    }
}
