package io.github.camelpan123.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.karaf.swap.Shell;
import io.github.camelpan123.karaf.swap.ShellMBean;
import io.github.camelpan123.karaf.swap.SwapActivator;
import io.github.camelpan123.karaf.swap.SwapRoutes;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.drive.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The bundles of the component and of routes are swapped in a running Karaf with the commands of its shell, while a
 * folder is uploaded and the drive is listed and polled. Each swap brings bundles that differ from the ones before.
 */
class SwapIT {

    private static final boolean PROOF = Boolean.getBoolean("pan123.proof");
    private static final int ROUNDS = PROOF ? 10 : 2;
    private static final int MOST_WAITING = 30;
    private static final int SINGLE = 3_000;
    private static final int SLICED = 40_000;
    private static final String COMPONENT = "camel-pan123";
    private static final String ROUTES = "swap-routes";
    private static final String EXAMPLE = "camel-pan123-example-karaf-java";
    private static final int LOG_ENTRIES = 100;
    private static final List<String> CLASSES = List.of(
            "io.github.camelpan123.Pan123Component",
            "io.github.camelpan123.example.karaf.RoutesActivator",
            SwapActivator.class.getName());

    private final Map<String, byte[]> fed = new LinkedHashMap<>();
    private final Random random = new Random(1);
    private final ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor();

    private Pan123Simulator simulator;
    private Path base;
    private Repository repository;
    private MBeanServerConnection server;
    private ShellMBean shell;
    private int build;

    @BeforeEach
    void start() throws IOException {
        simulator = Pan123Simulator.builder()
                .client("swap", "secret-of-swap")
                .client("example", "secret-of-example")
                .sliceSize(16_384)
                .limits(false)
                .start();
        simulator.drive("swap").addFolder("/swap");
        base = Path.of(System.getProperty("karaf.work"), "swap-" + System.nanoTime());
        for (String each : List.of("inbox", "done", "new", "example")) {
            Files.createDirectories(base.resolve(each));
        }
        repository = Repository.with(base.resolve("altered"));
        repository.addBundle(
                "swap-shell",
                Map.of("Bundle-Activator", Shell.class.getName(), "DynamicImport-Package", "*"),
                Shell.class,
                ShellMBean.class);
        buildComponent();
        buildRoutes();
    }

    @AfterEach
    void stop() {
        feeder.shutdownNow();
        simulator.close();
    }

    private String buildComponent() throws IOException {
        String number = Integer.toString(++build);
        repository.alterComponent(
                name -> true, manifest -> manifest.getMainAttributes().putValue("Build", number));
        return number;
    }

    private String buildRoutes() throws IOException {
        String number = Integer.toString(++build);
        repository.addBundle(
                ROUTES,
                Map.of(
                        "Build",
                        number,
                        "Bundle-Activator",
                        SwapActivator.class.getName(),
                        "Import-Package",
                        "io.github.camelpan123,io.github.camelpan123.account.ratelimit,org.apache.camel,org.apache.camel.builder,org.apache.camel.impl,"
                                + "org.apache.camel.karaf.core,org.apache.camel.model,org.apache.camel.spi,"
                                + "org.osgi.framework,org.osgi.util.tracker"),
                SwapActivator.class,
                SwapRoutes.class);
        return number;
    }

    private Karaf karaf() throws IOException {
        Path features = base.resolve("features.xml");
        Files.writeString(features, """
                <features name="swap" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <repository>mvn:io.github.camelpan123/camel-pan123-example-karaf/%s/xml/features</repository>
                  <feature name="swap">
                    <feature>shell</feature>
                    <feature>bundle</feature>
                    <feature>camel-pan123-example-java</feature>
                    <bundle start-level="80">mvn:swap/swap-shell/1</bundle>
                    <bundle start-level="80">mvn:swap/%s/1</bundle>
                  </feature>
                </features>
                """.formatted(System.getProperty("project.version"), ROUTES));
        return Karaf.start(
                base,
                repository,
                features.toUri().toString(),
                List.of("swap"),
                Map.of(
                        "pan123.swap",
                        Map.of(
                                "baseUrl", simulator.baseUrl(),
                                "clientId", "swap",
                                "clientSecret", "secret-of-swap",
                                "inbox", base.resolve("inbox").toString(),
                                "done", base.resolve("done").toString(),
                                "journals", base.resolve("journals").toString()),
                        "io.github.camelpan123.example",
                        Map.of(
                                "baseUrl", simulator.baseUrl(),
                                "clientId", "example",
                                "clientSecret", "secret-of-example",
                                "inbox", base.resolve("example").toString(),
                                "outbox", base.resolve("example-out").toString()),
                        // without roles for its commands, the shell asks for no user
                        "org.apache.karaf.command.acl.bundle",
                        Map.of()));
    }

