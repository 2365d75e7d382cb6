package io.github.camelpan123.upload;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Selects an upload server for a slice. Any server accepts any slice (notice). The selected server is the one that is
 * expected to finish first, based on its measured speed and its current load. A slow server therefore gets few slices
 * and does not delay the others.
 */
final class UploadServerChoice {

    /** How long a measurement is valid, in nanoseconds. */
    private static final long FORGET_NANOS = 60_000_000_000L;
    /** The factor by which a server that has just failed is considered slower. */
    private static final double AFTER_FAILURE = 16;

    private final LongSupplier clock;
    private final Map<String, Server> servers = new HashMap<>();

    private static final class Server {
        private int inFlight;
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
     * Selects a server for one slice. Must be followed by {@link #answered} or {@link #failed}.
     *
     * @param named the servers, at least one
     * @param avoid the servers that failed for this slice; used only if there is no other
     */
    synchronized String take(List<String> named, Collection<String> avoid) {
        double best = best();
        String choice = named.stream()
                .min(Comparator.comparing((String name) -> avoid.contains(name))
                        .thenComparingDouble(name -> end(name, best))
                        .thenComparingInt(name -> server(name).inFlight))
                .orElseThrow();
        server(choice).inFlight++;
        return choice;
    }

    private Server server(String name) {
        return servers.computeIfAbsent(name, unknown -> new Server());
    }

    /** Returns the time per byte of the fastest server, which is assumed for a server without a measurement. */
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
        // relative to the current times of the others, because there is nothing to compare with before the first answer
        return (server.inFlight + 1) * (failedLast(server) ? AFTER_FAILURE * Math.max(speed, best) : speed);
    }

    private boolean failedLast(Server server) {
        return server.failed && clock.getAsLong() - server.failedAt < FORGET_NANOS;
    }

    private boolean fresh(Server server) {
        return server.measured && clock.getAsLong() - server.measuredAt < FORGET_NANOS;
    }

    /** @param nanos the time from the first byte to the answer */
    synchronized void answered(String name, long bytes, long nanos) {
        Server server = server(name);
        server.inFlight--;
        server.nanosPerByte = (double) Math.max(1, nanos) / Math.max(1, bytes);
        server.measuredAt = clock.getAsLong();
        server.measured = true;
        server.failed = false;
    }

    synchronized void failed(String name) {
        Server server = server(name);
        server.inFlight--;
        server.failedAt = clock.getAsLong();
        server.failed = true;
    }
}
