package io.github.camelpan123.upload;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hc.core5.http.HttpEntity;

/**
 * What stands before the content in a multipart form. For a small file the form would cost more than all the rest of
 * its upload if every line of it went through a writer and an encoder of its own.
 */
final class MultipartHead {

    private final String boundary = "camel-pan123-" + random() + random();
    private final StringBuilder text = new StringBuilder(768);

    private static String random() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    private MultipartHead part(String name, String more) {
        text.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
        text.append(name).append('"').append(more).append("\r\n\r\n");
        return this;
    }

    /** A text; nothing in it needs escapes, and what looks like the boundary cannot be known beforehand. */
    MultipartHead field(String name, String value) {
        part(name, "\r\nContent-Type: text/plain; charset=UTF-8")
                .text
                .append(value)
                .append("\r\n");
        return this;
    }

    /** The content, which ends the form. */
    HttpEntity file(String name, MultipartEntity.Part content) {
        part(name, "; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream");
        return new MultipartEntity(
                "multipart/form-data; boundary=" + boundary,
                text.toString().getBytes(StandardCharsets.UTF_8),
                content,
                ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
