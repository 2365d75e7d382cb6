/** The elements of the protocol: names, types, codes, texts and times, documented or invented. */
package io.github.camelpan123.simulator.protocol;
