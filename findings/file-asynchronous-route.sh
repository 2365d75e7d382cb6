#!/usr/bin/env bash
# Apache Camel, file consumer in front of a route that goes on asynchronously (here behind threads()). A poll lists the
# folder and then looks at each file of that list. What another thread has moved to .camel between the two is neither in
# progress nor there any more, and is nevertheless handed out a second time. If the route does not read it, the end of that second
# exchange deletes the copy in .camel, because the target of the move is cleared before the move turns out impossible: the
# file is gone. readLock=rename hands out each file once, and waits up to its readLockTimeout for each that has gone.
# Seen on 2026-11-29 with JDK 17 and 2000 files (the numbers of files that come again differ from run to run):
#   4.14.0 came 2000, came again 112, left in .camel 1888
#   4.18.0 came 2000, came again 157, left in .camel 1843
#   4.22.0 came 2000, came again 153, left in .camel 1847
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Inbox.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

public class Inbox {
    static final int FILES = 2000;

    public static void main(String[] args) throws Exception {
        int again = 0;
        for (int round = 1; again == 0 && round <= 5; round++) {
            again = round(Files.createTempDirectory(Path.of("."), "inbox"));
        }
        System.exit(again > 0 ? 0 : 1);
    }

    static int round(Path inbox) throws Exception {
        for (int i = 0; i < FILES; i++) {
            Files.writeString(inbox.resolve("file" + i), "content");
        }
        Set<String> names = ConcurrentHashMap.newKeySet();
        AtomicInteger again = new AtomicInteger();
        DefaultCamelContext context = new DefaultCamelContext();
        try (context) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + inbox + "?initialDelay=0&delay=1")
                            .threads(4, 4).maxQueueSize(FILES)
                            .process(exchange -> {
                                if (!names.add(exchange.getMessage().getHeader("CamelFileName", String.class))) {
                                    again.incrementAndGet();
                                }
                                Thread.sleep(1); // the work
                            });
                }
            });
            context.start();
            long end = System.nanoTime() + 60_000_000_000L;
            while (System.nanoTime() < end && (names.size() < FILES || files(inbox) > 0)) {
                Thread.sleep(100);
            }
        } // stops when what is under way has ended
        System.out.println(context.getVersion() + " came " + names.size() + ", came again " + again
                + ", left in .camel " + files(inbox.resolve(".camel")));
        boolean lost = files(inbox.resolve(".camel")) < FILES;
        if (names.size() != FILES || lost != again.get() > 0) {
            System.exit(2);
        }
        return again.get();
    }

    static long files(Path folder) throws Exception {
        try (var all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
JAVA

inbox() { # version of Camel
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>inbox</artifactId>
  <version>1</version>
  <dependencies>
$(for module in core-engine core-languages file; do
    echo "<dependency><groupId>org.apache.camel</groupId><artifactId>camel-$module</artifactId><version>$1</version></dependency>"
  done)
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" -Dmaven.repo.local="$work/repository" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/$1/classpath" >&2
  java -cp "$(cat "$1/classpath")" Inbox.java 2>/dev/null
}

for version in 4.14.0 4.18.0 4.22.0; do
  inbox "$version"
done
