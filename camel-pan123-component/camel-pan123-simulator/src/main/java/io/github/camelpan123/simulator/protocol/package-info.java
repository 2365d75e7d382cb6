/** What is said on the wire: names, types, codes, texts and times, documented or invented. */
package io.github.camelpan123.simulator.protocol;
