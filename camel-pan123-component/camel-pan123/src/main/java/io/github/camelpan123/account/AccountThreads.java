package io.github.camelpan123.account;

import io.github.camelpan123.account.cluster.DaemonThreads;
import io.github.camelpan123.account.ratelimit.Workers;
import io.github.camelpan123.support.ContextThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/**
 * The threads of one account. Idle threads end, so an unused account holds only its timer thread. Calls run on threads
 * of the contexts that use the account. Work that must not end with a context has threads of its own.
 */
final class AccountThreads {

    /** The maximum number of concurrent downloads to files. Other reads use the threads of their callers. */
    private static final int DOWNLOADS = 16;

    /**
     * The maximum number of files whose slices are digested concurrently. The next file starts while the slices of the
     * previous ones are sent.
     */
    private static final int DIGESTED_FILES = 4;

    private static final long IDLE_SECONDS = 10;

    private final ContextThreads calls;
    private final Workers workers;
    private final ThreadPoolExecutor uploads;
    private final ThreadPoolExecutor downloads;
    private final ThreadPoolExecutor readers;
    private final ThreadPoolExecutor fileReaders;
    private final ThreadPoolExecutor digesters;
    private final RouteThreads routes;
    private final ScheduledThreadPoolExecutor timer;

    /** @param source the owner of the threads, for management tools */
    AccountThreads(Object source, int maxUploadsInFlight) {
        calls = new ContextThreads(source, Workers.MOST);
        workers = new Workers(calls);
        uploads = bounded(maxUploadsInFlight, "upload");
        downloads = bounded(DOWNLOADS, "download");
        readers = bounded(maxUploadsInFlight, "read");
        fileReaders = bounded(DIGESTED_FILES, "read-file");
        digesters = bounded(Runtime.getRuntime().availableProcessors(), "digest");
        timer = new ScheduledThreadPoolExecutor(1, named("timer"));
        timer.setRemoveOnCancelPolicy(true);
        routes = new RouteThreads(named("route"), IDLE_SECONDS, timer, System::nanoTime);
    }

    private static ThreadPoolExecutor bounded(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String purpose) {
        return new DaemonThreads("camel-pan123-" + purpose, AccountThreads.class);
    }

    void attach(CamelContext context) {
        calls.attach(context);
    }

    void detach(CamelContext context) {
        calls.detach(context);
    }

    /** Returns the workers for API calls. */
    Workers workers() {
        return workers;
    }

    /** Returns the executor for requests to upload servers, with one thread per concurrent request. */
    ExecutorService uploads() {
        return uploads;
    }

    /** Returns how many requests to upload servers are in progress and wait. */
    AccountState.UploadRequests uploadRequests() {
        return new AccountState.UploadRequests(
                uploads.getActiveCount(), uploads.getQueue().size(), uploads.getMaximumPoolSize());
    }

    /** Returns the executor for whole downloads to files. */
    ExecutorService downloads() {
        return downloads;
    }

    /**
     * Returns the executor for reading content to upload: streams that are written to disk, and digests of
     * single-request uploads.
     */
    ExecutorService readers() {
        return readers;
    }

    /** Returns the executor for reading contents whose slices are digested. */
    ExecutorService fileReaders() {
        return fileReaders;
    }

    /** Returns the executor for digests of content that was already read, with one thread per processor. */
    ExecutorService digesters() {
        return digesters;
    }

    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    /** Returns the executor for the continuation of routes. It runs tasks on the caller's thread after the close. */
    Executor routes() {
        return routes;
    }

    /** Runs a task on {@link #routes()} after a delay. Never runs it if this object is closed before. */
    void after(Duration delay, Runnable task) {
        try {
            timer.schedule(() -> routes.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            // the close itself fails whatever waits for the task
        }
    }

    void close() {
        timer.shutdownNow();
        calls.close();
        uploads.shutdown();
        downloads.shutdown();
        readers.shutdown();
        fileReaders.shutdown();
        digesters.shutdown();
        routes.close();
    }
}
