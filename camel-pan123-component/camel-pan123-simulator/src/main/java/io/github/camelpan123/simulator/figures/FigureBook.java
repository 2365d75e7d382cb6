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

/** The counters of the platform: figures by path and the last 10,000 requests. */
public final class FigureBook {
    /** The number of requests that are kept. */
    public static final int KEPT = 10_000;

    private static final int WRITES_KEPT = 100_000;

    private final Map<String, PathFigures> paths = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<RequestRecord> last = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong number = new AtomicLong();
    private final LongAdder uploaded = new LongAdder();
    private final LongAdder downloaded = new LongAdder();
    private final LongAdder apiHeadersAtStorage = new LongAdder();
    private final Map<String, Boolean> writes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > WRITES_KEPT;
        }
    };

    /** Creates counters of zero. */
    public FigureBook() {}

    /**
     * Returns the figures of a path.
     *
     * @param path with a leading slash
     * @return always the same object for a path
     */
    public PathFigures of(String path) {
        PathFigures figures = paths.get(path);
        return figures != null ? figures : paths.computeIfAbsent(path, key -> new PathFigures());
    }

    /**
     * Returns the figures of all requested paths.
     *
     * @return a sorted copy
     */
    public Map<String, PathFigures> byPath() {
        return new TreeMap<>(paths);
    }

    /**
     * Returns the number of the next request.
     *
     * @return from 1
     */
    public long nextNumber() {
        return number.incrementAndGet();
    }

    /**
     * Records a request. It replaces the one of 10,000 requests ago.
     *
     * @param request its number determines its position
     */
    public void keep(RequestRecord request) {
        last.set((int) ((request.number() - 1) % KEPT), request);
    }

    /**
     * Returns the last requests.
     *
     * @return at most 10,000 by number, without those in progress
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
     * Records a successful write.
     *
     * @param path its path
     * @param key identifies equal writes by account and parameters
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
     * Counts received content.
     *
     * @param bytes the number of bytes
     */
    public void uploaded(long bytes) {
        uploaded.add(bytes);
    }

    /**
     * Counts sent content.
     *
     * @param bytes the number of bytes
     */
    public void downloaded(long bytes) {
        downloaded.add(bytes);
    }

    /** Counts a request to the storage host that carries a header of the API. */
    public void apiHeaderAtStorage() {
        apiHeadersAtStorage.increment();
    }

    /**
     * Returns the requests to the storage host that carried a header of the API.
     *
     * @return since the start
     */
    public long apiHeadersAtStorage() {
        return apiHeadersAtStorage.sum();
    }

    /**
     * Returns the received and verified content.
     *
     * @return bytes since the start
     */
    public long uploadedBytes() {
        return uploaded.sum();
    }

    /**
     * Returns the sent content.
     *
     * @return bytes since the start
     */
    public long downloadedBytes() {
        return downloaded.sum();
    }
}
