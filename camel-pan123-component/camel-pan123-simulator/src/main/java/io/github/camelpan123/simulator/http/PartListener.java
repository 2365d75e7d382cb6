package io.github.camelpan123.simulator.http;

import java.io.IOException;

/** Receives the parts of a multipart form in their order. */
public interface PartListener {
    /**
     * Receives a complete text part.
     *
     * @param name the part's name
     * @param value its text
     * @throws IOException if the form cannot be used
     */
    void text(String name, String value) throws IOException;

    /**
     * Receives the beginning of a part with a file name.
     *
     * @param name the part's name
     * @return the sink of its bytes
     * @throws IOException if the form cannot be used
     */
    PartSink file(String name) throws IOException;
}
