package io.github.camelpan123.simulator.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** What the platform counts: figures by path and the last 10,000 requests. */
public final class FigureBook {
    /** How many requests are kept. */
    public static final int KEPT = 10_000;

    private static final int WRITES_KEPT = 100_000;

    private final Map<String, PathFigures> paths = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<RequestRecord> last = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong number = new AtomicLong();
    private final LongAdder uploaded = new LongAdder();
    private final LongAdder downloaded = new LongAdder();
    private final Map<String, Boolean> writes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > WRITES_KEPT;
        }
    };

    /** Nothing counted yet. */
    public FigureBook() {}

    /**
     * The figures of a path.
     *
     * @param path with a leading slash
     * @return always the same object for a path
     */
    public PathFigures of(String path) {
        PathFigures figures = paths.get(path);
        return figures != null ? figures : paths.computeIfAbsent(path, key -> new PathFigures());
    }

    /**
     * All paths that were ever asked for.
     *
     * @return a sorted copy
     */
    public Map<String, PathFigures> byPath() {
        return new TreeMap<>(paths);
    }

    /**
     * The number of the next request.
     *
     * @return from 1
     */
    public long nextNumber() {
        return number.incrementAndGet();
    }

    /**
     * Keeps a request; it pushes out the one of 10,000 requests ago.
     *
     * @param request its number decides its place
     */
    public void keep(RequestRecord request) {
        last.set((int) ((request.number() - 1) % KEPT), request);
    }

    /**
     * The last requests.
     *
     * @return at most 10,000 by number, without those still in work
     */
    public List<RequestRecord> requests() {
        List<RequestRecord> requests = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            RequestRecord request = last.get(i);
            if (request != null) {
                requests.add(request);
            }
        }
        requests.sort((a, b) -> Long.compare(a.number(), b.number()));
        return requests;
    }

    /**
     * A write succeeded.
     *
     * @param path its path
     * @param key what makes two writes the same: whose it is and what it asks for
     */
    public void wrote(String path, String key) {
        boolean again;
        synchronized (writes) {
            again = writes.put(path + ' ' + key, true) != null;
        }
        if (again) {
            of(path).repeat();
        }
    }

    /**
     * Content came in.
     *
     * @param bytes how many
     */
    public void uploaded(long bytes) {
        uploaded.add(bytes);
    }

    /**
     * Content went out.
     *
     * @param bytes how many
     */
    public void downloaded(long bytes) {
        downloaded.add(bytes);
    }

    /**
     * Content received and verified.
     *
     * @return bytes since the start
     */
    public long uploadedBytes() {
        return uploaded.sum();
    }

    /**
     * Content sent.
     *
     * @return bytes since the start
     */
    public long downloadedBytes() {
        return downloaded.sum();
    }
}
