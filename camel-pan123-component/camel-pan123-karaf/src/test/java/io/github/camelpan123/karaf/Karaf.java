package io.github.camelpan123.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.awaitility.core.ThrowingRunnable;

/** A Karaf of its own: the unpacked distribution, with settings and data in a directory that nothing else uses. */
final class Karaf implements AutoCloseable {

    private static final int NEWEST_JDK = 23;
    private static final Path HOME = Path.of(System.getProperty("karaf.home"));
    private static final Path JDK = Path.of(System.getProperty("karaf.jdk"));

    private final Path base;
    private final Process process;

    private Karaf(Path base, Process process) {
        this.base = base;
        this.process = process;
    }

    /**
     * @param base made anew
     * @param repository where bundles come from, and with {@code karaf.official} the places that Karaf is set up for
     * @param features installed while it starts
     * @param descriptor the file that has them
     * @param settings by name of a file in {@code etc}, without its ending
     */
    static Karaf start(
            Path base,
            Repository repository,
            String descriptor,
            List<String> features,
            Map<String, Map<String, String>> settings)
            throws IOException {
        requireFittingJdk();
        Files.createDirectories(base.resolve("data/tmp"));
        Files.createDirectories(base.resolve("deploy"));
        copy(HOME.resolve("etc"), base.resolve("etc"));
        Path etc = base.resolve("etc");
        Map<String, Map<String, String>> all = new LinkedHashMap<>(settings);
        all.put(
                "org.apache.karaf.features",
                Map.of(
                        "featuresRepositories",
                        String.join(",", karafs("framework"), karafs("standard"), karafs("specs"), descriptor),
                        // no shell, no management: hence no port
                        "featuresBoot",
                        "log,wrap," + String.join(",", features)));
        Map<String, String> maven = new LinkedHashMap<>();
        maven.put("org.ops4j.pax.url.mvn.useFallbackRepositories", "false");
        maven.put("org.ops4j.pax.url.mvn.defaultRepositories", repository.locations(HOME.resolve("system")));
        maven.put("org.ops4j.pax.url.mvn.repositories", Repository.OFFICIAL ? remoteRepositories(etc) : "");
        all.put("org.ops4j.pax.url.mvn", maven);
        for (Map.Entry<String, Map<String, String>> file : all.entrySet()) {
            Files.writeString(
                    etc.resolve(file.getKey() + ".cfg"),
                    file.getValue().entrySet().stream()
                            .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                            .collect(Collectors.joining()));
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", HOME.resolve("bin/karaf").toString(), "daemon")
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("console.log").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("KARAF_") || name.startsWith("JAVA_"));
        environment.put("JAVA_HOME", JDK.toString());
        environment.put("JAVA_MAX_MEM", "512m");
        // it does not run long enough for the other compiler to pay
        environment.put("EXTRA_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        environment.put("KARAF_BASE", base.toString());
        environment.put("KARAF_DATA", base.resolve("data").toString());
        environment.put("KARAF_ETC", etc.toString());
        environment.put("CHECK_ROOT_INSTANCE_RUNNING", "false");
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Karaf(base, process);
    }

    private static String karafs(String name) {
        return "mvn:org.apache.karaf.features/" + name + "/" + System.getProperty("karaf.version") + "/xml/features";
    }

    private static String remoteRepositories(Path etc) throws IOException {
        String text = Files.readString(etc.resolve("org.ops4j.pax.url.mvn.cfg")).replaceAll("\\\\\\R\\s*", "");
        Matcher matcher = Pattern.compile("(?m)^org\\.ops4j\\.pax\\.url\\.mvn\\.repositories\\s*=\\s*(.*)$")
                .matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("This Karaf names no repositories");
        }
        return matcher.group(1);
    }

    private static void requireFittingJdk() throws IOException {
        Process java = new ProcessBuilder(JDK.resolve("bin/java").toString(), "-version")
                .redirectErrorStream(true)
                .start();
        String words = new String(java.getInputStream().readAllBytes());
        Matcher version = Pattern.compile("version \"(\\d+)").matcher(words);
        if (!version.find()) {
            throw new IllegalStateException(JDK + " is not a JDK: " + words);
        }
        int number = Integer.parseInt(version.group(1));
        if (number < 17 || number > NEWEST_JDK) {
            throw new IllegalStateException("Karaf runs on JDK 17 to " + NEWEST_JDK + ", but " + JDK + " is JDK "
                    + number + ": name another with -Dkaraf.jdk=<its directory>");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** What it has logged so far; empty as long as it has not begun. */
    String log() {
        try {
            Path log = base.resolve("data/log/karaf.log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of the log with one of the words, without those that go with them. */
    List<String> lines(String... words) {
        List<String> found = new ArrayList<>();
        for (String line : log().split("\n")) {
            for (String word : words) {
                if (line.contains(word)) {
                    found.add(line);
                    break;
                }
            }
        }
        return found;
    }

    /** Whether the boot features are started, Blueprint among them. */
    boolean hasBlueprint() {
        String log = log();
        int started = log.indexOf("|   org.apache.aries.blueprint.core/");
        return started >= 0 && log.indexOf("| Done.", started) >= 0;
    }

    /** The end of what it said, for a test that fails. */
    String lastWords() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits until something is true, for as long as a busy machine needs. */
    void await(Callable<Boolean> condition) {
        awaitAsserted(() -> assertThat(condition.call()).isTrue());
    }

    /** Waits until an assertion holds, for as long as a busy machine needs. */
    void awaitAsserted(ThrowingRunnable assertion) {
        try {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    // a folder that is listed may be moved to its final name
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .pollInterval(Duration.ofMillis(200))
                    .failFast("Karaf has ended", () -> !alive())
                    .untilAsserted(assertion);
        } catch (ConditionTimeoutException | TerminalFailureException | AssertionError e) {
            throw new AssertionError("The end of Karaf's log:\n" + lastWords(), e);
        }
    }

    /** Its MBeans. The agent is started in its JVM now, and listens on the local machine only. */
    @SuppressWarnings("BanJNDI") // the address is that of the process which this test has started
    JMXConnector mbeans() throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
