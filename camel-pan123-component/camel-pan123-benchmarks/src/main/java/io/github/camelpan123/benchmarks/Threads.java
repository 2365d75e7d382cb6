package io.github.camelpan123.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs work side by side and takes the time. */
public final class Threads {
    /** One thread's share. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    private Threads() {}

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "benchmark");
        thread.setDaemon(true);
        return thread;
    }

    /** Seconds from the start of all to the end of the last. */
    public static double seconds(List<Work> work) throws IOException {
        return seconds(() -> run(work));
    }

    /** Seconds that work takes. */
    public static double seconds(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Ends when all of it has ended; throws what went wrong in any. */
    public static void run(List<Work> work) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(work.size(), Threads::daemon);
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
}
