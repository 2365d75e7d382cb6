package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** One kind of content that the storage host serves. */
public interface Shelf {
    /**
     * Executes a request. The host sends the answer.
     *
     * @param exchange the request
     * @return the answer to send
     * @throws IOException if the client disconnected or the disk failed
     */
    Answer answer(HttpExchange exchange) throws IOException;
}
