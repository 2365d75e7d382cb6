package io.github.camelpan123.consumer;

import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The claims of exchanges of this context, and the pending writes to a repository. It outlives a consumer. */
public final class ClaimMemory {

    /** The keys that exchanges of this context are processing. */
    final Set<String> held = ConcurrentHashMap.newKeySet();
    /** The keys that are still claimed in the repository although no exchange has them, because the release failed. */
    final Set<String> notGivenBack = ConcurrentHashMap.newKeySet();
    /** The writes that failed, in order, by the key of their claim. Guarded by itself. */
    final Map<String, Deque<Runnable>> unwritten = new LinkedHashMap<>();
}
