package io.github.camelpan123.benchmarks.transfers;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;

/** Whether uploads and downloads run at the speed of the hash and the wire, in constant memory. */
public final class TransferBenchmark {

    private static final int LEAST_ROUNDS = 9;
    private static final int CONNECTIONS = 4;
    private static final int SLOWER_MILLIS = 50;
    private static final int SMALL_FILES = 10_000;
    private static final int SMALL_BYTES = 10_000;
    private static final int SMALL_CONNECTIONS = 16;
    private static final int SMALL_UNDER_WAY = 256;
    private static final int LEAST_WARM_UPS = 10;
    private static final int MOST_WARM_UPS = 120;
    /** The compiler's share of the time when it has hardly anything left to do. */
    private static final double QUIET = 0.02;

    private static final int BUFFER = 128 * 1024;
    private static final long WARM_UP = 128L << 20;

    private final int rounds;
    private final long size;
    private final Path folder;
    private final ServerProcess server;
    private final Component component;
    private final BareClient bare;
    private final AtomicInteger names = new AtomicInteger();
    private final List<Comparison> comparisons = new ArrayList<>();

    private TransferBenchmark(int rounds, long size, Path folder, ServerProcess server) {
        this.rounds = rounds;
        this.size = size;
        this.folder = folder;
        this.server = server;
        this.component = new Component(server.url());
        this.bare = new BareClient(server.url());
    }

    /**
     * Measures, prints and writes the results, and ends with 1 if a target is missed.
     *
     * @param args rounds, folder for the results, MiB of the large file, and one of {@code upload}, {@code slow},
     *     {@code heap}, {@code small}, {@code download} or {@code all}
     * @throws IOException if something did not answer
     */
    public static void main(String[] args) throws IOException {
        int rounds = Integer.parseInt(args[0]);
        if (rounds < LEAST_ROUNDS) {
            System.err.println("at least " + LEAST_ROUNDS + " rounds");
            System.exit(2);
        }
        Path results = Files.createDirectories(Path.of(args[1]));
        long size = Long.parseLong(args[2]) << 20;
        String which = args[3];
        Path folder = Files.createTempDirectory(results, "transfer-data");
        boolean reached;
        try (ServerProcess server = new ServerProcess()) {
            TransferBenchmark benchmark = new TransferBenchmark(rounds, size, folder, server);
            List<HeapTrials.Outcome> trials = benchmark.run(which);
            TransferReport report = new TransferReport(benchmark.comparisons, trials);
            System.out.print(report.table());
            report.csv(results.resolve("transfer-benchmark.csv"));
            report.svg(results.resolve("transfer-benchmark.svg"));
            reached = report.reached();
            benchmark.component.close();
            benchmark.bare.close();
        } finally {
            remove(folder);
        }
        System.exit(reached ? 0 : 1);
    }

    private List<HeapTrials.Outcome> run(String which) throws IOException {
        boolean all = which.equals("all");
        List<HeapTrials.Outcome> trials = List.of();
        if (all || which.equals("small")) {
            small();
        }
        if (all || which.equals("download")) {
            download();
        }
        if (all || which.equals("upload") || which.equals("slow")) {
            Path file = largeFile("large", size);
            warmUp(largeFile("warm-up", Math.min(size, WARM_UP)));
            if (all || which.equals("upload")) {
                upload(file);
            }
            if (all || which.equals("slow")) {
                slow(file);
            }
        }
        if (all || which.equals("heap")) {
            trials = new HeapTrials(server, folder, size).run();
        }
        if (comparisons.isEmpty() && trials.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no benchmark " + which + "; there are all, upload, slow, heap, small and download");
        }
        return trials;
    }

    private void compare(Comparison comparison) throws IOException {
        comparison.run(rounds);
        comparisons.add(comparison);
    }

    private void sliced(Endpoint upload, Path file) throws IOException {
        component.upload(upload, file.toFile(), "large" + names.incrementAndGet());
    }

    private void warmUp(Path file) throws IOException {
        Endpoint upload = component.endpoint("pan123:upload?uploadMode=sliced");
        PlainClient plain = new PlainClient(server.url());
        for (int i = 0; i < 3; i++) {
            sliced(upload, file);
            PlainClient.digest(file);
            bare.sendSlices(file, Files.size(file), CONNECTIONS);
            plain.upload(file, "warm-up");
        }
    }

