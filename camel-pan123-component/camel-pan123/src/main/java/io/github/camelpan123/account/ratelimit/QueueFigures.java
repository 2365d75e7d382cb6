package io.github.camelpan123.account.ratelimit;

/**
 * The figures of a queue.
 *
 * @param shortName the name of the call in the option {@code rateLimits}
 * @param path the path of the call
 * @param limit the current limit in calls per second
 * @param documented whether the platform documents a limit of this call
 * @param waiting the number of waiting calls
 * @param sent the number of calls sent so far, including repetitions
 * @param refused the number of calls that the platform answered with "too frequent"
 */
public record QueueFigures(
        String shortName, String path, String limit, boolean documented, int waiting, long sent, long refused) {}
