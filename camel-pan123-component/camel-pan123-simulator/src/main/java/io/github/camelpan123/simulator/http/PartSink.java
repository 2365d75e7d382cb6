package io.github.camelpan123.simulator.http;

import java.io.IOException;

/** Receives the bytes of one part as they arrive. */
public interface PartSink {
    /**
     * Receives bytes.
     *
     * @param bytes the buffer; it is reused after the call
     * @param offset first byte
     * @param length the number of bytes, at least 1
     * @throws IOException if they cannot be stored
     */
    void write(byte[] bytes, int offset, int length) throws IOException;
}
