/** The data on disk: the journal, contents, the sequence of IDs. */
package io.github.camelpan123.simulator.store;
