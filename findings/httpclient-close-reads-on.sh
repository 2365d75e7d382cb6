#!/usr/bin/env bash
# Apache HttpClient 5 (classic). Closing a response, or the stream of its body, when only its beginning was wanted reads
# all the rest first, to keep the connection: of 256 MiB every byte is sent and received though one was asked for.
# Cancelling the request instead, or closing the response with CloseMode.IMMEDIATE, drops
# the connection, and the server had sent no more than what the buffers on the way hold.
# Seen on 2026-11-29 with JDK 17, alike with 5.4.4, 5.5.1 and 5.6.1:
#   response.close(): server sent 256 of 256 MiB
#   body.close(): server sent 256 of 256 MiB
#   response.close(CloseMode.IMMEDIATE): server sent less than 32 of 256 MiB
#   request.cancel(): server sent less than 32 of 256 MiB
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >Close.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;

public class Close {
    static final int MIB = 1 << 20;
    static final int SIZE = 256;

    interface Way {
        void leave(HttpGet request, ClassicHttpResponse response, InputStream body) throws IOException;
    }

    static HttpServer server;
    static final BlockingQueue<Integer> SENT = new LinkedBlockingQueue<>();

    public static void main(String[] args) throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            int sent = 0;
            try (exchange) {
                exchange.sendResponseHeaders(200, (long) SIZE * MIB);
                byte[] block = new byte[MIB];
                for (; sent < SIZE; sent++) {
                    exchange.getResponseBody().write(block);
                }
            } catch (IOException e) {
                // the client has gone
            }
            SENT.add(sent);
        });
        server.start();
        read("response.close()", (request, response, body) -> response.close());
        read("body.close()", (request, response, body) -> body.close());
        read("response.close(CloseMode.IMMEDIATE)",
                (request, response, body) -> ((ModalCloseable) response).close(CloseMode.IMMEDIATE));
        read("request.cancel()", (request, response, body) -> request.cancel());
        server.stop(0);
    }

    static void read(String name, Way way) throws Exception {
        CloseableHttpClient client = HttpClients.createDefault();
        HttpGet request = new HttpGet("http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort());
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        InputStream body = response.getEntity().getContent();
        body.read();
        way.leave(request, response, body);
        client.close(CloseMode.IMMEDIATE); // whatever is left of the connection
        Integer sent = SENT.poll(60, TimeUnit.SECONDS);
        System.out.println(name + ": server sent " + (sent < 32 ? "less than 32" : sent) + " of " + SIZE + " MiB");
    }
}
JAVA

close() { # version of HttpClient
  mkdir "$1"
  cat >"$1/pom.xml" <<XML
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>close</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.httpcomponents.client5</groupId><artifactId>httpclient5</artifactId><version>$1</version></dependency>
  </dependencies>
</project>
XML
  mvn -B -q -f "$1/pom.xml" -Dmaven.repo.local="$work/repository" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/$1/classpath" >&2
  java -cp "$(cat "$1/classpath")" Close.java 2>/dev/null
}

expected='response.close(): server sent 256 of 256 MiB
body.close(): server sent 256 of 256 MiB
response.close(CloseMode.IMMEDIATE): server sent less than 32 of 256 MiB
request.cancel(): server sent less than 32 of 256 MiB'

for version in 5.4.4 5.5.1 5.6.1; do
  seen=$(close "$version")
  echo "$version"
  echo "$seen"
  [ "$seen" = "$expected" ]
done
