package io.github.camelpan123.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LazyPlaylistTest {

    private int fetched;

    private InputStream remote() {
        fetched++;
        return new ByteArrayInputStream("#EXTM3U\nhttps://cdn.example/000.ts?key=1\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void itIsFetchedOnceHoweverOftenItIsReadAndNotBefore() throws IOException {
        LazyPlaylist playlist = new LazyPlaylist(this::remote);
        playlist.reset();
        assertThat(fetched).isZero();
        assertThat(playlist).hasContent("#EXTM3U\n000.ts\n");
        assertThat(playlist.read()).isNegative();
        playlist.reset();
        assertThat(playlist).hasContent("#EXTM3U\n000.ts\n");
        ByteArrayOutputStream copied = new ByteArrayOutputStream();
        playlist.copy(null).writeTo(copied);
        assertThat(copied).hasToString("#EXTM3U\n000.ts\n");
        assertThat(fetched).isOne();
    }

    @Test
    void whatIsTooLongForAPlaylistIsNotCutOff() {
        LazyPlaylist film = new LazyPlaylist(() -> new ByteArrayInputStream(new byte[17 * 1024 * 1024]));
        assertThatThrownBy(film::read).isInstanceOf(IOException.class).hasMessageContaining("longer than");
    }
}
