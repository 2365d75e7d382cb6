/** The live page: HTML and server-sent events on Camel Main's management server. */
package io.github.camelpan123.live;
