/** The common parts of the consumers: a work item is claimed, becomes an exchange, and is committed or released. */
package io.github.camelpan123.consumer;
