package io.github.camelpan123.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Large uploads cost constant memory: the platform runs in a JVM of its own that has 64 MB of heap, and keeps the content. */
class LargeUploadTest {
    private static final int SLICE = 16 << 20;

    @TempDir
    Path state;

    @Test
    void largerThanTheHeap() throws Exception {
        upload(8);
    }

    @Test
    @EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void fourGibibytes() throws Exception {
        upload(256);
    }

    private void upload(int slices) throws Exception {
        Process platform = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--port",
                        "0",
                        "--client",
                        "id:secret",
                        "--state",
                        state.toString())
                .redirectError(new File(state.toFile(), "err"))
                .start();
        try (BufferedReader out = platform.inputReader()) {
            String line = out.readLine();
            String url = line.substring(line.indexOf("http"));
            ApiClient client = new ApiClient(url, "id", "secret", HttpClient.newHttpClient()).login();
            byte[] slice = new byte[SLICE];
            new Random(7).nextBytes(slice);
            Map<String, Object> create = new LinkedHashMap<>();
            create.put("parentFileID", 0);
            create.put("filename", "large.bin");
            create.put("etag", md5(slice, slices));
            create.put("size", (long) slices * SLICE);
            JsonNode session = client.post("/upload/v2/file/create", create).get("data");
            String id = session.get("preuploadID").asText();
            for (int number = 1; number <= slices; number++) {
                stamp(slice, number);
                JsonNode answer = client.slice(session.at("/servers/0").asText(), id, number, slice);
                assertThat(answer.get("code").asInt()).as("slice %d", number).isZero();
            }
            JsonNode done = client.complete(id);
            assertThat(done.at("/data/completed").asBoolean())
                    .as(done.toString())
                    .isTrue();
        } finally {
            platform.destroy();
            platform.waitFor();
        }
    }

    /** Every slice differs, so that one in the wrong place would show. */
    private static void stamp(byte[] slice, int number) {
        slice[0] = (byte) number;
        slice[1] = (byte) (number >> 8);
    }

    private static String md5(byte[] slice, int slices) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        for (int number = 1; number <= slices; number++) {
            stamp(slice, number);
            digest.update(slice);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
