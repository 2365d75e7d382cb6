package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.DaemonThreads;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for calls of an engine that block. An engine that does not answer may hold all of them; what nobody waits for
 * any more is then not begun.
 */
final class EngineThreads implements AutoCloseable {

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor pool;

    EngineThreads(int most) {
        pool = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads("camel-pan123-engine", EngineThreads.class));
        pool.allowCoreThreadTimeOut(true);
    }

    private record Call<T>(Callable<T> work, CompletableFuture<T> result) implements Runnable {

        @Override
        public void run() {
            if (result.isDone()) {
                return;
            }
            try {
                result.complete(work.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        }
    }

    <T> CompletableFuture<T> call(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            pool.execute(new Call<>(work, result));
        } catch (RejectedExecutionException closed) {
            result.completeExceptionally(closed);
        }
        return result;
    }

    /** Fails what has not begun. */
    @Override
    public void close() {
        for (Runnable dropped : pool.shutdownNow()) {
            ((Call<?>) dropped).result().completeExceptionally(new RejectedExecutionException("closed"));
        }
    }
}
