package io.github.camelpan123.simulator.http;

import java.io.IOException;

/** Hears of the parts of a multipart form in the order in which they arrive. */
public interface PartListener {
    /**
     * A text part, complete.
     *
     * @param name the part's name
     * @param value its text
     * @throws IOException if the form cannot be used
     */
    void text(String name, String value) throws IOException;

    /**
     * A part with a file name begins.
     *
     * @param name the part's name
     * @return takes the bytes
     * @throws IOException if the form cannot be used
     */
    PartSink file(String name) throws IOException;
}
