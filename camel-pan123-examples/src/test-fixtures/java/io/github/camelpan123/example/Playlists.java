package io.github.camelpan123.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The playlists that a route has downloaded. */
public final class Playlists {

    private Playlists() {}

    /**
     * Returns the complete playlists of a folder, none if it does not exist yet.
     *
     * @throws java.io.UncheckedIOException if a folder goes away while it is read
     */
    public static List<Path> in(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            // in a folder of its own until it is complete
            return files.filter(file -> file.toString().endsWith(".m3u8"))
                    .filter(file -> !file.toString().contains(".part"))
                    .toList();
        }
    }

    /** A playlist is of no use without its segments. */
    public static void assertPlays(Path playlist) {
        assertThat(playlist).content().satisfies(text -> assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(
                        segment -> assertThat(playlist.resolveSibling(segment)).isNotEmptyFile()));
    }
}
