/** What is kept on disk: the journal, contents, the sequence of ids. */
package io.github.camelpan123.simulator.store;
