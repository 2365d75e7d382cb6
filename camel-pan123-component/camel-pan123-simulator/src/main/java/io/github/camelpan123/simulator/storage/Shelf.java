package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** One kind of thing that the storage host serves. */
public interface Shelf {
    /**
     * Does what a request asks for. Sending the answer is the host's business.
     *
     * @param exchange the request
     * @return what is to be sent
     * @throws IOException if the client went away or the disk refused
     */
    Answer answer(HttpExchange exchange) throws IOException;
}
