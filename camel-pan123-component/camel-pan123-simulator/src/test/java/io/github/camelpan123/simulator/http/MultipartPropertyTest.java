package io.github.camelpan123.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the content, and however it is cut on the way, the parts come out as they went in. */
class MultipartPropertyTest {
    /** Gives what it has in pieces of random length. */
    private static final class Crumbs extends InputStream {
        private final InputStream in;
        private final Random random;

        Crumbs(byte[] bytes, Random random) {
            in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, Math.min(length, 1 + random.nextInt(5000)));
        }
    }

    private static final class Collector implements PartListener {
        private final Map<String, byte[]> parts = new LinkedHashMap<>();

        @Override
        public void text(String name, String value) {
            parts.put(name, value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public PartSink file(String name) {
            parts.put(name, new byte[0]);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            return (bytes, offset, length) -> {
                out.write(bytes, offset, length);
                parts.put(name, out.toByteArray());
            };
        }
    }

    private static byte[] body(String boundary, Map<String, byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach((name, content) -> {
            String file = name.startsWith("f") ? "; filename=\"x; y=\\\"z\"" : "";
            out.writeBytes(("--" + boundary + "\r\nX-Other: 1\r\ncontent-disposition: form-data; name=\"" + name + "\""
                            + file + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.writeBytes(content);
            out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        });
        out.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** Content that is full of beginnings of the boundary. */
    private static byte[] content(String boundary, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        int pieces = random.nextInt(200);
        for (int i = 0; i < pieces; i++) {
            if (random.nextBoolean()) {
                out.write(delimiter, 0, random.nextInt(delimiter.length));
                out.write('#');
            } else {
                byte[] noise = new byte[random.nextInt(3000)];
                random.nextBytes(noise);
                out.writeBytes(noise);
            }
        }
        return out.toByteArray();
    }

    @Test
    void partsComeOutAsTheyWentIn() throws IOException {
        for (int run = 0; run < 200; run++) {
            Random random = new Random(run);
            String boundary = "-".repeat(random.nextInt(30)) + Long.toHexString(random.nextLong());
            Map<String, byte[]> parts = new LinkedHashMap<>();
            parts.put("a", "文字".getBytes(StandardCharsets.UTF_8));
            parts.put("f", content(boundary, random));
            parts.put("z", new byte[0]);
            Collector collector = new Collector();
            Multipart.read(new Crumbs(body(boundary, parts), random), boundary, 1000, collector);
            assertThat(collector.parts.keySet()).containsExactly("a", "f", "z");
            parts.forEach((name, content) ->
                    assertThat(collector.parts.get(name)).as(name).isEqualTo(content));
        }
    }

    @Test
    void aFormThatEndsTooEarlyIsNoForm() {
        byte[] whole = body("b", Map.of("f", new byte[100]));
        for (int length = 0; length < whole.length - 4; length += 7) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Multipart.read(new ByteArrayInputStream(part), "b", 1000, new Collector()))
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void boundaryOfAContentType() {
        assertThat(Multipart.boundary("multipart/form-data; boundary=abc")).isEqualTo("abc");
        assertThat(Multipart.boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""))
                .isEqualTo("a b");
        assertThat(Multipart.boundary("application/json")).isNull();
        assertThat(Multipart.boundary(null)).isNull();
    }
}
