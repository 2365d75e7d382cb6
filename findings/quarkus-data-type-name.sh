#!/usr/bin/env bash
# Camel Quarkus, data types. A transformer of the application is found by its file in
# META-INF/services/org/apache/camel/transformer, unless the name of the file contains "cloudevents": the build leaves out
# transformer/*cloudevents* without a word, and the data type is unknown at run time, though class and file are the
# application's own. A pattern in quarkus.camel.service.discovery.include-patterns does not bring it back. A plain context
# with the same jars and classes finds both. Another name does, and so does an extension with a CamelServiceBuildItem.
# Seen on 2026-11-30 with JDK 17 (Camel Quarkus 3.31.0, Camel 4.17.0), without camel-quarkus-cloudevents:
#   plain context: own:text found, own:application-cloudevents found
#   Quarkus: own:text found, own:application-cloudevents unknown
#   Quarkus with a pattern: own:text found, own:application-cloudevents unknown
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java/finding src/main/resources/META-INF/services/org/apache/camel/transformer

for name in own-text own-application-cloudevents; do
  echo class=finding.Own >"src/main/resources/META-INF/services/org/apache/camel/transformer/$name"
done

cat >src/main/java/finding/Own.java <<'JAVA'
package finding;

import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

@DataTypeTransformer(name = "own-text")
public class Own extends Transformer {
    @Override
    public void transform(Message message, DataType from, DataType to) {
        message.setBody("own");
    }
}
JAVA

cat >src/main/java/finding/Types.java <<'JAVA'
package finding;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.TransformerKey;

@QuarkusMain
public class Types implements QuarkusApplication {
    @Inject
    CamelContext context;

    @Override
    public int run(String... args) {
        print(context);
        return 0;
    }

    static void print(CamelContext context) {
        System.out.println("own:text " + find(context, "own:text") + ", own:application-cloudevents "
                + find(context, "own:application-cloudevents"));
    }

    static String find(CamelContext context, String name) {
        return context.getTransformerRegistry().resolveTransformer(new TransformerKey(name)) == null
                ? "unknown"
                : "found";
    }

    public static class Plain {
        public static void main(String[] args) throws Exception {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                context.start();
                print(context);
            }
        }
    }
}
JAVA

cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>types</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencyManagement>
    <dependencies>
      <dependency><groupId>io.quarkus</groupId><artifactId>quarkus-bom</artifactId><version>3.31.0</version><type>pom</type><scope>import</scope></dependency>
      <dependency><groupId>org.apache.camel.quarkus</groupId><artifactId>camel-quarkus-bom</artifactId><version>3.31.0</version><type>pom</type><scope>import</scope></dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <dependency><groupId>org.apache.camel.quarkus</groupId><artifactId>camel-quarkus-core</artifactId></dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>
      <plugin>
        <groupId>io.quarkus</groupId>
        <artifactId>quarkus-maven-plugin</artifactId>
        <version>3.31.0</version>
        <executions><execution><goals><goal>build</goal></goals></execution></executions>
      </plugin>
    </plugins>
  </build>
</project>
XML

build() {
  mvn -B -q -Dmaven.repo.local="$work/repository" package >&2
}

quarkus() {
  java -jar target/quarkus-app/quarkus-run.jar 2>/dev/null | grep '^own:'
}

build
plain=$(java -cp "target/classes:target/quarkus-app/lib/main/*" 'finding.Types$Plain' 2>/dev/null | grep '^own:')
echo "plain context: $plain"
without=$(quarkus)
echo "Quarkus: $without"
echo 'quarkus.camel.service.discovery.include-patterns = META-INF/services/org/apache/camel/transformer/own-*' \
  >src/main/resources/application.properties
build
with=$(quarkus)
echo "Quarkus with a pattern: $with"
[ "$plain" = "own:text found, own:application-cloudevents found" ]
[ "$without" = "own:text found, own:application-cloudevents unknown" ]
[ "$with" = "$without" ]
