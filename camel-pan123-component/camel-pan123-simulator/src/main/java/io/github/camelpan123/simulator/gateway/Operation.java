package io.github.camelpan123.simulator.gateway;

import io.github.camelpan123.simulator.protocol.Refusal;
import java.io.IOException;

/** The implementation of one API. */
@FunctionalInterface
public interface Operation {
    /**
     * Executes the call.
     *
     * @param call a call that passed the checks of platform header, token, limit and, unless it is a multipart form,
     *     parameters
     * @return the {@code data} of the answer; may be null
     * @throws IOException if the client disconnected or the disk failed
     * @throws Refusal for an answer with a code other than 0
     */
    Object perform(Call call) throws IOException;
}
