#!/usr/bin/env bash
# Apache Felix framework, two or more threads that load the same class of a bundle at the same moment. Sometimes the class
# loader of the bundle keeps one of these threads in the map of its class locks (m_classLocks) for good: the entry of a
# thread that is second, and finds the class loaded, is not removed. The thread may have ended long ago; with it stays its
# context class loader, so a bundle that was updated or uninstalled meanwhile can stay in memory with all its classes.
# A thread that ends with setContextClassLoader(null) keeps no bundle.
# Seen on 2026-11-30 with JDK 17 (the number differs from run to run):
#   felix 7.0.5: threads that have ended and are kept by class loaders: 665 (of 80 threads and 8,000 classes)
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir loaded
for i in $(seq 400); do echo "package loaded; public class C$i {}" >"loaded/C$i.java"; done

cat >Load.java <<'JAVA'
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CyclicBarrier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleWiring;

public class Load {
    private static final int CLASSES = 400;
    private static final int THREADS = 4;

    public static void main(String[] args) throws Exception {
        int kept = 0;
        for (int round = 0; round < 20; round++) {
            kept += keptThreads();
        }
        System.out.println("threads that have ended and are kept by class loaders: " + (kept == 0 ? "none" : kept));
        System.exit(0);
    }

    static int keptThreads() throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(
                "org.osgi.framework.storage", Files.createTempDirectory(Path.of("."), "cache").toString(),
                "felix.log.level", "0"));
        framework.start();
        try {
            Bundle bundle = framework.getBundleContext().installBundle("loaded", bundle());
            bundle.start();
            ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
            CyclicBarrier together = new CyclicBarrier(THREADS);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        for (int c = 1; c <= CLASSES; c++) {
                            together.await();
                            loader.loadClass("loaded.C" + c);
                        }
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            return (int) locks(loader).values().stream().filter(threads::contains).count();
        } finally {
            framework.stop();
            framework.waitForStop(0);
        }
    }

    static Map<?, ?> locks(ClassLoader loader) throws Exception {
        for (Class<?> type = loader.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals("m_classLocks")) {
                    field.setAccessible(true);
                    return (Map<?, ?>) field.get(loader);
                }
            }
        }
        throw new IllegalStateException("no map of class locks");
    }

    static InputStream bundle() throws Exception {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "loaded");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (int c = 1; c <= CLASSES; c++) {
                String entry = "loaded/C" + c + ".class";
                jar.putNextEntry(new JarEntry(entry));
                jar.write(Files.readAllBytes(Path.of("classes", entry)));
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
JAVA
cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>load</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.felix</groupId><artifactId>org.apache.felix.framework</artifactId><version>7.0.5</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -Dmaven.repo.local="$work/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/classpath" >&2
javac -d classes loaded/*.java
javac -cp "$(cat classpath)" -d tool Load.java
seen=$(java -cp "$(cat classpath):tool" Load 2>/dev/null)
echo "felix 7.0.5: $seen"
grep -q "kept by class loaders: [1-9]" <<<"$seen"
