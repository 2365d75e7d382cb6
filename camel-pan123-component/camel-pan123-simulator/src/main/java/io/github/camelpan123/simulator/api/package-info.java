/** The endpoints, by chapter of the API reference. */
package io.github.camelpan123.simulator.api;
