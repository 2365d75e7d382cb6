package io.github.camelpan123.api;

import java.io.Serializable;
import java.time.Duration;

/**
 * The calls of one API that a workload needs.
 *
 * @param shortName the name of the call in the option {@code rateLimits}
 * @param path the path of the call
 * @param limit the calls per second that the account may make; {@code -} if the calls are bounded by the number of
 *     concurrent requests instead
 * @param calls the number of calls
 * @param waiting the number of calls that wait already and come first
 * @param expected how long the calls take at the limit
 */
public record EstimatedCalls(String shortName, String path, String limit, long calls, int waiting, Duration expected)
        implements Serializable {}
