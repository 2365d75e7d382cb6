package io.github.camelpan123.account;

import java.time.Instant;

/**
 * A failed call of the platform. Consecutive failures of one kind are one entry.
 *
 * @param api the short name of the call; null if there is none
 * @param code the code of the answer; 0 without an answer
 * @param httpStatus the HTTP status; 0 without an answer
 * @param type the simple name of the exception
 * @param message the message of the last failure, without secrets, at most 500 characters
 * @param traceId the trace ID of the last failure; empty if there is none
 * @param firstAt the time of the first failure
 * @param lastAt the time of the last failure
 * @param times the number of failures
 */
public record CallFailure(
        String api,
        int code,
        int httpStatus,
        String type,
        String message,
        String traceId,
        Instant firstAt,
        Instant lastAt,
        long times) {

    boolean sameKind(CallFailure other) {
        return code == other.code
                && httpStatus == other.httpStatus
                && type.equals(other.type)
                && (api == null ? other.api == null : api.equals(other.api));
    }

    CallFailure after(CallFailure earlier) {
        return new CallFailure(
                api, code, httpStatus, type, message, traceId, earlier.firstAt, lastAt, earlier.times + 1);
    }
}
