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
 * A thread pool of a context that uses the account, and of another one when that context stops. It has no queue, so
 * that nothing waits in a pool that ends. People may set a thread pool profile of the name {@value #PROFILE}.
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
     * @param source whose threads they are, for consoles
     * @param most how many at once, unless the profile says something else
     */
    public ContextThreads(Object source, int most) {
        this.source = source;
        this.most = most;
    }

    /** @throws IllegalArgumentException when no pool can be made from the profile */
    public synchronized void attach(CamelContext context) {
        // a context that failed to start is never stopped by Camel, and cannot be relied on
        if (pool == null || owner != context && owner.isStopped()) {
            renew(context);
        }
        contexts.add(context);
    }

    public synchronized void detach(CamelContext context) {
        contexts.remove(context);
        // the last one's stays until all is closed: calls may be under way
        if (owner == context && !contexts.contains(context) && !contexts.isEmpty()) {
            renew(running(contexts));
        }
    }

    /** One that can be relied on, if there is any. */
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

    public synchronized void close() {
        closed = true;
        end();
    }

    /** What is under way goes on. */
    private void end() {
        if (pool != null) {
            owner.getExecutorServiceManager().shutdown(pool);
        }
    }

    /** @throws RejectedExecutionException when there is no thread, or no more use for one */
    @Override
    public synchronized void execute(Runnable task) {
        if (closed || contexts.isEmpty()) {
            throw new RejectedExecutionException("no context uses the account");
        }
        pool.execute(task);
    }

    private ExecutorService pool(CamelContext context) {
        ThreadPoolProfile own = new ThreadPoolProfile(PROFILE);
        // with 0 Camel makes a pool of a single thread
        own.setPoolSize(1);
        own.setMaxPoolSize(most);
        own.setMaxQueueSize(0);
        own.setKeepAliveTime(IDLE_SECONDS);
        own.setTimeUnit(TimeUnit.SECONDS);
        own.setAllowCoreThreadTimeOut(true);
        ThreadPoolProfile set = context.getExecutorServiceManager().getThreadPoolProfile(PROFILE);
        ThreadPoolProfile profile = set == null ? own : set.clone();
        profile.addDefaults(own);
        // the queue waits, and neither a queue here nor whoever brought the last call
        profile.setMaxQueueSize(0);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        // a profile that only says how many has Camel's own number here, which may be larger
        profile.setPoolSize(Math.min(profile.getPoolSize(), profile.getMaxPoolSize()));
        return context.getExecutorServiceManager().newThreadPool(source, PROFILE, profile);
    }
}
