/** Transcoding: from a video on the drive to finished results, and the consumer that turns those into exchanges. */
package io.github.camelpan123.transcode;