    private void upload(Path file) throws IOException {
        Endpoint upload = component.endpoint("pan123:upload?uploadMode=sliced");
        compare(new Comparison(
                "sliced upload",
                "one MD5 pass + bare HTTP client",
                Comparison.Goal.AT_MOST,
                1.20,
                () -> {
                    PlainClient.digest(file);
                    bare.sendSlices(file, size, CONNECTIONS);
                },
                () -> sliced(upload, file)));
    }

    private void slow(Path file) throws IOException {
        Endpoint upload = component.endpoint("pan123:upload?uploadMode=sliced");
        PlainClient plain = new PlainClient(server.url());
        server.delaySlices(SLOWER_MILLIS);
        compare(new Comparison(
                "upload, slow answers",
                "the plainest client, +50 ms a slice",
                Comparison.Goal.AT_LEAST,
                1.8,
                () -> plain.upload(file, "plain"),
                () -> sliced(upload, file)));
        server.delaySlices(0);
    }

    private void small() throws IOException {
        List<byte[]> files = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < SMALL_FILES; i++) {
            byte[] content = new byte[SMALL_BYTES];
            random.nextBytes(content);
            files.add(content);
        }
        Endpoint upload = component.endpoint("pan123:upload");
        AtomicLong infos = new AtomicLong();
        warmUp(() -> {
            small(upload, files, infos);
            bare.sendSmall(files, infos.get(), SMALL_CONNECTIONS);
        });
        compare(new Comparison(
                "10,000 small files",
                "bare HTTP client, same requests",
                Comparison.Goal.AT_LEAST,
                0.8,
                () -> bare.sendSmall(files, infos.get(), SMALL_CONNECTIONS),
                () -> small(upload, files, infos)));
        System.out.println("                       of which " + infos + " requests for details");
    }

    /**
     * The many small steps of both sides take long until the last of them is compiled, and compiling takes a core away from
     * whoever has its turn.
     */
    private static void warmUp(Threads.Work both) throws IOException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            long compiled = compiler.getTotalCompilationTime();
            double seconds = Threads.seconds(both);
            double share = (compiler.getTotalCompilationTime() - compiled) / 1000.0 / seconds;
            if (i + 1 >= LEAST_WARM_UPS && share < QUIET) {
                System.out.printf(Locale.ROOT, "warmed up in %d rounds%n", i + 1);
                return;
            }
        }
        System.out.printf(
                Locale.ROOT, "not warmed up in %d rounds, so more was compiled while measuring%n", MOST_WARM_UPS);
    }

    /** As many are on the wire at once as the bare client sends: {@code maxUploadsInFlight} is 16. */
    private void small(Endpoint upload, List<byte[]> files, AtomicLong infos) throws IOException {
        ServerProcess.Seen before = server.seen();
        component.uploadAll(upload, files, () -> "small" + names.incrementAndGet(), SMALL_UNDER_WAY);
        ServerProcess.Seen after = server.seen();
        if (after.others() - before.others() != files.size()) {
            throw new IOException((after.others() - before.others()) + " files arrived");
        }
        infos.set(after.infos() - before.infos());
    }

    /** The content comes from a store of the platform's, of which nothing is documented, so it names no MD5. */
    private void download() throws IOException {
        byte[] buffer = new byte[BUFFER];
        String md5 = bare.digest(size, buffer);
        long file = server.addFile(md5, size);
        Endpoint plain = component.endpoint("pan123:download?verifyDownload=false");
        Endpoint verified = component.endpoint("pan123:download");
        Threads.Work bareWork = () -> require(bare.download(size, buffer));
        Threads.Work componentWork = () -> require(component.download(plain, file, buffer));
        warmUp(() -> {
            bareWork.run();
            componentWork.run();
        });
        compare(new Comparison("download", "bare HTTP client", Comparison.Goal.AT_MOST, 1.15, bareWork, componentWork));
        compare(new Comparison(
                "download, verified",
                "bare HTTP client + MD5",
                Comparison.Goal.AT_MOST,
                1.15,
                () -> bare.digest(size, buffer),
                () -> require(component.download(verified, file, buffer))));
    }

    private void require(long read) throws IOException {
        if (read != size) {
            throw new IOException(read + " of " + size + " bytes");
        }
    }

    private Path largeFile(String name, long length) throws IOException {
        Path file = folder.resolve(name);
        byte[] block = new byte[1 << 20];
        new Random(7).nextBytes(block);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long done = 0; done < length; done += block.length) {
                ByteBuffer.wrap(block).putLong(done);
                out.write(block);
            }
        }
        return file;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
