package io.github.camelpan123.karaf.swap;

/** Karaf's shell, for a test in another JVM. */
public interface ShellMBean {

    /** Runs a command as a user would, and returns what it prints. */
    String run(String command) throws Exception;

    /** Returns a system property of the container; null if it is not set. */
    String property(String name);

    /**
     * Removes threads that have ended from the locks of Felix's class loaders. Felix 7.0.5 keeps a thread there for good,
     * with its context class loader, if two threads load the same class at the same moment. See
     * {@code findings/felix-keeps-ended-threads.sh}.
     */
    void forgetEndedThreads() throws ReflectiveOperationException;
}
