package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.api.Pan123PlaylistException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LazyPlaylistTest {

    private static final String CONTENT = "#EXTM3U\n#EXTINF:2.0,\n000.ts\n#EXT-X-ENDLIST\n";

    private int fetched;

    private byte[] fetch() {
        fetched++;
        return CONTENT.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void itIsFetchedOnceHoweverOftenItIsReadAndNotBefore() throws IOException {
        LazyPlaylist playlist = new LazyPlaylist(this::fetch);
        playlist.reset();
        assertThat(fetched).isZero();
        assertThat(playlist).hasContent(CONTENT);
        assertThat(playlist.read()).isNegative();
        playlist.reset();
        assertThat(playlist).hasContent(CONTENT);
        ByteArrayOutputStream copied = new ByteArrayOutputStream();
        playlist.copy(null).writeTo(copied);
        assertThat(copied).hasToString(CONTENT);
        assertThat(fetched).isOne();
    }

    @Test
    void whyItCannotBeFetchedIsTheCauseOfWhatItsReaderGets() {
        Pan123PlaylistException why = new Pan123PlaylistException("no playlist");
        LazyPlaylist playlist = new LazyPlaylist(() -> {
            throw why;
        });
        assertThatThrownBy(playlist::read).isInstanceOf(IOException.class).hasCause(why);
    }
}
