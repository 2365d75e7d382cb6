package io.github.camelpan123.karaf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The Maven repositories that Karaf installs from: what Maven copied there, and before it what a test has placed, which is
 * the features file as it is published, the stand-in for Camel's features, and what the test has altered.
 */
final class Repository {

    /** Whether Camel's features are camel-karaf's own, and Karaf fetches them. */
    static final boolean OFFICIAL = Boolean.getBoolean("karaf.official");

    private static final String VERSION = System.getProperty("project.version");
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path MAVENS = Path.of(System.getProperty("karaf.work"), "repository");

    private final Path altered;

    private Repository(Path altered) {
        this.altered = altered;
    }

    /** @param altered what is in here comes first; each test needs its own, because tests run at the same time */
    static Repository with(Path altered) throws IOException {
        place(
                TARGET.resolve("feature/features.xml"),
                file(altered, "io.github.camelpan123", "camel-pan123-karaf", VERSION, "-features.xml"));
        if (!OFFICIAL) {
            place(
                    TARGET.resolve("stand-in/features.xml"),
                    file(
                            altered,
                            "org.apache.camel.karaf",
                            "apache-camel",
                            System.getProperty("camel-karaf.version"),
                            "-features.xml"));
        }
        return new Repository(altered);
    }

    private static void place(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private static Path file(Path root, String group, String artifact, String version, String ending) {
        return root.resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ending);
    }

    /** Puts the component into the container without some of its files, or with another manifest. */
    void alterComponent(Predicate<String> keep, Consumer<Manifest> change) throws IOException {
        Path to = file(altered, "io.github.camelpan123", "camel-pan123", VERSION, ".jar");
        Files.createDirectories(to.getParent());
        try (JarFile jar = new JarFile(file(MAVENS, "io.github.camelpan123", "camel-pan123", VERSION, ".jar")
                        .toFile());
                OutputStream file = Files.newOutputStream(to)) {
            Manifest manifest = jar.getManifest();
            change.accept(manifest);
            try (JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME) && keep.test(entry.getName())) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream in = jar.getInputStream(entry)) {
                            in.transferTo(out);
                        }
                        out.closeEntry();
                    }
                }
            }
        }
    }

    /** Lets Karaf install from a features file that lacks the lines with some text. */
    void leaveOutOfFeatures(String text) throws IOException {
        Path features = file(altered, "io.github.camelpan123", "camel-pan123-karaf", VERSION, "-features.xml");
        Files.write(
                features,
                Files.readAllLines(features).stream()
                        .filter(line -> !line.contains(text))
                        .toList());
    }

    /**
     * Returns the manifest of a bundle.
     *
     * @param name its symbolic name; the version is 1
     * @param headers what else it has
     */
    static Manifest manifest(String name, Map<String, String> headers) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "1.0.0");
        headers.forEach(main::putValue);
        return manifest;
    }

    /**
     * Puts a bundle of classes of this test into the repository.
     *
     * @param name its symbolic name and artifact; the group is {@code swap}, the version 1
     */
    void addBundle(String name, Map<String, String> headers, Class<?>... classes) throws IOException {
        Path to = file(altered, "swap", name, "1", ".jar");
        Files.createDirectories(to.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), manifest(name, headers))) {
            for (Class<?> each : classes) {
                String entry = each.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (InputStream in = each.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    /** In the words of Karaf's settings. */
    String locations(Path system) {
        return location(altered, "altered") + "," + location(MAVENS, "built") + "," + location(system, "system");
    }

    private static String location(Path directory, String id) {
        String uri = directory.toUri().toString();
        return uri + (uri.endsWith("/") ? "" : "/") + "@id=" + id + "@snapshots";
    }
}
