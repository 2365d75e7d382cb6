#!/usr/bin/env bash
# Apache Camel, pollEnrich without an aggregation strategy. Up to 4.16.0 the headers of the message that is enriched are
# gone behind it, from 4.17.0 on they are kept; the exchange's properties are kept by both, and both take the body of what
# was polled. So a header that is set before a pollEnrich, for a step behind it, does nothing on Camel 4.14, 4.15 and 4.16:
# set it behind the pollEnrich, or keep it in a property.
# Seen on 2026-11-29 with JDK 17:
#   4.16.0 header null, property kept, body polled
#   4.17.0 header kept, property kept, body polled
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Enrich.java <<'JAVA'
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

public class Enrich {
    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").pollEnrich("seda:resource", 5000).process(exchange -> System.out.println(
                            context.getVersion() + " header " + exchange.getMessage().getHeader("own")
                                    + ", property " + exchange.getProperty("own")
                                    + ", body " + exchange.getMessage().getBody()));
                }
            });
            context.start();
            var template = context.createProducerTemplate();
            template.sendBody("seda:resource", "polled");
            template.send("direct:start", exchange -> {
                exchange.getMessage().setHeader("own", "kept");
                exchange.setProperty("own", "kept");
            });
        }
    }
}
JAVA

enrich() { # version of Camel
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>poll-enrich</artifactId>
  <version>1</version>
  <dependencies>
$(for module in core-engine core-languages direct seda; do
    echo "<dependency><groupId>org.apache.camel</groupId><artifactId>camel-$module</artifactId><version>$1</version></dependency>"
  done)
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" -Dmaven.repo.local="$work/repository" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/$1/classpath" >&2
  java -cp "$(cat "$1/classpath")" Enrich.java 2>/dev/null
}

before=$(enrich 4.16.0)
after=$(enrich 4.17.0)
echo "$before"
echo "$after"
[ "$before" = "4.16.0 header null, property kept, body polled" ]
[ "$after" = "4.17.0 header kept, property kept, body polled" ]
