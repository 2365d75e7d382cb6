package io.github.camelpan123.account.ratelimit;

/**
 * How a queue stands.
 *
 * @param shortName the name of the call in the option {@code rateLimits}
 * @param path the path of the call
 * @param limit calls per second in force
 * @param documented whether the platform documents a limit for this call
 * @param waiting calls that wait for their turn
 * @param sent calls made so far, repeated ones included
 * @param refused calls that the platform answered with "too frequent"
 */
public record QueueFigures(
        String shortName, String path, String limit, boolean documented, int waiting, long sent, long refused) {}
