/** Access tokens: three alive per client. */
package io.github.camelpan123.simulator.tokens;
