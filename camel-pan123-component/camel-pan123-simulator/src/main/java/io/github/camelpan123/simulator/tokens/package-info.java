/** Access tokens: three valid ones per client. */
package io.github.camelpan123.simulator.tokens;
