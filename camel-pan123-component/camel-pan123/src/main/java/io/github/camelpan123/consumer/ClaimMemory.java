package io.github.camelpan123.consumer;

import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is claimed by exchanges of this context, and what a repository is still to be told. Outlives a consumer. */
public final class ClaimMemory {

    /** In work here. */
    final Set<String> held = ConcurrentHashMap.newKeySet();
    /** Claimed in the repository though nobody works on it, because giving it back failed. */
    final Set<String> notGivenBack = ConcurrentHashMap.newKeySet();
    /** What could not be written, by the claim that it belongs to and in this order; guarded by itself. */
    final Map<String, Deque<Runnable>> unwritten = new LinkedHashMap<>();
}
