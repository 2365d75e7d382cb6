/**
 * The protocol of the 123pan open platform: its calls, their answers as records, the envelope around them and the
 * errors in it. Knows neither routes nor threads nor limits; those live above.
 */
package io.github.camelpan123.platform;
