/** The documented limits of an account: a queue for each call, a gate before it, and a window of what was sent. */
package io.github.camelpan123.account.ratelimit;
