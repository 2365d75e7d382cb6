package io.github.camelpan123.benchmarks.transfers;

import io.github.camelpan123.benchmarks.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What somebody would write who has many files to upload: digest a file and its slices in one read, send it, next. */
final class PlainFiles {

    private static final int MOST_AT_ONCE = 4;
    private static final int SLICE = 16 << 20;
    private static final int BUFFER = 64 * 1024;

    private final BareClient client;
    private final List<Path> files;
    private int best = 1;

    PlainFiles(BareClient client, List<Path> files) {
        this.client = client;
        this.files = files;
    }

    /** Finds out how many files at once are uploaded soonest; to be called when everything is compiled. */
    void findBest(int rounds) throws IOException {
        double shortest = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            for (int i = 1; i <= MOST_AT_ONCE; i++) {
                int atOnce = i;
                double seconds = Threads.seconds(() -> upload(atOnce));
                if (seconds < shortest) {
                    shortest = seconds;
                    best = i;
                }
            }
        }
        System.out.println("the bare program is fastest with " + best + " files at once");
    }

    /** Uploads all files, as many at once as is best. */
    void upload() throws IOException {
        upload(best);
    }

    private void upload(int atOnce) throws IOException {
        AtomicInteger next = new AtomicInteger();
        List<Threads.Work> work = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            work.add(() -> {
                for (int file = next.getAndIncrement(); file < files.size(); file = next.getAndIncrement()) {
                    upload(files.get(file));
                }
            });
        }
        Threads.run(work);
    }

    private void upload(Path file) throws IOException {
        digest(file);
        client.sendSlices(file, Files.size(file), 1);
    }

    private static void digest(Path file) throws IOException {
        MessageDigest whole = PlainClient.md5();
        MessageDigest slice = PlainClient.md5();
        byte[] buffer = new byte[BUFFER];
        long done = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.readNBytes(buffer, 0, BUFFER); read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
                whole.update(buffer, 0, read);
                slice.update(buffer, 0, read);
                done += read;
                if (done % SLICE == 0) {
                    slice.digest();
                }
            }
        }
        whole.digest();
    }
}
