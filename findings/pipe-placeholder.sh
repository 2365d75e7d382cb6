#!/usr/bin/env bash
# Apache Camel, property placeholders in the properties of a Pipe's endpoint (camel-yaml-dsl). An optional placeholder
# {{?charset}} and one with a default {{charset:UTF-8}} do what they do everywhere else on 4.18.0. On 4.22.0 the
# placeholder's own characters are encoded before it is looked up, so Camel asks for a property "%3Fcharset" or
# "charset%3AUTF-8" and the context does not start, whether the property is set or not; a plain {{charset}} works. In
# a Pipe for 4.22.0 write plain placeholders only, and set every one of them.
# Seen on 2026-11-29 with JDK 17 (charset is set, absent is not):
#   4.18.0 {{charset}} UTF-8, {{?charset}} UTF-8, {{?absent}} null, {{absent:UTF-16}} UTF-16
#   4.22.0 {{charset}} UTF-8, {{?charset}} no [%3Fcharset], {{?absent}} no [%3Fabsent], {{absent:UTF-16}} no [absent%3AUTF-16]
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Pipe.java <<'JAVA'
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

public class Pipe {
    static final String PIPE = """
            apiVersion: camel.apache.org/v1
            kind: Pipe
            metadata:
              name: own
            spec:
              source:
                uri: direct:start
              sink:
                uri: file:out
                properties:
                  charset: "%s"
            """;

    public static void main(String[] placeholders) throws Exception {
        String line = "";
        for (String placeholder : placeholders) {
            line += (line.isEmpty() ? "" : ", ") + placeholder + " " + charset(placeholder);
        }
        System.out.println(line);
    }

    static String charset(String placeholder) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("charset", "UTF-8");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().setInitialProperties(properties);
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("pipe.yaml", PIPE.formatted(placeholder)));
            context.start();
            for (Endpoint endpoint : context.getEndpoints()) {
                if (endpoint instanceof FileEndpoint out) {
                    return out.getCharset();
                }
            }
            return "no endpoint";
        } catch (Exception e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            Matcher missing = Pattern.compile("Property with key (\\[.*?]) not found").matcher(root.getMessage());
            return missing.find() ? "no " + missing.group(1) : root.toString();
        }
    }
}
JAVA

pipe() { # version of Camel
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>pipe</artifactId>
  <version>1</version>
  <dependencies>
$(for module in core-engine core-languages direct file yaml-dsl; do
    echo "<dependency><groupId>org.apache.camel</groupId><artifactId>camel-$module</artifactId><version>$1</version></dependency>"
  done)
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" -Dmaven.repo.local="$work/repository" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/$1/classpath" >&2
  java -cp "$(cat "$1/classpath")" Pipe.java '{{charset}}' '{{?charset}}' '{{?absent}}' '{{absent:UTF-16}}' 2>/dev/null
}

works=$(pipe 4.18.0)
fails=$(pipe 4.22.0)
echo "4.18.0 $works"
echo "4.22.0 $fails"
[ "$works" = "{{charset}} UTF-8, {{?charset}} UTF-8, {{?absent}} null, {{absent:UTF-16}} UTF-16" ]
[ "$fails" = "{{charset}} UTF-8, {{?charset}} no [%3Fcharset], {{?absent}} no [%3Fabsent], {{absent:UTF-16}} no [absent%3AUTF-16]" ]
