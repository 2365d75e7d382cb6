package io.github.camelpan123.account.ratelimit;

import java.time.Duration;

/**
 * How much waiting a queue allows.
 *
 * @param longest how long a call may wait for its turn; zero for no bound
 * @param most how many calls may wait in one queue; 0 for no bound
 */
public record WaitBounds(Duration longest, int most) {}
