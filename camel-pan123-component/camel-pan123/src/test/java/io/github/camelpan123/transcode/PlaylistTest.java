package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlaylistTest {

    @Test
    void entriesPointAtFilesBesideThePlaylist() {
        String playlist =
                "#EXTM3U\n#EXTINF:2.0,\nhttps://cdn.example/hls/a/720p/000.ts?auth_key=1-2-0-ab/cd\n#EXTINF:2.0,\n../720p/001.ts\n#EXTINF:1.0,\n002.ts\n#EXT-X-ENDLIST\n";
        assertThat(new String(
                        Playlist.withLocalNames(playlist.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo(
                        "#EXTM3U\n#EXTINF:2.0,\n000.ts\n#EXTINF:2.0,\n001.ts\n#EXTINF:1.0,\n002.ts\n#EXT-X-ENDLIST\n");
    }
}
