package io.github.camelpan123.benchmarks.transfers;

import io.github.camelpan123.Pan123Configuration;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Uploads that are larger than the heap, each in a JVM of its own. */
final class HeapTrials {

    /**
     * How a trial ended.
     *
     * @param name what was tried
     * @param reached whether it worked; null when it could not be tried
     * @param told what there is to say
     */
    record Outcome(String name, Boolean reached, String told) {}

    private static final int FILES = 8;
    private static final long LONGEST_MINUTES = 10;
    private static final int WIDE_HEAP_MB = 96;

    private final ServerProcess server;
    private final Path folder;
    private final long size;
    private final List<Outcome> outcomes = new ArrayList<>();

    /**
     * @param folder for the files to upload
     * @param size of the largest
     */
    HeapTrials(ServerProcess server, Path folder, long size) {
        this.server = server;
        this.folder = folder;
        this.size = size;
    }

    List<Outcome> run() throws IOException {
        String wide = "-Xmx" + WIDE_HEAP_MB + "m";
        long twice = 2L * WIDE_HEAP_MB << 20;
        trial(
                "one file of " + mib(size),
                "-Xmx48m",
                List.of("files", sparse("one", size).toString()));
        List<String> eight = new ArrayList<>(List.of("files"));
        for (int i = 0; i < FILES; i++) {
            eight.add(sparse("of-eight-" + i, size / 2).toString());
        }
        trial(FILES + " files of " + mib(size / 2) + " at once", wide, eight);
        trial("a stream of unknown length, " + mib(twice), wide, List.of("stream", Long.toString(twice)));
        String endless = "an endless stream, maxSpoolSize=" + mib(twice);
        if (knowsSpoolSize()) {
            trial(endless, wide, List.of("endless", Long.toString(twice)));
        } else {
            outcomes.add(new Outcome(endless, null, "skipped: this component has no option maxSpoolSize"));
        }
        return outcomes;
    }

    private static boolean knowsSpoolSize() {
        return Arrays.stream(Pan123Configuration.class.getMethods())
                .anyMatch(method -> method.getName().equals("setMaxSpoolSize"));
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    /** A file that takes no space, and differs from others of its length. */
    private Path sparse(String name, long length) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
            open.write(name.getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    private void trial(String name, String heap, List<String> args) throws IOException {
        List<String> all = new ArrayList<>(List.of(server.url()));
        all.addAll(args);
        Path log = Files.createTempFile(folder, "trial", ".log");
        long start = System.nanoTime();
        Process process = Jvm.start(heap, HeapProbe.class, all.toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
            boolean reached = ended && process.exitValue() == 0;
            String seconds = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
            String said = Files.readString(log).strip();
            Outcome outcome = new Outcome(
                    name + ", " + heap,
                    reached,
                    reached ? seconds + ", " + said.lines().findFirst().orElse("") : said);
            outcomes.add(outcome);
            System.out.println("heap                   " + outcome.name() + ": " + outcome.told());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }
}
