/** The way of one call: platform, token, limit, parameters, work, envelope. */
package io.github.camelpan123.simulator.gateway;
