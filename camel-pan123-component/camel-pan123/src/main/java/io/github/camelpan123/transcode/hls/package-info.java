/** HLS playlists (RFC 8216): what they name, and how they read when all of it lies beside them. */
package io.github.camelpan123.transcode.hls;
