#!/usr/bin/env bash
# Apache Camel, throttle(1).concurrentRequestsMode(), "one at a time". Ten seconds after the last permit came back the
# throttler forgets its state, even while an exchange is under way with a permit and others wait for one. The next exchange
# finds a fresh set of permits and overtakes them all: with exchanges that take longer than ten seconds more are under way
# at once than the number allows.
# Seen on 2026-11-29 with JDK 17, alike with 4.14.0, 4.18.0 and 4.22.0:
#   second after 0.5 s waits, third after 12 s goes past: 2 at once, third ended first
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >OneAtATime.java <<'JAVA'
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

public class OneAtATime {
    public static void main(String[] args) throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Queue<String> ended = new ConcurrentLinkedQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").throttle(1).concurrentRequestsMode().process(exchange -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        String name = exchange.getMessage().getBody(String.class);
                        if (name.equals("first")) {
                            begun.countDown();
                            end.await(60, TimeUnit.SECONDS);
                        }
                        ended.add(name);
                        running.decrementAndGet();
                    });
                }
            });
            context.start();
            var template = context.createProducerTemplate();
            template.sendBody("direct:start", "before"); // gives its permit back: the ten seconds begin
            var first = template.asyncSendBody("direct:start", "first");
            begun.await();
            TimeUnit.MILLISECONDS.sleep(500);
            var second = template.asyncSendBody("direct:start", "second");
            TimeUnit.MILLISECONDS.sleep(11_500);
            String waits = second.isDone() ? "does not wait" : "waits";
            var third = template.asyncSendBody("direct:start", "third");
            String past;
            try {
                third.get(5, TimeUnit.SECONDS);
                past = "goes past";
            } catch (java.util.concurrent.TimeoutException e) {
                past = "waits too";
            }
            end.countDown();
            first.get();
            second.get();
            third.get();
            ended.remove("before");
            System.out.println("second after 0.5 s " + waits + ", third after 12 s " + past + ": " + most + " at once, "
                    + ended.peek() + " ended first");
        }
    }
}
JAVA

one() { # version of Camel
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>one</artifactId>
  <version>1</version>
  <dependencies>
$(for module in core-engine core-languages direct; do
    echo "<dependency><groupId>org.apache.camel</groupId><artifactId>camel-$module</artifactId><version>$1</version></dependency>"
  done)
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" -Dmaven.repo.local="$work/repository" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/$1/classpath" >&2
  java -cp "$(cat "$1/classpath")" OneAtATime.java 2>/dev/null
}

for version in 4.14.0 4.18.0 4.22.0; do
  seen=$(one "$version")
  echo "$version $seen"
  [ "$seen" = "second after 0.5 s waits, third after 12 s goes past: 2 at once, third ended first" ]
done
