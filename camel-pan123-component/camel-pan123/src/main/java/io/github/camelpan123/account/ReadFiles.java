package io.github.camelpan123.account;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tracks whether the content of files was read, by whatever part of a route. Only watched files are tracked. */
public final class ReadFiles {

    private final Map<Long, Set<Watched>> watched = new HashMap<>();

    /** A watched file. The watch ends with the close. */
    public final class Watched implements AutoCloseable {
        private final long fileId;
        private boolean read;

        private Watched(long fileId) {
            this.fileId = fileId;
        }

        /** Whether the file was read since the watch began. */
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

    /** Records that a file was read, or copied without being read. */
    public synchronized void read(long fileId) {
        watched.getOrDefault(fileId, Set.of()).forEach(one -> one.read = true);
    }
}
