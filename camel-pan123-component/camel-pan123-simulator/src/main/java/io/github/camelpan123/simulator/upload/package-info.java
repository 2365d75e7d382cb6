/** Unfinished uploads: sessions, slices, the merge. */
package io.github.camelpan123.simulator.upload;
