/** Transcoding: from a video on the drive to finished results, and the consumer that creates exchanges from them. */
package io.github.camelpan123.transcode;
