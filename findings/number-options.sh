#!/usr/bin/env bash
# Apache Camel, numbers in endpoint URIs. Text for an option of type long, Long, int or Integer is read as a duration first,
# whatever the option counts, and the reader of durations skips what it does not know. So "1O" (a letter O) or "ten" is 0
# without a word, which for timer's repeatCount means without end, for mock's expectedCount no message at all, and "3s" is
# 3000. A number too large for an int wraps: 4294967299 is 3. Camel's own type converter refuses all of these.
# A component that wants a typing error to be seen has to take such options as text and read them itself.
# Seen on 2026-11-29 with JDK 17, alike with 4.14.0, 4.18.0 and 4.22.0:
#   3: repeatCount (long) 3, expectedCount (int) 3, type converter 3
#   1O: repeatCount (long) 0, expectedCount (int) 0, type converter refuses
#   ten: repeatCount (long) 0, expectedCount (int) 0, type converter refuses
#   3s: repeatCount (long) 3000, expectedCount (int) 3000, type converter refuses
#   4294967299: repeatCount (long) 4294967299, expectedCount (int) 3, type converter refuses
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Numbers.java <<'JAVA'
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.impl.DefaultCamelContext;

public class Numbers {
    public static void main(String[] texts) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            for (String text : texts) {
                TimerEndpoint timer = context.getEndpoint("timer:own?repeatCount=" + text, TimerEndpoint.class);
                MockEndpoint mock = context.getEndpoint("mock:own?expectedCount=" + text, MockEndpoint.class);
                String converted;
                try {
                    converted = context.getTypeConverter().mandatoryConvertTo(Integer.class, text).toString();
                } catch (TypeConversionException e) {
                    converted = "refuses";
                }
                System.out.println(text + ": repeatCount (long) " + timer.getRepeatCount() + ", expectedCount (int) "
                        + mock.getExpectedCount() + ", type converter " + converted);
            }
        }
    }
}
JAVA

numbers() { # version of Camel
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>numbers</artifactId>
  <version>1</version>
  <dependencies>
$(for module in core-engine mock timer; do
    echo "<dependency><groupId>org.apache.camel</groupId><artifactId>camel-$module</artifactId><version>$1</version></dependency>"
  done)
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" -Dmaven.repo.local="$work/repository" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/$1/classpath" >&2
  java -cp "$(cat "$1/classpath")" Numbers.java 3 1O ten 3s 4294967299 2>/dev/null
}

expected='3: repeatCount (long) 3, expectedCount (int) 3, type converter 3
1O: repeatCount (long) 0, expectedCount (int) 0, type converter refuses
ten: repeatCount (long) 0, expectedCount (int) 0, type converter refuses
3s: repeatCount (long) 3000, expectedCount (int) 3000, type converter refuses
4294967299: repeatCount (long) 4294967299, expectedCount (int) 3, type converter refuses'

for version in 4.14.0 4.18.0 4.22.0; do
  seen=$(numbers "$version")
  echo "$version"
  echo "$seen"
  [ "$seen" = "$expected" ]
done
