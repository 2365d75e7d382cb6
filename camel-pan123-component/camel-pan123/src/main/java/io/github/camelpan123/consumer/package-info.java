/** What the consumers share: a piece of work is claimed, becomes an exchange, and is committed or released. */
package io.github.camelpan123.consumer;
