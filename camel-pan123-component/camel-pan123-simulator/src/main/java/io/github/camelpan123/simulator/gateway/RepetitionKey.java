package io.github.camelpan123.simulator.gateway;

import java.util.Arrays;
import java.util.zip.CRC32C;

/** A short digest of a body that identifies repetitions. */
final class RepetitionKey {
    private RepetitionKey() {}

    static String of(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body, 0, body.length);
        return Long.toString(crc.getValue(), 36)
                + '.'
                + Integer.toString(Arrays.hashCode(body), 36)
                + '.'
                + body.length;
    }
}
