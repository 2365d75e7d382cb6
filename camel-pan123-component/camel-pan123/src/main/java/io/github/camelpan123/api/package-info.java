/**
 * The protocol of the 123pan open platform: its calls, their answers as records, the envelope around them, the errors in
 * it, and the bodies of remote content. Knows neither routes nor threads nor limits; those live above.
 */
package io.github.camelpan123.api;
