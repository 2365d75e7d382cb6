/** What the polling consumers have in common: the batch contract of Camel, and what happens to what was read. */
package io.github.camelpan123.poll;
