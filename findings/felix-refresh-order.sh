#!/usr/bin/env bash
# Apache Felix framework, refresh of a bundle that another bundle imports a package from. Both are stopped and started
# again, in no particular order: in a third to a half of the cases the importing bundle is started first, also if it was
# installed later and has a higher start level. An activator that needs a service of the other bundle then fails, is not
# tried again, and the bundle stays stopped. Equinox starts them in the order of their dependencies. A bundle that
# must survive a refresh in Felix, and so in Karaf, has to wait for the service with a ServiceTracker.
# Seen on 2026-11-30 with JDK 17 and 50 refreshes each (the numbers of Felix differ from run to run):
#   felix 7.0.5 start levels 1 and 1: active again 26, stays stopped 24
#   felix 7.0.5 start levels 1 and 5: active again 24, stays stopped 26
#   equinox 3.18.0 start levels 1 and 1: active again 50, stays stopped 0
#   equinox 3.18.0 start levels 1 and 5: active again 50, stays stopped 0
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir provider consumer

cat >provider/Greeting.java <<'JAVA'
package provider;

public class Greeting {}
JAVA

cat >provider/Provider.java <<'JAVA'
package provider;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

public class Provider implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(Greeting.class, new Greeting(), null);
    }

    @Override
    public void stop(BundleContext context) {}
}
JAVA

cat >consumer/Consumer.java <<'JAVA'
package consumer;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import provider.Greeting;

public class Consumer implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        if (context.getServiceReference(Greeting.class) == null) {
            throw new IllegalStateException("no Greeting");
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
JAVA

cat >Refresh.java <<'JAVA'
import consumer.Consumer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import provider.Greeting;
import provider.Provider;

public class Refresh {
    public static void main(String[] args) throws Exception {
        for (int level : new int[] {1, 5}) {
            int active = 0;
            for (int i = 0; i < 50; i++) {
                active += activeAgain(level) ? 1 : 0;
            }
            System.out.println("start levels 1 and " + level + ": active again " + active + ", stays stopped "
                    + (50 - active));
        }
    }

    static boolean activeAgain(int level) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(
                "org.osgi.framework.storage", Files.createTempDirectory(Path.of("."), "cache").toString(),
                "org.osgi.framework.startlevel.beginning", "10", "felix.log.level", "0"));
        framework.start();
        try {
            BundleContext context = framework.getBundleContext();
            Bundle provider = context.installBundle("provider", bundle("org.osgi.framework", "provider", Provider.class,
                    Greeting.class));
            Bundle consumer = context.installBundle("consumer", bundle("org.osgi.framework,provider", "consumer",
                    Consumer.class));
            consumer.adapt(BundleStartLevel.class).setStartLevel(level);
            provider.start();
            consumer.start();
            CountDownLatch refreshed = new CountDownLatch(1);
            framework.adapt(FrameworkWiring.class).refreshBundles(List.of(provider), event -> refreshed.countDown());
            refreshed.await();
            if (provider.getState() != Bundle.ACTIVE) {
                throw new IllegalStateException("the provider is not active");
            }
            return consumer.getState() == Bundle.ACTIVE;
        } finally {
            framework.stop();
            framework.waitForStop(0);
        }
    }

    static InputStream bundle(String imports, String exports, Class<?>... classes) throws Exception {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", exports);
        main.putValue("Bundle-Activator", classes[0].getName());
        main.putValue("Import-Package", imports);
        main.putValue("Export-Package", exports);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Class<?> one : classes) {
                String entry = one.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = Refresh.class.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(jar);
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
JAVA

refresh() { # name, group, artifact, version
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>refresh</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>$2</groupId><artifactId>$3</artifactId><version>$4</version></dependency>
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" -Dmaven.repo.local="$work/repository" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/$1/classpath" >&2
  javac -cp "$(cat "$1/classpath")" -d "$1/classes" Refresh.java provider/*.java consumer/*.java
  (cd "$1" && java -cp "$(cat classpath):classes" Refresh 2>/dev/null) | sed "s/^/$1 $4 /"
}

felix=$(refresh felix org.apache.felix org.apache.felix.framework 7.0.5)
echo "$felix"
equinox=$(refresh equinox org.eclipse.platform org.eclipse.osgi 3.18.0)
echo "$equinox"
[ "$(grep -c 'active again [1-9][0-9]*, stays stopped [1-9]' <<<"$felix")" = 2 ]
[ "$(grep -c 'active again 50, stays stopped 0' <<<"$equinox")" = 2 ]
