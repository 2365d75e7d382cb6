package io.github.camelpan123.simulator.api;

import io.github.camelpan123.simulator.gateway.Endpoint;
import java.util.List;

/** APIs that belong together. */
public interface Group {
    /**
     * The APIs.
     *
     * @return a fixed list
     */
    List<Endpoint> endpoints();
}
