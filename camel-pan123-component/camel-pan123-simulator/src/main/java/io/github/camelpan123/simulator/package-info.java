/** The open platform on this machine: start it, look at it, fill it, break it. */
package io.github.camelpan123.simulator;
