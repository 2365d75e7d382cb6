/** Files that outlive the process: private to their owner, replaced as a whole, locked against all other writers. */
package io.github.camelpan123.support;
