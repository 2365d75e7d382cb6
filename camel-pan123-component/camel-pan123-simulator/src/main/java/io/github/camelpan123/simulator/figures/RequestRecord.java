package io.github.camelpan123.simulator.figures;

import java.time.Duration;
import java.time.Instant;

/**
 * One request as the platform saw it. Headers are not kept, nor are body and query of a login, nor the query of a signed address or of
 * a path that is not served: any of them may hold a secret.
 *
 * @param number counts from 1 in the order of the answers
 * @param at when it arrived
 * @param method the HTTP method
 * @param path with a leading slash; downloads and the like are shortened to their kind, for example {@code /download}
 * @param query the query string as it came, empty if there is none or it is not kept
 * @param body the first 4,096 bytes of a JSON body, empty if there is none
 * @param clientId whose call it was, empty if the platform could not tell
 * @param status the HTTP status, 0 if the connection was cut
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
