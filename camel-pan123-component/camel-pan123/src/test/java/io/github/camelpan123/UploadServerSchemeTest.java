package io.github.camelpan123;

import static io.github.camelpan123.UploadFixture.begin;
import static io.github.camelpan123.UploadFixture.content;
import static io.github.camelpan123.UploadFixture.fail;
import static io.github.camelpan123.UploadFixture.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.api.Pan123Exception;
import io.github.camelpan123.fixtures.Answers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A platform whose upload server has a name and speaks http. The component reaches all of it through a proxy of a few
 * lines, which sees every host and every header that leaves the machine.
 */
class UploadServerSchemeTest {

    private static final String SERVER = "upload.example";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;
    private CamelContext context;

    @BeforeEach
    void start() throws Exception {
        proxy = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        threads.submit(() -> {
            while (!proxy.isClosed()) {
                Socket one = proxy.accept();
                threads.submit(() -> serve(one));
            }
            return null;
        });
    }

    private void startContext(String uploadServerScheme) {
        context = new DefaultCamelContext();
        context.disableJMX();
        Pan123Component component = new Pan123Component();
        Pan123Configuration options = component.getConfiguration();
        options.setBaseUrl("http://127.0.0.1:9");
        options.setClientId("c");
        options.setClientSecret("s" + proxy.getLocalPort());
        options.setTier(Tier.free);
        options.setProxyHost("127.0.0.1");
        options.setProxyPort(proxy.getLocalPort());
        options.setUploadServerScheme(uploadServerScheme);
        Map<String, Object> limits = new HashMap<>();
        List.of("uploadCreate", "uploadComplete").forEach(name -> limits.put(name, "1000"));
        options.setRateLimits(limits);
        context.addComponent("pan123", component);
        context.start();
    }

    @AfterEach
    void stop() throws IOException {
        context.stop();
        proxy.close();
        threads.shutdownNow();
    }

    /** One connection; the head of each request is noted as it came. */
    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                requests.add(head);
                String[] line = head.lines().findFirst().orElseThrow().split(" ");
                if (line[0].equals("CONNECT")) {
                    write(connection.getOutputStream(), "403 Forbidden", "");
                    return;
                }
                in.skipNBytes(length(head));
                write(connection.getOutputStream(), "200 OK", answer(URI.create(line[1])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }

    private static long length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    private static String answer(URI uri) {
        String data =
                switch (uri.getPath()) {
                    case "/api/v1/access_token" ->
                        "{\"accessToken\":\"the-token\",\"expiredAt\":\"2099-01-01T00:00:00+08:00\"}";
                    case "/upload/v2/file/create" ->
                        "{\"fileID\":0,\"reuse\":false,\"preuploadID\":\"p\",\"sliceSize\":1000,\"servers\":[\"http://"
                                + SERVER + "\"]}";
                    case "/upload/v2/file/upload_complete" -> "{\"completed\":true,\"fileID\":7}";
                    default -> "null";
                };
        return Answers.ok(data);
    }

    private static void write(OutputStream out, String status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.write(bytes);
        out.flush();
    }

    private List<String> toServer() {
        return requests.stream()
                .filter(head -> head.lines().findFirst().orElseThrow().contains(SERVER))
                .toList();
    }

    @Test
    void aServerNamedWithHttpIsAskedWithHttpsAndSeesNoTokenInTheOpen() {
        startContext("https");
        String upload = "pan123:upload?uploadMode=sliced&verifyUpload=false";
        assertThat(fail(begin(context, upload, content(1500), "a.bin"))).isInstanceOf(Pan123Exception.class);
        assertThat(toServer()).isNotEmpty().allSatisfy(head -> assertThat(head)
                .startsWith("CONNECT " + SERVER + ":443 ")
                .doesNotContainIgnoringCase("authorization")
                .doesNotContain("the-token"));
    }

    @Test
    void toldSoItIsAskedAsItWasNamedAndNobodyElseGetsTheToken() {
        startContext("asGiven");
        String upload = "pan123:upload?uploadMode=sliced&verifyUpload=false";
        succeed(begin(context, upload, content(1500), "a.bin"));
        assertThat(toServer()).hasSize(2).allSatisfy(head -> assertThat(head)
                .startsWith("POST http://" + SERVER + "/upload/v2/file/slice ")
                .containsIgnoringCase("authorization: bearer the-token"));
        assertThat(requests).allSatisfy(head -> {
            String host = URI.create(head.split(" ")[1]).getHost();
            assertThat(host).isIn("127.0.0.1", SERVER);
        });
    }
}
