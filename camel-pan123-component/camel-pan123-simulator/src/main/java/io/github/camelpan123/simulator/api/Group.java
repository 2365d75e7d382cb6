package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.gateway.Endpoint;
import java.util.List;

/** A group of related APIs. */
public interface Group {
    /**
     * Returns the APIs.
     *
     * @return a fixed list
     */
    List<Endpoint> endpoints();
}
