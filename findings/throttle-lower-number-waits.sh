#!/usr/bin/env bash
# Apache Camel, throttle whose number comes from an expression, with rejectExecution(true): an exchange that finds no
# permit is refused at once. An exchange that brings a lower number is not: it waits until as many of the permits that were
# given out as are now too many have expired, here 3 s, and holds its thread and a lock that all other exchanges of the
# throttle need.
# Seen on 2026-11-29 with JDK 17, alike with 4.14.0, 4.18.0 and 4.22.0:
#   number 5, none free: refused at once; number 1, none free: held for more than 2 s
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Lower.java <<'JAVA'
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;

public class Lower {
    static ProducerTemplate template;

    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:warm").throttle(constant(5)).rejectExecution(true).setBody(constant("passed"));
                    from("direct:start").throttle(header("number")).timePeriodMillis(3000).rejectExecution(true)
                            .setBody(constant("passed"));
                }
            });
            context.start();
            template = context.createProducerTemplate();
            template.sendBody("direct:warm", "classes are loaded");
            for (int i = 0; i < 5; i++) {
                send(5);
            }
            String five = send(5);
            String one = send(1);
            System.out.println("number 5, none free: " + five + "; number 1, none free: " + one);
        }
    }

    static String send(int number) {
        long begin = System.nanoTime();
        Exchange done = template.send("direct:start", exchange -> exchange.getMessage().setHeader("number", number));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (millis > 2000) {
            return "held for more than 2 s";
        }
        return done.getException() instanceof ThrottlerRejectedExecutionException ? "refused at once" : "passed";
    }
}
JAVA

lower() { # version of Camel
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>lower</artifactId>
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
  java -cp "$(cat "$1/classpath")" Lower.java 2>/dev/null
}

for version in 4.14.0 4.18.0 4.22.0; do
  seen=$(lower "$version")
  echo "$version $seen"
  [ "$seen" = "number 5, none free: refused at once; number 1, none free: held for more than 2 s" ]
done
