package io.github.camelpan123.benchmarks.transfers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs work side by side. */
final class Threads {

    /** One thread's share. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private Threads() {}

    /** Ends when all of it has ended; throws what went wrong in any. */
    static void run(List<Work> work) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (Work each : work) {
                ends.add(threads.submit(() -> {
                    each.run();
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Seconds that work takes. */
    static double seconds(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
