package io.github.camelpan123.benchmarks.transfers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the same class path. */
final class Jvm {

    private Jvm() {}

    static ProcessBuilder start(String heap, Class<?> main, String... args) {
        return start(heap, System.getProperty("java.class.path"), main, args);
    }

    /** With another class path. */
    static ProcessBuilder start(String heap, String classPath, Class<?> main, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-classpath");
        command.add(classPath);
        command.add(main.getName());
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }
}
