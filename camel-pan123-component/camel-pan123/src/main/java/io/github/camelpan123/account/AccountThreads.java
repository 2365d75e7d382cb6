package io.github.camelpan123.account;

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
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;

/**
 * The threads of one account. They end when idle, so an account that is not used holds only its timer. Calls are made on
 * threads of the contexts that use the account; what may not end with one of these has threads of its own.
 */
final class AccountThreads {

    /** Downloads to files at the same time; what else is read is read by the threads of those who read. */
    private static final int DOWNLOADS = 16;

    /** Files at the same time whose slices are digested: the next one begins while the last ones are sent. */
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

    /** @param source whose threads they are, for consoles */
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
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "camel-pan123-" + purpose + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            // or it would keep the class loader of whichever application made it first
            thread.setContextClassLoader(AccountThreads.class.getClassLoader());
            return thread;
        };
    }

    void attach(CamelContext context) {
        calls.attach(context);
    }

    void detach(CamelContext context) {
        calls.detach(context);
    }

    /** Calls of the API. */
    Workers workers() {
        return workers;
    }

    /** Requests to upload servers: there are as many threads as may be under way at once. */
    ExecutorService uploads() {
        return uploads;
    }

    /** Whole downloads to files. */
    ExecutorService downloads() {
        return downloads;
    }

    /** Reading what is to be uploaded: streams on their way to disk, and digests of what is sent in one request. */
    ExecutorService readers() {
        return readers;
    }

    /** Reading contents for the digests of their slices. */
    ExecutorService fileReaders() {
        return fileReaders;
    }

    /** Computing digests of what others have read; there are as many threads as processors. */
    ExecutorService digesters() {
        return digesters;
    }

    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    /** Where a user's route goes on; on the caller's own thread when all of this is being closed. */
    Executor routes() {
        return routes;
    }

    /** Runs something where routes go on after a while; never when this is closed before. */
    void after(Duration delay, Runnable task) {
        try {
            timer.schedule(() -> routes.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            // whoever waits is told by the closing itself
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
