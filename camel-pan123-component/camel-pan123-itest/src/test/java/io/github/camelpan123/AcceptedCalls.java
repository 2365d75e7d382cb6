package io.github.camelpan123;

import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.figures.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** When the platform took calls, by its own records. It keeps only the last ones, so they are collected in between. */
public final class AcceptedCalls {

    private static final int TOO_FREQUENT = 429;
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Pan123Simulator simulator;
    private final Map<Long, RequestRecord> records = new TreeMap<>();

    /** @param simulator the platform */
    public AcceptedCalls(Pan123Simulator simulator) {
        this.simulator = simulator;
    }

    /** Delays of up to so much before the platform counts, evenly spread. */
    public static void unsteady(Pan123Simulator simulator, String path, int millis) {
        int steps = 5;
        for (int i = 0; i < steps; i++) {
            simulator
                    .faults()
                    .on(path)
                    .probability(1.0 / (steps + 1 - i))
                    .delay(Duration.ofMillis((long) millis * (i + 1) / steps));
        }
    }

    /** Lets the platform be used for so long. */
    public void collect(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            Duration pause = Duration.ofNanos(Math.min(left, BETWEEN.toNanos()));
            Awaitility.await().pollDelay(pause).atMost(pause.plusSeconds(30)).until(() -> true);
            simulator.figures().requests().forEach(request -> records.put(request.number(), request));
        }
    }

    /** The calls of one client only, as far as they are collected. */
    AcceptedCalls of(String client) {
        AcceptedCalls some = new AcceptedCalls(simulator);
        records.forEach((number, request) -> {
            if (request.clientId().equals(client)) {
                some.records.put(number, request);
            }
        });
        return some;
    }

    /** The longest that the platform took to answer a call of a path. */
    Duration longest(String path) {
        return records.values().stream()
                .filter(request -> request.path().equals(path))
                .map(RequestRecord::took)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private List<Instant> times(String path, Instant from) {
        return records.values().stream()
                .filter(request -> request.path().equals(path)
                        && request.code() >= 0
                        && request.code() != TOO_FREQUENT
                        && !request.at().isBefore(from))
                // the limit is looked at just before the answer: delays come before it
                .map(request -> request.at().plus(request.took()))
                .sorted()
                .toList();
    }

    /**
     * How much of a limit was used. At full use each call comes one period after the one that many calls before it. So
     * what counts is from a call to the last one that is a whole number of such rounds later: the same point of the
     * round at both ends, whatever bursts the calls come in. Nothing when there was not even one round.
     */
    public double share(String path, int calls, Duration period, Instant from) {
        List<Instant> times = times(path, from);
        if (times.size() <= calls) {
            return 0;
        }
        long rounds = 0;
        Duration taken = Duration.ZERO;
        for (int first = 0; first < calls && first + calls < times.size(); first++) {
            int whole = (times.size() - 1 - first) / calls;
            rounds += whole;
            taken = taken.plus(Duration.between(times.get(first), times.get(first + whole * calls)));
        }
        return rounds * (double) period.toNanos() / taken.toNanos();
    }
}
