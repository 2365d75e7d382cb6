package io.github.camelpan123.account;

import java.time.Duration;

/**
 * How much waiting a lane allows.
 *
 * @param longest how long a call may wait for its turn; zero for no bound
 * @param most how many calls may wait in one lane; 0 for no bound
 */
record WaitBounds(Duration longest, int most) {}
