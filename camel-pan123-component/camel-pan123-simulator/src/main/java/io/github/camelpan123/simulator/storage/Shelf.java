package io.github.camelpan123.simulator.storage;

import com.sun.net.httpserver.HttpExchange;
import io.github.camelpan123.simulator.faults.Fault;
import java.io.IOException;

/** One kind of thing that the storage host serves. */
public interface Shelf {
    /**
     * Answers a request completely.
     *
     * @param exchange the request
     * @param effect a fault to play while serving, or null
     * @return the HTTP status that was sent, 0 if the connection was cut
     * @throws IOException if the client went away or the disk refused
     */
    int serve(HttpExchange exchange, Fault.Effect effect) throws IOException;
}
