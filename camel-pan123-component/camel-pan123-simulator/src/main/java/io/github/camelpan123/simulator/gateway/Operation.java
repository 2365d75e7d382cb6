package io.github.camelpan123.simulator.gateway;

import io.github.camelpan123.simulator.protocol.Refusal;
import java.io.IOException;

/** The work of one API. */
@FunctionalInterface
public interface Operation {
    /**
     * Does the work.
     *
     * @param call a call that passed platform, token, limit and, unless it is a multipart form, the check of its parameters
     * @return what becomes {@code data}; may be null
     * @throws IOException if the client went away or the disk refused
     * @throws Refusal for an answer with a code other than 0
     */
    Object perform(Call call) throws IOException;
}
