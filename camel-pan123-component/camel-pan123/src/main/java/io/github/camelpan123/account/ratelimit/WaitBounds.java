package io.github.camelpan123.account.ratelimit;

import java.time.Duration;

/**
 * The wait limits of a queue.
 *
 * @param longest how long a call may wait; zero for no bound
 * @param most how many calls may wait in one queue; 0 for no bound
 */
public record WaitBounds(Duration longest, int most) {}
