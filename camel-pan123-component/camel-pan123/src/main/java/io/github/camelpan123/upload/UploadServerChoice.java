package io.github.camelpan123.upload;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Chooses among the upload servers, any of which takes any slice (notice): the one that is likely to be done first, by
 * how fast each has been and by how much it has to do already. So a slow one gets few slices, and none waits for it.
 */
final class UploadServerChoice {

    /** After this long a server may have become another one. */
    private static final long FORGET_NANOS = 60_000_000_000L;
    /** How much slower a server is taken to be that has just failed. */
    private static final double AFTER_FAILURE = 16;

    private static final double WEIGHT_OF_LAST = 0.5;

    private final LongSupplier clock;
    private final Map<String, Server> servers = new HashMap<>();

    private static final class Server {
        private int underWay;
        private double nanosPerByte;
        private long measuredAt;
        private boolean measured;
        private long failedAt;
        private boolean failed;
    }

    UploadServerChoice(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Takes a server for one slice; to be followed by {@link #answered} or {@link #failed}.
     *
     * @param named at least one
     * @param avoid those that failed for this slice; used only when there is no other
     */
    synchronized String take(List<String> named, Collection<String> avoid) {
        double best = best();
        String choice = named.stream()
                .min(Comparator.comparing((String name) -> avoid.contains(name))
                        .thenComparingDouble(name -> end(name, best))
                        .thenComparingInt(name -> server(name).underWay))
                .orElseThrow();
        server(choice).underWay++;
        return choice;
    }

    private Server server(String name) {
        return servers.computeIfAbsent(name, unknown -> new Server());
    }

    /** One of which nothing is known is taken for as fast as the fastest. */
    private double best() {
        return servers.values().stream()
                .filter(this::fresh)
                .mapToDouble(server -> server.nanosPerByte)
                .min()
                .orElse(1);
    }

    private double end(String name, double best) {
        Server server = server(name);
        double speed = fresh(server) ? server.nanosPerByte : best;
        // compared with what the others take now: before any of them has answered there is nothing to compare with
        return (server.underWay + 1) * (failedLast(server) ? AFTER_FAILURE * Math.max(speed, best) : speed);
    }

    private boolean failedLast(Server server) {
        return server.failed && clock.getAsLong() - server.failedAt < FORGET_NANOS;
    }

    private boolean fresh(Server server) {
        return server.measured && clock.getAsLong() - server.measuredAt < FORGET_NANOS;
    }

    /** @param nanos from the first byte to the answer */
    synchronized void answered(String name, long bytes, long nanos) {
        Server server = server(name);
        double nanosPerByte = (double) Math.max(1, nanos) / Math.max(1, bytes);
        server.underWay--;
        server.nanosPerByte = fresh(server)
                ? WEIGHT_OF_LAST * nanosPerByte + (1 - WEIGHT_OF_LAST) * server.nanosPerByte
                : nanosPerByte;
        server.measuredAt = clock.getAsLong();
        server.measured = true;
        server.failed = false;
    }

    synchronized void failed(String name) {
        Server server = server(name);
        server.underWay--;
        server.failedAt = clock.getAsLong();
        server.failed = true;
    }
}
