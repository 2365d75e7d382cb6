/** The operations of a producer. They map an input to a result and do not access Camel messages directly. */
package io.github.camelpan123.operation;
