/** The endpoints, grouped as in platform/calls.md. */
package io.github.camelpan123.simulator.api;
