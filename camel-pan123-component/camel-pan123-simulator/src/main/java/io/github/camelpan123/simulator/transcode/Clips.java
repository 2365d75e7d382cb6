package io.github.camelpan123.simulator.transcode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The canned products: one playable stream per resolution. */
public final class Clips {
    /** The available resolutions, smallest first. */
    public static final List<String> RESOLUTIONS = List.of("480p", "720p", "1080p");

    /** The name of the playlist (platform/calls.md, "Transcode result"). */
    public static final String PLAYLIST = "stream.m3u8";

    private static final List<String> NAMES = List.of(PLAYLIST, "000.ts", "001.ts");

    private final Map<String, Map<String, byte[]>> files = new LinkedHashMap<>();

    /** Loads the clips that are shipped with the simulator. */
    public Clips() {
        for (String resolution : RESOLUTIONS) {
            Map<String, byte[]> clip = new LinkedHashMap<>();
            for (String name : NAMES) {
                clip.put(name, load("/io/github/camelpan123/simulator/clips/" + resolution + "/" + name));
            }
            files.put(resolution, clip);
        }
    }

    private static byte[] load(String resource) {
        try (InputStream in = Clips.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the products of a resolution.
     *
     * @param resolution in lower case
     * @return file name to content, the playlist first; empty if there is no such clip
     */
    public Map<String, byte[]> of(String resolution) {
        return files.getOrDefault(resolution, Map.of());
    }
}
