package io.github.camelpan123.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the entries of a {@link JsonLinesLog} add up to. It is called by one thread at a time. */
public interface LogState {

    /** Forgets everything, because the log is read again from its beginning. */
    void clear();

    /**
     * Takes one more entry.
     *
     * @throws RuntimeException when the entry makes no sense; its line is put aside like a damaged one
     */
    void apply(JsonNode entry);

    /** The fewest entries that make the state what it is. */
    List<ObjectNode> entries();
}
