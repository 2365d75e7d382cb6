package io.github.camelpan123.benchmarks.transfers;

import io.github.camelpan123.benchmarks.Threads;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
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
    private static final int MIDDLE_FILES = 64;
    private static final long MIDDLE_BYTES = 32L << 20;
    private static final int LEAST_WARM_UPS = 10;
    private static final int MOST_WARM_UPS = 120;
    /** The compiler's share of the time when it has hardly anything left to do. */
    private static final double QUIET = 0.02;

    private static final int BUFFER = 128 * 1024;
    private static final long WARM_UP = 128L << 20;

    private final int rounds;
    private final long size;
    /** The classes of the component in an earlier build; empty for none. */
    private final String earlier;

    private final Path folder;
    private final ServerProcess server;
    private final Component component;
    private final BareClient bare;
    private final AtomicInteger names = new AtomicInteger();
    private final List<Comparison> comparisons = new ArrayList<>();

    private TransferBenchmark(int rounds, long size, Path folder, ServerProcess server, String earlier) {
        this.rounds = rounds;
        this.earlier = earlier;
        this.size = size;
        this.folder = folder;
        this.server = server;
        this.component = new Component(server.url());
        this.bare = new BareClient(server.url());
    }

    /**
     * Measures, prints and writes the results, and ends with 1 if a target is missed.
     *
     * @param args rounds, folder for the results, MiB of the large file, one of {@code upload}, {@code slow}, {@code middle},
     *     {@code start}, {@code heap}, {@code small}, {@code meters}, {@code download} or {@code all}, and the classes of the component in
     *     an earlier build, or an empty text
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
            TransferBenchmark benchmark = new TransferBenchmark(rounds, size, folder, server, args[4]);
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
        if (all || which.equals("meters")) {
            meters();
        }
        if (all || which.equals("download")) {
            download();
        }
        if (all || which.equals("upload") || which.equals("slow")) {
            Path file = largeFile("large", size);
            Path warmUp = largeFile("warm-up", Math.min(size, WARM_UP));
            warmUp(warmUp);
            if (all || which.equals("upload")) {
                upload(file);
                if (!earlier.isEmpty()) {
                    earlier(file, warmUp);
                }
            }
            if (all || which.equals("slow")) {
                slow(file);
            }
        }
        if (all || which.equals("middle")) {
            middle();
        }
        if (all || which.equals("start")) {
            start();
        }
        if (all || which.equals("heap")) {
            trials = new HeapTrials(server, folder, size).run();
        }
        if (comparisons.isEmpty() && trials.isEmpty()) {
            throw new IllegalArgumentException("there is no benchmark " + which
                    + "; there are all, upload, slow, middle, start, heap, small, meters and download");
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
                1.10,
                () -> {
                    PlainClient.digest(file);
                    bare.sendSlices(file, size, CONNECTIONS);
                },
                () -> sliced(upload, file)));
    }

    /** In the same run, because a machine is not as fast today as it was then. */
    private void earlier(Path file, Path warmUp) throws IOException {
        String now = System.getProperty("java.class.path");
        String then = Arrays.stream(now.split(File.pathSeparator))
                .map(entry -> isComponent(Path.of(entry)) ? earlier : entry)
                .collect(Collectors.joining(File.pathSeparator));
        try (UploadProcess old = new UploadProcess(server.url(), then);
                UploadProcess current = new UploadProcess(server.url(), now)) {
            for (int i = 0; i < 3; i++) {
                old.upload(warmUp);
                current.upload(warmUp);
            }
            compare(new Comparison(
                    "sliced upload",
                    "an earlier build",
                    Comparison.Goal.AT_MOST,
                    0.94,
                    () -> old.upload(file),
                    () -> current.upload(file)));
        }
    }

    private static boolean isComponent(Path entry) {
        return Files.exists(entry.resolve("io/github/camelpan123/Pan123Component.class"))
                || entry.getFileName().toString().matches("camel-pan123-\\d.*\\.jar");
    }

    private void middle() throws IOException {
        Path many = Files.createDirectory(folder.resolve("middle"));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < MIDDLE_FILES; i++) {
            // of equal contents the component sends one at a time, because the platform knows the second
            files.add(largeFile("middle/" + i, MIDDLE_BYTES, i));
        }
        PlainFiles plain = new PlainFiles(bare, files);
        plain.upload();
        component.uploadFolder(many, files.size());
        plain.findBest(2);
        compare(new Comparison(
                MIDDLE_FILES + " files of " + (MIDDLE_BYTES >> 20) + " MiB",
                "digest and send, 1 to 4 at once",
                Comparison.Goal.AT_MOST,
                1.15,
                plain::upload,
                () -> component.uploadFolder(many, files.size())));
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private void start() throws IOException {
        StartTrial s3 = new StartTrial("aws2-s3:bucket?accessKey=key&secretKey=secret&region=eu-west-1&fileName=name");
        StartTrial pan123 = new StartTrial("pan123:upload?clientId=id&clientSecret=secret");
        s3.seconds();
        pan123.seconds();
        compare(new Comparison(
                "start of a context", "camel-aws2-s3", Comparison.Goal.AT_MOST, 1.5, s3::seconds, pan123::seconds));
        System.out.printf(
                "                       idle threads: camel-aws2-s3 %d, component %d%n",
                s3.threads(), pan123.threads());
        if (pan123.threads() > s3.threads()) {
            throw new IOException("too many idle threads");
        }
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

    private static List<byte[]> smallFiles() {
        List<byte[]> files = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < SMALL_FILES; i++) {
            byte[] content = new byte[SMALL_BYTES];
            random.nextBytes(content);
            files.add(content);
        }
        return files;
    }

    /** The same uploads in two contexts of one JVM, of which one has a registry for meters and a tracer. */
    private void meters() throws IOException {
        List<byte[]> files = smallFiles();
        AtomicLong infos = new AtomicLong();
        Endpoint plain = component.endpoint("pan123:upload");
        try (Observed observed = new Observed();
                Component measured = new Component(server.url(), observed::bind)) {
            Endpoint upload = measured.endpoint("pan123:upload");
            Threads.Work off = () -> small(component, plain, files, infos);
            Threads.Work on = () -> small(measured, upload, files, infos);
            warmUp(() -> {
                off.run();
                on.run();
            });
            compare(new Comparison(
                            "10,000 small files", "without meters and spans", Comparison.Goal.AT_MOST, 1.05, off, on)
                    .certainly());
            long without = Allocations.of(off) / files.size();
            long with = Allocations.of(on) / files.size();
            System.out.printf(
                    "                       allocated for a file: %d bytes without, %d with; %d spans%n",
                    without, with, observed.spans());
        }
    }

    private void small() throws IOException {
        List<byte[]> files = smallFiles();
        Endpoint upload = component.endpoint("pan123:upload");
        AtomicLong infos = new AtomicLong();
        warmUp(() -> {
            small(component, upload, files, infos);
            bare.sendSmall(files, infos.get(), SMALL_CONNECTIONS);
        });
        compare(new Comparison(
                "10,000 small files",
                "bare HTTP client, same requests",
                Comparison.Goal.AT_LEAST,
                0.8,
                () -> bare.sendSmall(files, infos.get(), SMALL_CONNECTIONS),
                () -> small(component, upload, files, infos)));
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
    private void small(Component uploading, Endpoint upload, List<byte[]> files, AtomicLong infos) throws IOException {
        ServerProcess.Seen before = server.seen();
        uploading.uploadAll(upload, files, () -> "small" + names.incrementAndGet(), SMALL_UNDER_WAY);
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
        return largeFile(name, length, 7);
    }

    private Path largeFile(String name, long length, int seed) throws IOException {
        Path file = folder.resolve(name);
        byte[] block = new byte[1 << 20];
        new Random(seed).nextBytes(block);
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
