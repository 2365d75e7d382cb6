package io.github.camelpan123.account;

import io.github.camelpan123.api.Api;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of an account by the operation that makes them. */
final class OperationCalls implements CallListener {

    private final Map<Key, Counts> all = new ConcurrentHashMap<>();

    private record Key(Api api, String operation) {}

    private static final class Counts {
        private final LongAdder waiting = new LongAdder();
        private final LongAdder sent = new LongAdder();
    }

    private Counts counts(TrackedCall call) {
        Key key = new Key(call.api(), call.operation());
        Counts known = all.get(key);
        return known != null ? known : all.computeIfAbsent(key, any -> new Counts());
    }

    @Override
    public void waits(TrackedCall call) {
        counts(call).waiting.increment();
    }

    @Override
    public void begins(TrackedCall call, long waitedNanos) {
        counts(call).waiting.decrement();
    }

    @Override
    public void ends(TrackedCall call, long nanos, Throwable failure) {
        if (call.sent()) {
            counts(call).sent.increment();
        }
    }

    @Override
    public void givenUp(TrackedCall call, long waitedNanos, Throwable why) {
        counts(call).waiting.decrement();
    }

    /** Returns the figures, those with the most waiting calls first. */
    List<OperationFigures> figures() {
        return all.entrySet().stream()
                .map(one -> new OperationFigures(
                        one.getKey().api().shortName(),
                        one.getKey().operation(),
                        // a reader may meet a call between two counts
                        Math.max(0, one.getValue().waiting.sum()),
                        one.getValue().sent.sum()))
                .sorted(Comparator.comparingLong(OperationFigures::waiting)
                        .thenComparingLong(OperationFigures::sent)
                        .reversed()
                        .thenComparing(OperationFigures::operation))
                .toList();
    }
}
