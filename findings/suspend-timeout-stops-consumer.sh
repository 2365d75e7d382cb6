#!/usr/bin/env bash
# Apache Camel, suspendRoute() of a route with a polling consumer while an exchange is in progress for longer than the
# shutdown timeout. Camel then stops the consumer and reports the route as Suspended. resumeRoute() reports the route as
# Started, but does not start the scheduler of the consumer again, so the route polls no more, without an error or a line
# in the log. After a suspend within the timeout, resumeRoute() starts the scheduler.
# What helps: stopRoute() and startRoute(), or a shutdown timeout that is longer than the longest exchange.
# Seen on 2026-11-30 with JDK 17 and Camel 4.14.0, 4.18.0 and 4.22.0:
#   4.18.0 in time: route Started, scheduler of its consumer started, later files taken: 3 of 3
#   4.18.0 too late: route Started, scheduler of its consumer stopped, later files taken: 0 of 3
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Suspended.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollConsumer;

public class Suspended {
    static final int LATER = 3;

    public static void main(String[] args) throws Exception {
        boolean seen = resumed(true) == LATER & resumed(false) == 0;
        System.exit(seen ? 0 : 1);
    }

    static int resumed(boolean inTime) throws Exception {
        Path inbox = Files.createTempDirectory(Path.of("."), "inbox");
        Files.writeString(inbox.resolve("first"), "content");
        CountDownLatch begun = new CountDownLatch(1);
        Semaphore go = new Semaphore(0);
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch later = new CountDownLatch(LATER);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getShutdownStrategy().setTimeout(2);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + inbox + "?initialDelay=0&delay=10").routeId("inbox").process(exchange -> {
                        if (taken.getAndIncrement() > 0) {
                            later.countDown();
                        } else {
                            begun.countDown();
                            go.acquire();
                        }
                    });
                }
            });
            context.start();
            begun.await();
            if (inTime) {
                go.release();
            }
            context.getRouteController().suspendRoute("inbox");
            go.release();
            while (context.getInflightRepository().size() > 0) {
                Thread.sleep(10);
            }
            context.getRouteController().resumeRoute("inbox");
            for (int i = 0; i < LATER; i++) {
                Files.writeString(inbox.resolve("later" + i), "content");
            }
            later.await(inTime ? 60 : 5, TimeUnit.SECONDS);
            boolean polls =
                    ((ScheduledPollConsumer) context.getRoute("inbox").getConsumer()).isSchedulerStarted();
            System.out.println(context.getVersion() + (inTime ? " in time" : " too late") + ": route "
                    + context.getRouteController().getRouteStatus("inbox") + ", scheduler of its consumer "
                    + (polls ? "started" : "stopped") + ", later files taken: " + (LATER - later.getCount()) + " of " + LATER);
        }
        return (int) (LATER - later.getCount());
    }
}
JAVA

suspended() { # version of Camel
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>suspended</artifactId>
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
  java -cp "$(cat "$1/classpath")" Suspended.java 2>/dev/null
}

for version in 4.14.0 4.18.0 4.22.0; do
  suspended "$version"
done