    /** Puts another file into the folder, unless it has plenty. Four of five are sent in slices. */
    private void feed() {
        try {
            if (names("inbox").size() < MOST_WAITING) {
                String name = "file-" + fed.size() + ".bin";
                byte[] content = new byte[fed.size() % 5 == 4 ? SINGLE : SLICED];
                random.nextBytes(content);
                fed.put(name, content);
                Path file = Files.write(base.resolve("new").resolve(name), content);
                Files.move(file, base.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> names(String directory) throws IOException {
        try (Stream<Path> files = Files.list(base.resolve(directory))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private long arrived() {
        return simulator.drive("swap").list("/swap").size();
    }

    /** Runs commands while files go up, and waits until the routes run again, with the given builds. */
    private void swap(Karaf karaf, String component, String routes, String... commands) throws Exception {
        long before = arrived();
        String starts = shell.property("pan123.swap.starts");
        karaf.await(() -> arrived() > before + 3 && !names("inbox").isEmpty());
        for (String command : commands) {
            assertThat(shell.run(command)).as(command).doesNotContain("Error");
        }
        karaf.await(() -> !shell.property("pan123.swap.starts").equals(starts)
                && shell.property("pan123.swap.component").equals(component)
                && shell.property("pan123.swap.routes").equals(routes));
    }

    private List<String> threads(String start) throws Exception {
        long[] ids = (long[]) server.getAttribute(new ObjectName("java.lang:type=Threading"), "AllThreadIds");
        CompositeData[] infos = (CompositeData[]) server.invoke(
                new ObjectName("java.lang:type=Threading"), "getThreadInfo", new Object[] {ids}, new String[] {
                    long[].class.getName()
                });
        return Stream.of(infos)
                .filter(info -> info != null)
                .map(info -> (String) info.get("threadName"))
                .filter(name -> name.startsWith(start))
                .toList();
    }

    /** How many versions of a class there are, each with a class loader of its own, after a garbage collection. */
    private long versions(String name) throws Exception {
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        server.invoke(commands, "gcRun", new Object[0], new String[0]);
        String hierarchy = (String) server.invoke(
                commands, "vmClassHierarchy", new Object[] {new String[] {name}}, new String[] {String[].class.getName()
                });
        return hierarchy.lines().filter(line -> line.contains(name + "/")).count();
    }

    /** The log keeps its last 100 entries with their exceptions, hence the classes of those. */
    private void fillLog() throws Exception {
        for (int i = 0; i < LOG_ENTRIES; i++) {
            shell.run("log:log again");
        }
    }

    @Test
    void bundlesAreSwappedUnderLoad() throws Exception {
        try (Karaf karaf = karaf()) {
            karaf.await(() -> {
                assertThat(karaf.lines("Error installing boot features", "missing requirement"))
                        .isEmpty();
                return !karaf.lines("(swap) started").isEmpty();
            });
            try (JMXConnector connector = karaf.mbeans()) {
                server = connector.getMBeanServerConnection();
                shell = JMX.newMBeanProxy(
                        server, new ObjectName("io.github.camelpan123.karaf:type=Shell"), ShellMBean.class);
                karaf.await(() -> shell.property("pan123.swap.starts") != null);
                ScheduledFuture<?> feeding = feeder.scheduleAtFixedRate(this::feed, 0, 20, TimeUnit.MILLISECONDS);
                String component = shell.property("pan123.swap.component");
                String routes = shell.property("pan123.swap.routes");
                for (int round = 0; round < ROUNDS; round++) {
                    routes = buildRoutes();
                    swap(karaf, component, routes, "bundle:update " + ROUTES);
                    component = buildComponent();
                    swap(karaf, component, routes, "bundle:update -r " + COMPONENT);
                    component = buildComponent();
                    swap(karaf, component, routes, "bundle:update " + COMPONENT, "bundle:refresh " + COMPONENT);
                    swap(karaf, component, routes, "bundle:refresh " + COMPONENT);
                }
                assertThat(feeding.isDone()).as("the feeder has failed").isFalse();
                feeder.shutdown();
                assertThat(feeder.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
                karaf.awaitAsserted(() -> assertThat(names("done")).hasSameSizeAs(fed.keySet()));
                assertEverythingArrivedOnce();
                assertThat(karaf.lines(
                                "BundleException", "NoClassDefFoundError", "ClassNotFoundException", "LinkageError"))
                        .isEmpty();
                assertNothingOldIsLeft(karaf);
            }
        }
    }

    private void assertEverythingArrivedOnce() throws IOException {
        assertThat(names("inbox")).isEmpty();
        assertThat(names("done")).containsExactlyInAnyOrderElementsOf(fed.keySet());
        assertThat(simulator.drive("swap").list("/swap").stream().map(Entry::name))
                .containsExactlyInAnyOrderElementsOf(fed.keySet());
        fed.forEach((name, content) -> assertThat(simulator.drive("swap").content("/swap/" + name))
                .as(name)
                .isEqualTo(content));
    }

    private void assertNothingOldIsLeft(Karaf karaf) throws Exception {
        // the example gets its settings from another thread
        karaf.awaitAsserted(() -> assertThat(server.queryNames(new ObjectName("org.apache.camel:type=context,*"), null))
                .hasSize(2));
        karaf.awaitAsserted(() -> assertThat(threads("camel-pan123-timer")).hasSize(2));
        karaf.awaitAsserted(() -> {
            fillLog();
            shell.forgetEndedThreads();
            for (String name : CLASSES) {
                assertThat(versions(name)).as(name).isOne();
            }
        });
        shell.run("bundle:uninstall " + ROUTES + " " + EXAMPLE);
        karaf.awaitAsserted(() -> {
            assertThat(threads("camel-pan123")).isEmpty();
            assertThat(threads("Camel")).isEmpty();
            assertThat(server.queryNames(new ObjectName("org.apache.camel:*"), null))
                    .isEmpty();
        });
    }
}
