package io.github.camelpan123.account.cluster;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes daemon threads with a name and the class loader of their owner. A thread that has ended has no class loader:
 * Felix 7 may keep such a thread in a class loader's locks. It is here because {@code camel-pan123-cluster} needs it too.
 */
public final class DaemonThreads implements ThreadFactory {

    private final String name;
    private final ClassLoader loader;
    private final AtomicInteger number = new AtomicInteger();

    /**
     * @param name the names begin with it
     * @param owner has the context class loader; otherwise a thread would keep that of the application that created it
     */
    public DaemonThreads(String name, Class<?> owner) {
        this.name = name;
        this.loader = owner.getClassLoader();
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(() -> runWithoutTrace(task), name + "-" + number.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        return thread;
    }

    private static void runWithoutTrace(Runnable task) {
        try {
            task.run();
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
    }
}
