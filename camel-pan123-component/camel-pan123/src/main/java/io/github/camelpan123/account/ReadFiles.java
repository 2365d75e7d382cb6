package io.github.camelpan123.account;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether the content of a file was read, whichever way a route took to it. Only files that somebody watches are
 * remembered.
 */
public final class ReadFiles {

    private final Map<Long, Set<Watched>> watched = new HashMap<>();

    /** A file that is watched until it is closed. */
    public final class Watched implements AutoCloseable {
        private final long fileId;
        private boolean read;

        private Watched(long fileId) {
            this.fileId = fileId;
        }

        /** Whether it was read since it is watched. */
        public boolean read() {
            synchronized (ReadFiles.this) {
                return read;
            }
        }

        @Override
        public void close() {
            synchronized (ReadFiles.this) {
                Set<Watched> others = watched.get(fileId);
                if (others != null && others.remove(this) && others.isEmpty()) {
                    watched.remove(fileId);
                }
            }
        }
    }

    /** Begins to watch a file. */
    public synchronized Watched watch(long fileId) {
        Watched one = new Watched(fileId);
        watched.computeIfAbsent(fileId, id -> new HashSet<>(2)).add(one);
        return one;
    }

    /** Somebody has read a file, or copied it without reading it. */
    public synchronized void read(long fileId) {
        watched.getOrDefault(fileId, Set.of()).forEach(one -> one.read = true);
    }
}
