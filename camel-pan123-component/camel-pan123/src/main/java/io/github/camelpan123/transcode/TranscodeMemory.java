package io.github.camelpan123.transcode;

import io.github.camelpan123.consumer.ClaimMemory;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The state of the tracked videos. Its size is bounded by their number. Guarded by itself. It outlives a consumer. */
public final class TranscodeMemory {

    final ClaimMemory claims = new ClaimMemory();
    final Map<Long, VideoState> videos = new HashMap<>();
    /** The videos to query, least recently queried first, so that each gets its turn if a poll returns only some. */
    final Set<Long> order = new LinkedHashSet<>();
}
