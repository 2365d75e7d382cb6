/** A local simulator of the open platform: start it, inspect it, fill it, and inject faults. */
package io.github.camelpan123.simulator;
