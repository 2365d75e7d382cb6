#!/usr/bin/env bash
# JDK 17, URLClassLoader.close() beside others that read the same jar file. An application's class loader is closed, as on
# a hot redeploy, after a resource was read through it; its jar files are also on the class path of another application in
# the JVM, which starts a Camel context meanwhile. Mostly nothing happens, but sometimes the jar file that the closed
# class loader has closed stays in the JDK's cache of jar connections: from then on no Camel context of that JVM starts,
# because all that reads a resource of this jar fails with "IllegalStateException: zip file closed", until the JVM ends.
# A class loader whose getResourceAsStream opens connections with setUseCaches(false) does no harm in the same loop.
# Seen on 2026-11-30 with JDK 17.0.15 and Camel 4.14.1 (the number of closes differs from run to run):
#   cached: after 1050 closes contexts fail for good: java.lang.IllegalStateException: zip file closed
#   uncached: after 3000 closes contexts start
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Redeploy.java <<'JAVA'
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.impl.DefaultCamelContext;

public class Redeploy {
    private static final String RESOURCE = "META-INF/services/org/apache/camel/TypeConverterLoader";
    private static final int IN_A_ROW = 20;

    public static void main(String[] args) throws Exception {
        boolean cached = args[0].equals("cached");
        int most = Integer.parseInt(args[1]);
        List<URL> jars = new ArrayList<>();
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (jar.endsWith(".jar")) {
                jars.add(new File(jar).toURI().toURL());
            }
        }
        AtomicBoolean end = new AtomicBoolean();
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread other = new Thread(() -> {
                while (!end.get()) {
                    start();
                }
            });
            other.start();
            others.add(other);
        }
        int closes = 0;
        boolean broken = false;
        while (!broken && closes < most) {
            try (URLClassLoader application = cached
                    ? new URLClassLoader(jars.toArray(new URL[0]), null)
                    : new Uncached(jars.toArray(new URL[0]))) {
                try (InputStream in = application.getResourceAsStream(RESOURCE)) {
                    in.readAllBytes();
                }
            } catch (IOException | RuntimeException closedByOthers) {
                // only what stays is of interest
            }
            closes++;
            if (closes % 50 == 0) {
                broken = failsInARow();
            }
        }
        end.set(true);
        for (Thread other : others) {
            other.join(TimeUnit.MINUTES.toMillis(1));
        }
        System.out.println(args[0] + ": after " + closes + " closes contexts "
                + (failsInARow() ? "fail for good: " + start() : "start"));
    }

    static boolean failsInARow() {
        for (int i = 0; i < IN_A_ROW; i++) {
            if (start() == null) {
                return false;
            }
        }
        return true;
    }

    static Throwable start() {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.start();
            return null;
        } catch (Throwable e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause;
        }
    }

    static final class Uncached extends URLClassLoader {
        Uncached(URL[] jars) {
            super(jars, null);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            try {
                URLConnection connection = getResource(name).openConnection();
                connection.setUseCaches(false);
                return connection.getInputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
JAVA
cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>redeploy</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core</artifactId><version>4.14.1</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -Dmaven.repo.local="$work/repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/classpath" >&2
javac -cp "$(cat classpath)" Redeploy.java
java -cp "$(cat classpath):." Redeploy cached 30000 | tee seen
java -cp "$(cat classpath):." Redeploy uncached 3000 | tee -a seen
grep -q "^cached: .* fail for good: java.lang.IllegalStateException: zip file closed" seen
grep -q "^uncached: after 3000 closes contexts start" seen
