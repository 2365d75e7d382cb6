/** The processing of one call: platform header, token, limit, parameters, execution, envelope. */
package io.github.camelpan123.simulator.gateway;
