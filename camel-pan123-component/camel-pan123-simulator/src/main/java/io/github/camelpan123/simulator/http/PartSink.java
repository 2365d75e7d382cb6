package io.github.camelpan123.simulator.http;

import java.io.IOException;

/** Takes the bytes of one part as they arrive. */
public interface PartSink {
    /**
     * Some more bytes.
     *
     * @param bytes the buffer; it is used again after the call
     * @param offset first byte
     * @param length how many, at least 1
     * @throws IOException if they cannot be kept
     */
    void write(byte[] bytes, int offset, int length) throws IOException;
}
