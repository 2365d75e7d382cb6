package io.github.camelpan123.simulator.protocol;

/** Where a call carries its parameters. */
public enum Place {
    /** Nowhere: the call has none. */
    NOWHERE,
    /** In the query string. */
    QUERY,
    /** In a JSON object in the body. */
    BODY,
    /** In the query string or, as samples do, in a JSON object that comes with a GET (platform/calls.md, "Leniency"). */
    QUERY_OR_BODY,
    /** In a multipart form that the operation reads itself, because its file must stream. */
    MULTIPART
}
