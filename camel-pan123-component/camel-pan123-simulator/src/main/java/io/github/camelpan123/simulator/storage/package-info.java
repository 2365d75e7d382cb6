/** The host of downloads, products and presigned uploads. */
package io.github.camelpan123.simulator.storage;
