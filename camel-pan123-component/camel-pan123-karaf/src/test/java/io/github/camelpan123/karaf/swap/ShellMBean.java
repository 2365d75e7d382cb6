package io.github.camelpan123.karaf.swap;

/** Karaf's shell, for a test in another JVM. */
public interface ShellMBean {

    /** Runs a command as a user would, and returns what it prints. */
    String run(String command) throws Exception;

    /** Returns a system property of the container; null if it is not set. */
    String property(String name);
}
