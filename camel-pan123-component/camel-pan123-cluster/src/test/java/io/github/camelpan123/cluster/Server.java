package io.github.camelpan123.cluster;

import io.github.camelpan123.fixtures.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of Debian on a free port of the loopback interface, in a folder of its own. */
abstract class Server implements AutoCloseable {

    final Path folder;
    final int port;
    private Process process;

    Server() throws IOException {
        folder = Files.createTempDirectory(
                "pan123-cluster", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        port = FreePorts.next();
    }

    abstract List<String> command();

    void start() throws Exception {
        process = begin(command());
    }

    static Process begin(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static void run(List<String> command) throws Exception {
        Process run = begin(command);
        if (!run.waitFor(60, TimeUnit.SECONDS) || run.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " has failed");
        }
    }

    /** The server and its children. */
    List<Long> pids() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Sends a signal, such as STOP or CONT, to the server and its children. */
    void signal(String name) throws Exception {
        for (long pid : pids()) {
            begin(List.of("kill", "-" + name, Long.toString(pid))).waitFor();
        }
    }

    void stop() throws Exception {
        signal("KILL");
        process.waitFor();
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            stop();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
