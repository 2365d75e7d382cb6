package io.github.camelpan123.consumer;

import java.time.Instant;

/**
 * The state of a consumer.
 *
 * @param routeId the route that it begins
 * @param subject what it consumes
 * @param running whether it polls; false while it is suspended or stopped
 * @param startedAt when it was started
 * @param lastGoodPoll the end of the last poll without a failure; null before that
 * @param lastFailedPoll the end of the last poll with a failure; null if there was none
 * @param lastFailure why that poll failed; null if none did
 * @param polls the number of polls
 * @param inProgress the exchanges in progress
 * @param backlog the known work items that are not done, in progress or not
 * @param givenUp the work items whose exchanges failed too often
 */
public record ConsumerState(
        String routeId,
        String subject,
        boolean running,
        Instant startedAt,
        Instant lastGoodPoll,
        Instant lastFailedPoll,
        String lastFailure,
        long polls,
        int inProgress,
        int backlog,
        long givenUp) {

    /** Whether the last poll failed. */
    public boolean failing() {
        return lastFailedPoll != null && (lastGoodPoll == null || lastFailedPoll.isAfter(lastGoodPoll));
    }
}
