package io.github.camelpan123.account.ratelimit;

import java.time.Duration;

/**
 * The figures of a queue.
 *
 * @param shortName the name of the call in the option {@code rateLimits}
 * @param path the path of the call
 * @param limit the current limit in calls per second; {@code -} for a call that is limited by the number of concurrent
 *     requests
 * @param documented whether the platform documents a limit of this call
 * @param waiting the number of waiting calls
 * @param inFlight the number of calls that are sent and not answered yet
 * @param sent the number of calls sent so far, including repetitions
 * @param refused the number of calls that the platform answered with "too frequent"
 * @param permits the calls that the limit allows in one period; 0 without a limit
 * @param period the period of the limit; zero without a limit
 * @param permitsNow the calls allowed in one period at present, less than {@code permits} after refusals
 * @param used the permits that are used up at present
 * @param expectedWait how long a new call would wait; null if that is unknown because the queue is paused
 * @param backOff how long the queue will still pause after a refusal; zero if it does not
 * @param stalled how long calls have waited without any of them being sent; zero if none waits
 * @param paused whether the queue is paused on request
 */
public record QueueFigures(
        String shortName,
        String path,
        String limit,
        boolean documented,
        int waiting,
        int inFlight,
        long sent,
        long refused,
        int permits,
        Duration period,
        int permitsNow,
        int used,
        Duration expectedWait,
        Duration backOff,
        Duration stalled,
        boolean paused) {}
