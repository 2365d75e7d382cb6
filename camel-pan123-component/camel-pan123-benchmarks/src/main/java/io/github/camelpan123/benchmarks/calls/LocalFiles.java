package io.github.camelpan123.benchmarks.calls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;

/** The local files of the trials. */
final class LocalFiles {

    static final int BYTES = 1024;

    private LocalFiles() {}

    /** Files of 1 KB, each with a content of its own. */
    static Path create(Path work, int files, int folders) throws IOException {
        Path top = Files.createTempDirectory(work, "local");
        byte[] content = new byte[BYTES];
        new Random(files).nextBytes(content);
        for (int i = 0; i < folders && folders > 1; i++) {
            Files.createDirectory(top.resolve("d" + i));
        }
        for (int i = 0; i < files; i++) {
            ByteBuffer.wrap(content).putInt(i);
            Files.write(
                    folders == 1
                            ? top.resolve("f" + i)
                            : top.resolve("d" + i % folders).resolve("f" + i),
                    content);
        }
        return top;
    }

    /** Puts what is in a local folder onto the drive, without a call. */
    static void addTo(Server server, Path local) throws IOException {
        try (Stream<Path> all = Files.walk(local)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                server.simulator().drive().addFile("/backup/" + local.relativize(file), file);
            }
        }
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** @throws IOException if a file of the one folder is not the same in the other */
    static void requireSame(Path one, Path other) throws IOException {
        try (Stream<Path> all = Files.walk(one)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (Files.mismatch(file, other.resolve(one.relativize(file))) >= 0) {
                    throw new IOException(file + " was restored wrongly");
                }
            }
        }
    }
}
