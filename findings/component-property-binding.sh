#!/usr/bin/env bash
# Apache Camel, PropertyBindingSupport on a component whose options belong to a configuration object (netty here). Up to
# 4.14 it goes by the component's setters alone, so it sets lazyStartProducer, leaves requestTimeout and keepAlive among
# the properties it did not use, and still answers true; later it asks the component's own configurer and sets all. To
# bind a component's options by hand with 4.14, pass component.getComponentPropertyConfigurer().
# Seen on 2026-11-29 with JDK 17:
#   4.14.0 plain: true, requestTimeout 0, keepAlive true, lazyStartProducer true, left [keepAlive, requestTimeout]
#   4.14.0 with its configurer: true, requestTimeout 30, keepAlive false, lazyStartProducer true, left []
#   4.18.0 plain: true, requestTimeout 30, keepAlive false, lazyStartProducer true, left []
#   4.22.0 plain: true, requestTimeout 30, keepAlive false, lazyStartProducer true, left []
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Bind.java <<'JAVA'
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.component.netty.NettyComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;

public class Bind {
    public static void main(String[] args) throws Exception {
        for (boolean configurer : new boolean[] {false, true}) {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                NettyComponent component = context.getComponent("netty", NettyComponent.class);
                Map<String, Object> properties = new TreeMap<>(
                        Map.of("requestTimeout", "30", "keepAlive", "false", "lazyStartProducer", "true"));
                var binding = PropertyBindingSupport.build().withCamelContext(context).withTarget(component);
                if (configurer) {
                    binding.withConfigurer(component.getComponentPropertyConfigurer());
                }
                boolean bound = binding.withProperties(properties).bind();
                System.out.println(context.getVersion() + (configurer ? " with its configurer: " : " plain: ") + bound
                        + ", requestTimeout " + component.getConfiguration().getRequestTimeout() + ", keepAlive "
                        + component.getConfiguration().isKeepAlive() + ", lazyStartProducer "
                        + component.isLazyStartProducer() + ", left " + properties.keySet());
            }
        }
    }
}
JAVA

bind() { # version of Camel
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>bind</artifactId>
  <version>1</version>
  <dependencies>
$(for module in core-engine netty; do
    echo "<dependency><groupId>org.apache.camel</groupId><artifactId>camel-$module</artifactId><version>$1</version></dependency>"
  done)
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" -Dmaven.repo.local="$work/repository" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/$1/classpath" >&2
  java -cp "$(cat "$1/classpath")" Bind.java 2>/dev/null
}

all="true, requestTimeout 30, keepAlive false, lazyStartProducer true, left []"
for version in 4.14.0 4.18.0 4.22.0; do
  seen=$(bind "$version")
  echo "$seen"
  plain=$all
  if [ "$version" = 4.14.0 ]; then
    plain="true, requestTimeout 0, keepAlive true, lazyStartProducer true, left [keepAlive, requestTimeout]"
  fi
  [ "$seen" = "$version plain: $plain
$version with its configurer: $all" ]
done
