package io.github.camelpan123.benchmarks.calls;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.simulator.drive.Entry;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What work on many files costs in calls and time, against the strict simulator with the limits of a free account. */
public final class CallsBenchmark {

    private static final int PAGE = 100;
    private static final double CLOSE = 1.3;
    private static final List<String> ALL = List.of(
            "small",
            "copies",
            "one",
            "many",
            "restore",
            "paths",
            "heap",
            "digests",
            "afterRead",
            "estimate",
            "line",
            "old");
    private static final List<String> DUPLICATES = List.of("skipIfSame", "fail", "keepBoth", "overwrite");
    private static final String INFOS = "/api/v1/file/infos";
    private static final int OLD_FILES = 300;
    /** Addresses of files a second, which no document limits, and which part of them has to be used. */
    private static final int ADDRESSES = 100;

    private static final double USED = 0.95;
    private static final double TIMES_FASTER = 50;
    /** Of trash and delete together for a thousand files, a hundred a call. */
    private static final long MOST_CHANGES = 22;

    private final Path work;
    /** The classes of the component in an earlier build; empty for none. */
    private final String old;

    private final List<Trial> trials = new ArrayList<>();
    /** Whether what is not told by a trial is as it should be. */
    private boolean others = true;

    private CallsBenchmark(Path work, String old) {
        this.work = work;
        this.old = old;
    }

    /**
     * Measures, prints and writes the results, and ends with 1 if a target is missed.
     *
     * @param args folder for the results; which trials, or {@code all}; classes of the component in an earlier
     *     build, or an empty text
     * @throws IOException if something did not answer
     */
    public static void main(String[] args) throws IOException {
        Path results = Files.createDirectories(Path.of(args[0]));
        String which = args[1];
        Path work = Files.createTempDirectory(results, "calls-data");
        CallsBenchmark benchmark = new CallsBenchmark(work, args[2]);
        try {
            for (String one : which.equals("all") ? ALL : List.of(which.split("\\+"))) {
                benchmark.run(one);
            }
        } finally {
            LocalFiles.remove(work);
        }
        System.out.println(Trial.head());
        benchmark.trials.forEach(trial -> System.out.println(trial.row()));
        CallsReport.write(benchmark.trials, results);
        boolean reached = benchmark.others && benchmark.trials.stream().allMatch(Trial::reached);
        System.exit(reached ? 0 : 1);
    }

    private void run(String which) throws IOException {
        switch (which) {
            case "small" -> small();
            case "copies" -> copies();
            case "one" -> one();
            case "many" -> many();
            case "restore" -> restore();
            case "paths" -> paths();
            case "heap" -> heap();
            case "digests" -> digests();
            case "afterRead" -> afterRead();
            case "estimate" -> others &= EstimateTrials.run();
            case "line" -> line();
            case "old" -> old();
            default -> throw new IllegalArgumentException("there is no trial " + which + "; there are " + ALL);
        }
    }

    private static List<String> jvm(String heap) {
        return jvm(heap, System.getProperty("java.class.path"));
    }

