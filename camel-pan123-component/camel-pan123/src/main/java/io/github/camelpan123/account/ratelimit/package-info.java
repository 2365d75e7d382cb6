/** The rate limits of an account: a queue for each call, a gate, and a window of the sent calls. */
package io.github.camelpan123.account.ratelimit;
