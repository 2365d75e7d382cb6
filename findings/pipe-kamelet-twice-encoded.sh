#!/usr/bin/env bash
# Apache Camel, a Pipe that hands properties to a Kamelet (camel-yaml-dsl, camel-kamelet). If the Kamelet's endpoint has an
# optional parameter, written {{?charset}}, and it is not given, then in 4.18.0 the other values arrive encoded once more:
# a/b becomes a%2Fb. 4.14.0 does not do this, neither does 4.18.0 once the optional parameter is given, nor a route that
# calls the same Kamelet. Names with a slash, a comma or a percent sign then mean something else.
# Seen on 2026-11-29 with JDK 17:
#   4.14.0 Pipe: a/b, with charset: a/b; route: a/b, with charset: a/b
#   4.18.0 Pipe: a%2Fb, with charset: a/b; route: a/b, with charset: a/b
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >own-sink.kamelet.yaml <<'YAML'
apiVersion: camel.apache.org/v1
kind: Kamelet
metadata:
  name: own-sink
  labels:
    camel.apache.org/kamelet.type: "sink"
spec:
  definition:
    title: Own sink
    type: object
    properties:
      name:
        title: Name
        type: string
      charset:
        title: Charset
        type: string
  template:
    from:
      uri: kamelet:source
      steps:
        - to:
            uri: file:out
            parameters:
              fileName: "{{name}}"
              charset: "{{?charset}}"
YAML
cat >pipe.yaml <<'YAML'
apiVersion: camel.apache.org/v1
kind: Pipe
metadata:
  name: own
spec:
  source:
    uri: direct:start
  sink:
    ref:
      kind: Kamelet
      apiVersion: camel.apache.org/v1
      name: own-sink
    properties:
      name: a/b
YAML
cat >route.yaml <<'YAML'
- from:
    uri: direct:start
    steps:
      - to:
          uri: kamelet:own-sink
          parameters:
            name: a/b
YAML
{ cat pipe.yaml; echo "      charset: UTF-8"; } >pipe-with-charset.yaml
{ cat route.yaml; echo "            charset: UTF-8"; } >route-with-charset.yaml

cat >Load.java <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

public class Load {
    public static void main(String[] args) throws Exception {
        System.out.println("Pipe: " + name("pipe.yaml") + ", with charset: " + name("pipe-with-charset.yaml")
                + "; route: " + name("route.yaml") + ", with charset: " + name("route-with-charset.yaml"));
    }

    static String name(String file) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            for (String source : new String[] {"own-sink.kamelet.yaml", file}) {
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.fromString(source, Files.readString(Path.of(source))));
            }
            context.start();
            for (Endpoint endpoint : context.getEndpoints()) {
                if (endpoint instanceof FileEndpoint out) {
                    return out.getFileName().toString();
                }
            }
            return "no endpoint";
        }
    }
}
JAVA

load() { # version of Camel
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>load</artifactId>
  <version>1</version>
  <dependencies>
$(for module in core-engine core-languages direct file yaml-dsl kamelet; do
    echo "<dependency><groupId>org.apache.camel</groupId><artifactId>camel-$module</artifactId><version>$1</version></dependency>"
  done)
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" -Dmaven.repo.local="$work/repository" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/$1/classpath" >&2
  java -cp "$(cat "$1/classpath")" Load.java 2>/dev/null
}

once=$(load 4.14.0)
twice=$(load 4.18.0)
echo "4.14.0 $once"
echo "4.18.0 $twice"
[ "$once" = "Pipe: a/b, with charset: a/b; route: a/b, with charset: a/b" ]
[ "$twice" = "Pipe: a%2Fb, with charset: a/b; route: a/b, with charset: a/b" ]
