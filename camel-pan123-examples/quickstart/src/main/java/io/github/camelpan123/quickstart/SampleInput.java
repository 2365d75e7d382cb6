package io.github.camelpan123.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The job's own input: small files of several kinds, a video, one file longer than three slices of 16 MiB, and a copy
 * of it, which the platform will know already.
 */
final class SampleInput {

    private static final List<String> SMALL =
            List.of("data.json", "demo.mp4", "notes.txt", "picture.png", "table.csv", "chinese.txt");
    private static final int MIB = 1024 * 1024;
    private static final int LARGE_MIB = 50;

    private SampleInput() {}

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : SMALL) {
            if (!Files.exists(folder.resolve(name))) {
                try (InputStream in = SampleInput.class.getResourceAsStream("/input/" + name)) {
                    Files.copy(in, folder.resolve(name));
                }
            }
        }
        Path large = folder.resolve("large.bin");
        if (!Files.exists(large)) {
            writeLarge(large);
        }
        Path copy = folder.resolve("large-copy.bin");
        if (!Files.exists(copy)) {
            Files.copy(large, copy);
        }
    }

    private static void writeLarge(Path file) throws IOException {
        Random random = new Random(123);
        byte[] block = new byte[MIB];
        Path unfinished = file.resolveSibling(".large.unfinished");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            for (int i = 0; i < LARGE_MIB; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        Files.move(unfinished, file);
    }

    static int count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .count();
        }
    }
}
