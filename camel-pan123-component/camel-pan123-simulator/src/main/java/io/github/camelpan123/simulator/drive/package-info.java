/** Files, folders and their rules. */
package io.github.camelpan123.simulator.drive;