    private static List<String> jvm(String heap, String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-classpath",
                classPath);
    }

    /** Polled once: the file component remembers no more than a thousand files that it has left where they were. */
    private static String from(Path folder) {
        return "file:" + folder + "?recursive=true&noop=true&initialDelay=0&delay=3600000";
    }

    private static String upload(String duplicate) {
        return "pan123:upload?parentPath=/backup&createDirectories=true&duplicate=" + duplicate;
    }

    private Trial keep(Trial trial) {
        System.out.println(trial.row());
        trials.add(trial);
        return trial;
    }

    private Trial trial(
            String name, int files, int folders, Server.Seen seen, double otherBound, long most, double slowest) {
        return keep(new Trial(
                name,
                files,
                folders,
                seen.calls(),
                seen.seconds(),
                Math.max(otherBound, seen.limitsBound()),
                most,
                slowest));
    }

    /** Few enough files for an earlier build, and for other programs. */
    private void small() throws IOException {
        unchanged(300, 1, 5);
        unchanged(300, 30, 32);
        unchanged(1000, 10, 12);
    }

    /** @param most what a well-known program of the same purpose needs */
    private void unchanged(int files, int folders, int most) throws IOException {
        try (Server server = new Server(work)) {
            Path local = LocalFiles.create(work, files, folders);
            LocalFiles.addTo(server, local);
            trial(
                    "again, unchanged",
                    files,
                    folders,
                    server.run(jvm("-Xmx256m"), from(local), files, upload("skipIfSame")),
                    0,
                    most,
                    0);
        }
    }

    private void copies() throws IOException {
        for (String duplicate : DUPLICATES) {
            copy(duplicate, 300, 1);
            copy(duplicate, 300, 30);
            copy(duplicate, 1000, 10);
        }
    }

    private void copy(String duplicate, int files, int folders) throws IOException {
        try (Server server = new Server(work)) {
            Path local = LocalFiles.create(work, files, folders);
            trial(
                    "first copy, " + duplicate,
                    files,
                    folders,
                    server.run(jvm("-Xmx256m"), from(local), files, upload(duplicate)),
                    0,
                    (long) (files * 1.05 + folders * 1.1),
                    0);
        }
    }

    private void one() throws IOException {
        int files = 10_000;
        try (Server server = new Server(work)) {
            Path local = LocalFiles.create(work, files, 1);
            LocalFiles.addTo(server, local);
            trial(
                    "again, unchanged",
                    files,
                    1,
                    server.run(jvm("-Xmx256m"), from(local), files, upload("skipIfSame")),
                    0,
                    files / PAGE + 5,
                    CLOSE);
        }
    }

    private void many() throws IOException {
        int files = 10_000;
        int folders = 100;
        Path local = LocalFiles.create(work, files, folders);
        double bare;
        try (Server server = new Server(work)) {
            bare = server.plain(jvm("-Xmx256m"), local).seconds();
        }
        try (Server server = new Server(work)) {
            trial(
                    "first copy, skipIfSame",
                    files,
                    folders,
                    server.run(jvm("-Xmx256m"), from(local), files, upload("skipIfSame")),
                    bare,
                    (long) (files * 1.05),
                    CLOSE);
            trial(
                    "again, unchanged",
                    files,
                    folders,
                    server.run(jvm("-Xmx256m"), from(local), files, upload("skipIfSame")),
                    0,
                    folders + 5,
                    CLOSE);
        }
    }

    /** A tree of the drive to a local folder, and once more when nothing has changed. */
    private void restore() throws IOException {
        int files = 10_000;
        int folders = 100;
        Path local = LocalFiles.create(work, files, folders);
        Path trigger = Files.createTempDirectory(work, "trigger");
        Files.writeString(trigger.resolve("go"), "go");
        Path target = work.resolve("restored");
        String[] steps = {
            "pan123:listFiles?path=/backup&recursive=true",
            Client.SPLIT,
            "pan123:download?fileExist=skipIfSame&rateLimits.downloadInfo=" + ADDRESSES + "&targetDirectory=" + target
        };
        try (Server server = new Server(work)) {
            LocalFiles.addTo(server, local);
            Server.Seen first = server.run(jvm("-Xmx256m"), from(trigger), files, steps);
            trial("restore", files, folders, first, (double) files / ADDRESSES, (long) (files * 1.05), 1 / USED);
            LocalFiles.requireSame(local, target);
            Server.Seen second = server.run(jvm("-Xmx256m"), from(trigger), files, steps);
            trial("restore again, unchanged", files, folders, second, 0, folders + 5, CLOSE);
            System.out.printf("downloaded: %d bytes, then %d bytes%n", first.downloaded(), second.downloaded());
            others &= first.downloaded() == (long) files * LocalFiles.BYTES && second.downloaded() == 0;
        }
    }

    private void paths() throws IOException {
        int files = 1000;
        try (Server server = new Server(work)) {
            Path local = LocalFiles.create(work, 10 * files, 1);
            LocalFiles.addTo(server, local);
            Path names = LocalFiles.create(work, files, 1);
            Server.Seen seen = server.run(
                    jvm("-Xmx256m"), from(names), files, Client.BODY + "/backup/${file:name}", "pan123:getFile");
            if (seen.calls().getOrDefault(Trial.LIST, 0L) > 10 * files / PAGE + 5) {
                others = false;
                System.out.println("too many lists");
            }
            if (seen.calls().getOrDefault(INFOS, 0L) > files / 10) {
                others = false;
                System.out.println("too many infos");
            }
            trial("getFile by path, of 10,000 in the folder", files, 1, seen, 0, 0, 0);
        }
    }

    private void heap() throws IOException {
        int entries = 100_000;
        int files = 100;
        try (Server server = new Server(work)) {
            Path local = LocalFiles.create(work, files, 1);
            LocalFiles.addTo(server, local);
            byte[] content = new byte[1];
            for (int i = files; i < entries; i++) {
                server.simulator().drive().addFile("/backup/a-name-of-the-usual-length-" + i + ".jpg", content);
            }
            // one that is not there, so that all of the folder has to be listed
            Files.writeString(local.resolve("new"), "new");
            trial(
                    "100,000 in the folder, -Xmx96m",
                    files + 1,
                    1,
                    server.run(jvm("-Xmx96m"), from(local), files + 1, upload("skipIfSame")),
                    0,
                    entries / PAGE + 5,
                    0);
        }
    }

    /** Large files that have not changed since the first run. */
    private void digests() throws IOException {
        int files = 32;
        long bytes = 64L << 20;
        Path local = Files.createTempDirectory(work, "local");
        for (int i = 0; i < files; i++) {
            Path file = local.resolve("f" + i);
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(bytes);
                sparse.writeInt(i);
            }
            // one that was written to a moment ago is not remembered
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        }
        String upload = upload("skipIfSame") + "&digestCacheDirectory=" + work.resolve("digests");
        try (Server server = new Server(work)) {
            LocalFiles.addTo(server, local);
            Server.Seen first = server.run(jvm("-Xmx256m"), from(local), files, upload);
            Server.Seen second = server.run(jvm("-Xmx256m"), from(local), files, upload);
            trial("2 GiB, digests kept, first run", files, 1, first, 0, 0, 0);
            trial("2 GiB, digests kept, second run", files, 1, second, 0, 0, 0);
            System.out.printf("digested: %d bytes, then %d bytes%n", first.digested(), second.digested());
            others &= first.digested() == files * bytes && second.digested() == 0;
        }
    }

    private void afterRead() throws IOException {
        int files = 1000;
        try (Server server = new Server(work)) {
            LocalFiles.addTo(server, LocalFiles.create(work, files, 1));
            Server.Seen seen = server.run(
                    jvm("-Xmx256m"),
                    () -> gone(server),
                    "pan123:listFiles?path=/backup&afterRead=delete&deleteUnread=true&initialDelay=0",
                    files);
            long changes = seen.calls().getOrDefault("/api/v1/file/trash", 0L)
                    + seen.calls().getOrDefault("/api/v1/file/delete", 0L);
            System.out.printf(
                    "calls to trash and delete: %d, after which %s%n",
                    changes, gone(server) ? "all files are gone" : "some files are still there");
            others &= changes <= MOST_CHANGES && gone(server);
            trial("afterRead=delete, one after the other", files, 1, seen, 0, 0, 0);
        }
    }

    /** From the recycle bin too. */
    private static boolean gone(Server server) {
        return server.simulator().drive().all().stream().allMatch(Entry::folder);
    }

    /** Calls and time over the number of files. */
    private void line() throws IOException {
        for (int files : new int[] {100, 300, 1000, 3000, 10_000}) {
            unchanged(CallsReport.LINE, files, jvm("-Xmx256m"));
        }
    }

    /** A platform of its own for each, because builds do not read each other's token files. */
    private Trial unchanged(String name, int files, List<String> jvm) throws IOException {
        try (Server server = new Server(work)) {
            Path local = LocalFiles.create(work, files, 1);
            LocalFiles.addTo(server, local);
            return trial(name, files, 1, server.run(jvm, from(local), files, upload("skipIfSame")), 0, 0, 0);
        }
    }

    private void old() throws IOException {
        if (old.isEmpty()) {
            System.out.println("no earlier build was named, so none is measured");
            return;
        }
        for (int files : new int[] {100, OLD_FILES}) {
            Trial before = unchanged(CallsReport.OLD_LINE, files, jvm("-Xmx256m", withEarlierComponent()));
            Trial now = unchanged("right after it, this build", files, jvm("-Xmx256m"));
            double times = before.seconds() / now.seconds();
            System.out.printf("%d files: %.0f times faster%n", files, times);
            others &= files < OLD_FILES || times >= TIMES_FASTER;
        }
    }

    private String withEarlierComponent() {
        String own = Path.of(Pan123Component.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(part -> Path.of(part).toString().equals(own) ? old : part)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
