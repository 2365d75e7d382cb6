package io.github.camelpan123.simulator.figures;

import java.time.Duration;
import java.time.Instant;

/**
 * One request as the platform received it. It omits what may contain a secret: headers, body and query of a login, and
 * the query of a signed URL or of a path that is not served.
 *
 * @param number counts from 1 in the order of the answers
 * @param at the arrival time
 * @param method the HTTP method
 * @param path with a leading slash; requests to the storage host are shortened to their kind, for example
 *     {@code /download}
 * @param query the raw query string, empty if there is none or it is omitted
 * @param body the first 4,096 bytes of a JSON body, empty if there is none
 * @param clientId the client of the call, empty if unknown
 * @param status the HTTP status, 0 if the connection was closed
 * @param code the body's code, -1 if the answer has no envelope
 * @param message the body's message, empty if the answer has no envelope
 * @param took from the arrival of the header to the answer, without sending it
 */
public record RequestRecord(
        long number,
        Instant at,
        String method,
        String path,
        String query,
        String body,
        String clientId,
        int status,
        int code,
        String message,
        Duration took) {}
