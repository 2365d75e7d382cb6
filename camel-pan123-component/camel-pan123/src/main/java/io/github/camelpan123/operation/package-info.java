/** What a producer can be asked for: one class per operation, from an input to a result, without Camel's messages. */
package io.github.camelpan123.operation;
