package io.github.camelpan123.transcode;

import io.github.camelpan123.consumer.ClaimMemory;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What is known of the videos that are tracked; bounded by what is tracked. Guarded by itself. Outlives a consumer. */
public final class TranscodeMemory {

    final ClaimMemory claims = new ClaimMemory();
    final Map<Long, VideoState> videos = new HashMap<>();
    /** Those to ask, least recently asked first, so that none starves where only some can be handed out. */
    final Set<Long> order = new LinkedHashSet<>();
}
