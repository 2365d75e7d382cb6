/** HLS playlists (RFC 8216): their references, and their content with local names. */
package io.github.camelpan123.transcode.hls;
