package io.github.camelpan123.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The state that the entries of a {@link JsonLinesLog} build. It is called by one thread at a time. */
public interface LogState {

    /** Clears the state, because the log is read again from its beginning. */
    void clear();

    /**
     * Applies one entry.
     *
     * @throws RuntimeException if the entry is invalid; its line is then handled like a damaged one
     */
    void apply(JsonNode entry);

    /** Returns the minimal entries that produce the current state. */
    List<ObjectNode> entries();
}
