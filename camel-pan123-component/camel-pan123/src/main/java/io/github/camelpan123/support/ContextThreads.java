package io.github.camelpan123.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * A thread pool of a context that uses the account. When that context stops, the pool is replaced by one of another
 * context. The pool has no queue, so that no task waits in a pool that is shut down. A thread pool profile of the name
 * {@value #PROFILE} configures it.
 */
public final class ContextThreads implements Executor {

    static final String PROFILE = "pan123";
    private static final long IDLE_SECONDS = 10;

    private final Object source;
    private final int most;
    private final List<CamelContext> contexts = new ArrayList<>();
    private CamelContext owner;
    private ExecutorService pool;
    private boolean closed;

    /**
     * @param source the owner of the threads, for management tools
     * @param most the maximum number of threads, unless the profile sets it
     */
    public ContextThreads(Object source, int most) {
        this.source = source;
        this.most = most;
    }

    /**
     * Adds a context that uses the account.
     *
     * @throws IllegalArgumentException if no pool can be created from the profile
     */
    public synchronized void attach(CamelContext context) {
        // Camel never stops a context that failed to start, so its pool may already be stopped
        if (pool == null || owner != context && owner.isStopped()) {
            renew(context);
        }
        contexts.add(context);
    }

    /** Removes a context. If it owns the pool, a pool of another context replaces it. */
    public synchronized void detach(CamelContext context) {
        contexts.remove(context);
        // the pool of the last context stays until the close, because calls may be in progress
        if (owner == context && !contexts.contains(context) && !contexts.isEmpty()) {
            renew(running(contexts));
        }
    }

    /** Returns a context that is not stopped, if there is any. */
    private static CamelContext running(List<CamelContext> contexts) {
        return contexts.stream()
                .filter(context -> !context.isStopped())
                .findFirst()
                .orElse(contexts.get(0));
    }

    private void renew(CamelContext context) {
        ExecutorService made = pool(context);
        end();
        pool = made;
        owner = context;
    }

    /** Shuts the pool down. Later tasks are rejected. */
    public synchronized void close() {
        closed = true;
        end();
    }

    /** Shuts the pool down. Running tasks continue. */
    private void end() {
        if (pool != null) {
            owner.getExecutorServiceManager().shutdown(pool);
        }
    }

    /**
     * Runs a task with the class loader of the component as context class loader. A thread has none before and after: a
     * new one would inherit that of the caller, and Felix 7 may keep a thread that has ended with it.
     *
     * @throws RejectedExecutionException if no thread is free, or no context uses the account
     */
    @Override
    public synchronized void execute(Runnable task) {
        if (closed || contexts.isEmpty()) {
            throw new RejectedExecutionException("no context uses the account");
        }
        Thread caller = Thread.currentThread();
        ClassLoader ofCaller = caller.getContextClassLoader();
        caller.setContextClassLoader(null);
        try {
            pool.execute(() -> runHere(task));
        } finally {
            caller.setContextClassLoader(ofCaller);
        }
    }

    private static void runHere(Runnable task) {
        Thread thread = Thread.currentThread();
        thread.setContextClassLoader(ContextThreads.class.getClassLoader());
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(null);
        }
    }

    private ExecutorService pool(CamelContext context) {
        ThreadPoolProfile own = new ThreadPoolProfile(PROFILE);
        // with 0 Camel creates a pool with a single thread
        own.setPoolSize(1);
        own.setMaxPoolSize(most);
        own.setMaxQueueSize(0);
        own.setKeepAliveTime(IDLE_SECONDS);
        own.setTimeUnit(TimeUnit.SECONDS);
        own.setAllowCoreThreadTimeOut(true);
        ThreadPoolProfile set = context.getExecutorServiceManager().getThreadPoolProfile(PROFILE);
        ThreadPoolProfile profile = set == null ? own : set.clone();
        profile.addDefaults(own);
        // waiting is the task of the account's queue, not of a queue here or of the calling thread
        profile.setMaxQueueSize(0);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        // a profile that only sets the maximum gets Camel's default core size here, which may be larger
        profile.setPoolSize(Math.min(profile.getPoolSize(), profile.getMaxPoolSize()));
        return context.getExecutorServiceManager().newThreadPool(source, PROFILE, profile);
    }
}
