package io.github.camelpan123.simulator.protocol;

/** The place of the parameters in a call. */
public enum Place {
    /** The call has no parameters. */
    NOWHERE,
    /** In the query string. */
    QUERY,
    /** In a JSON object in the body. */
    BODY,
    /** In the query string or, as in samples, in a JSON object of a GET request (platform/calls.md, "Leniency"). */
    QUERY_OR_BODY,
    /** In a multipart form that the operation reads itself, because its file must be streamed. */
    MULTIPART
}
