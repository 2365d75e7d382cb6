package io.github.camelpan123.simulator.transcode;

import java.util.List;

/**
 * What the platform determines about a video.
 *
 * @param codec as in {@code CodecNames}
 * @param seconds as in {@code VideoTime}
 * @param resolutions the available resolutions in lower case, smallest first
 */
public record VideoFacts(String codec, int seconds, List<String> resolutions) {
    /** Copies the list. */
    public VideoFacts {
        resolutions = List.copyOf(resolutions);
    }
}
