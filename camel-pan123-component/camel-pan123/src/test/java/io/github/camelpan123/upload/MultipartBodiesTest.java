package io.github.camelpan123.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Duplicate;
import io.github.camelpan123.api.NewFile;
import io.github.camelpan123.api.SourceChangedException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.HttpEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartBodiesTest {

    private static final int BUFFER = 64 * 1024;

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] written(HttpEntity form) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        form.writeTo(out);
        return out.toByteArray();
    }

    private static HttpEntity slice(byte[] content, int offset, int length, AtomicLong sent) {
        return MultipartBodies.slice(
                "session",
                3,
                "md5",
                new UploadSource.InMemory(ByteBuffer.wrap(content)),
                offset,
                length,
                sent::addAndGet);
    }

    private static byte[] expected(HttpEntity form, byte[] content) throws Exception {
        String boundary = form.getContentType().substring("multipart/form-data; boundary=".length());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String field = "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n"
                + "Content-Type: text/plain; charset=UTF-8\r\n\r\n%s\r\n";
        out.writeBytes((String.format(field, boundary, "preuploadID", "session")
                        + String.format(field, boundary, "sliceNo", 3)
                        + String.format(field, boundary, "sliceMD5", "md5")
                        + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"slice\"; filename=\"slice\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(content);
        out.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Test
    void aFormThatIsWrittenAgainCountsOnce() throws Exception {
        AtomicLong sent = new AtomicLong();
        HttpEntity form = slice(content(200_000), 1000, 150_000, sent);
        assertThat(written(form)).isEqualTo(written(form));
        assertThat(sent).hasValue(150_000);
    }

    /** The edges of the buffer lie somewhere among these, whatever the length of head and tail. */
    @Test
    void aFormIsExactlyWhatItSaysForEveryLengthAroundTheBuffers() throws Exception {
        byte[] content = content(2 * BUFFER + 100);
        for (int length : new int[] {0, 1, 10_000, 2 * BUFFER}) {
            requireForm(content, length);
        }
        for (int length = BUFFER - 1000; length <= BUFFER + 10; length++) {
            requireForm(content, length);
        }
    }

    private static void requireForm(byte[] content, int length) throws Exception {
        AtomicLong sent = new AtomicLong();
        HttpEntity form = slice(content, 7, length, sent);
        byte[] written = written(form);
        assertThat(Arrays.equals(written, expected(form, Arrays.copyOfRange(content, 7, 7 + length))))
                .as("a slice of %s bytes", length)
                .isTrue();
        assertThat(form.getContentLength()).isEqualTo(written.length);
        assertThat(sent).hasValue(length);
        assertThat(written(form)).as("again").isEqualTo(written);
    }

    @Test
    void aNameGoesOutAsItIs() throws Exception {
        NewFile file = new NewFile(5, "电影 \"一\".mp4", "md5", 4, Duplicate.keepBoth);
        HttpEntity form = MultipartBodies.single(
                file, new UploadSource.InMemory(ByteBuffer.wrap(new byte[] {1, 2, 3, 4})), sent -> {});
        assertThat(new String(written(form), StandardCharsets.UTF_8))
                .contains("name=\"filename\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n电影 \"一\".mp4\r\n")
                .contains("name=\"parentFileID\"")
                .contains("name=\"duplicate\"");
    }

    @Test
    void noTwoFormsHaveTheSameBoundary() {
        byte[] content = content(1);
        assertThat(slice(content, 0, 1, new AtomicLong()).getContentType())
                .isNotEqualTo(slice(content, 0, 1, new AtomicLong()).getContentType());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3 * BUFFER})
    void whoDoesNotWantItAnyMoreEndsTheSendingBeforeTheEndOfTheContent(int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HttpEntity form = MultipartBodies.slice(
                "session", 1, "md5", new UploadSource.InMemory(ByteBuffer.wrap(content(size))), 0, size, sent -> {
                    throw new CancellationException();
                });
        assertThatThrownBy(() -> form.writeTo(out)).isInstanceOf(CancellationException.class);
        assertThat(out.size()).isLessThan(size + 1);
    }

    @Test
    void aContentThatChangedHasNoEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        UploadSource changed = new UploadSource() {
            @Override
            public long size() {
                return 10;
            }

            @Override
            public InputStream open(long offset, long length) {
                return InputStream.nullInputStream();
            }
        };
        HttpEntity form = MultipartBodies.slice("session", 1, "md5", changed, 0, 10, sent -> {});
        assertThatThrownBy(() -> form.writeTo(out)).isInstanceOf(SourceChangedException.class);
        assertThat(out.toString(StandardCharsets.US_ASCII)).doesNotEndWith("--\r\n");
    }
}
