package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What part of a limit each node gets while all have calls waiting in their queues, on a virtual clock. */
class NodeSharesTest {

    private static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final int CALLS_WAITING = 12;

    private final VirtualTime time = new VirtualTime();
    private final Random random = new Random(1);
    private final List<VirtualQueue> nodes = new ArrayList<>();

    private LongSupplier between(double least, double most) {
        return () -> (long) ((least + random.nextDouble() * (most - least)) * TimeUnit.MILLISECONDS.toNanos(1));
    }

    /**
     * Starts a node of each weight, and returns how many calls each has made in the time after the warm-up.
     *
     * @param engines opens the engine for one more node
     */
    private List<Long> calls(Supplier<Engine> engines, Rate rate, List<Integer> weights, Duration length) {
        int sum = weights.stream().mapToInt(Integer::intValue).sum();
        for (int weight : weights) {
            time.pass(Duration.ofNanos(between(0, 700).getAsLong()));
            Pace pace = Pace.of(rate, Node.settings(sum, OnStoreLost.wait, weight));
            Engine engine = new SlowEngine(engines.get(), time, between(0.1, 1));
            nodes.add(new VirtualQueue(time, engine, rate, pace, between(0, 2), between(0, 20), CALLS_WAITING));
        }
        time.pass(WARM_UP);
        long from = time.nanos();
        time.pass(length);
        List<Long> all = nodes.stream().flatMap(node -> node.calls.stream()).toList();
        assertThat(Judge.fullest(all, rate.period())).isLessThanOrEqualTo(rate.permits());
        return nodes.stream()
                .map(node -> Judge.between(node.calls, from, time.nanos()))
                .toList();
    }

    static Stream<Arguments> weights() {
        List<List<Integer>> all = List.of(
                List.of(1, 2),
                List.of(1, 3),
                List.of(2, 3),
                List.of(1, 1, 2),
                List.of(1, 2, 4),
                List.of(1, 1, 1, 3),
                List.of(4, 1, 2, 1, 3),
                List.of(1, 1, 1, 1, 1, 1, 1, 5));
        return Stream.of("0.2", "1", "2", "3", "5", "10", "20", "50")
                .map(text -> Rate.parse("test", text))
                .flatMap(rate -> all.stream().map(weights -> Arguments.of(rate, weights)));
    }

    @ParameterizedTest
    @MethodSource("weights")
    void overALongerTimeEachNodeGetsPermitsByItsWeight(Rate rate, List<Integer> weights) {
        int sum = weights.stream().mapToInt(Integer::intValue).sum();
        // fifty turns of all, but at least a minute
        Duration turns = rate.period().multipliedBy(50L * sum).dividedBy(rate.permits());
        Duration length = turns.compareTo(Duration.ofMinutes(1)) < 0 ? Duration.ofMinutes(1) : turns;
        MemoryEngine memory = new MemoryEngine(time::nanos);
        List<Long> calls = calls(() -> memory, rate, weights, length);
        double possible = (double) length.toNanos() / rate.period().toNanos() * rate.permits();
        long made = calls.stream().mapToLong(Long::longValue).sum();
        assertThat(made / possible).as("used, of %s", calls).isGreaterThan(0.85);
        assertThat(IntStream.range(0, weights.size())
                        .mapToObj(i -> (double) calls.get(i) * sum / made / weights.get(i)))
                .as("%s of weights %s at %s", calls, weights, rate)
                .allSatisfy(part -> assertThat(part).isBetween(0.9, 1.1));
    }

    /** Two nodes with a stricter limit of their own, which their windows keep to, and one without. */
    @Test
    void nodesWithAStricterLimitOfTheirOwnLeaveTheRestToTheOthers() {
        MemoryEngine memory = new MemoryEngine(time::nanos);
        Rate shared = new Rate(10, Duration.ofSeconds(1));
        Rate strict = new Rate(1, Duration.ofSeconds(1));
        for (Rate own : List.of(strict, strict, shared)) {
            Engine engine = new SlowEngine(memory, time, between(0.1, 1));
            Pace pace = Node.pace(shared, 3);
            nodes.add(new VirtualQueue(time, engine, own, pace, between(0, 2), between(0, 20), CALLS_WAITING));
        }
        time.pass(WARM_UP);
        long from = time.nanos();
        time.pass(Duration.ofMinutes(1));
        List<Long> calls = nodes.stream()
                .map(node -> Judge.between(node.calls, from, time.nanos()))
                .toList();
        List<Long> all = nodes.stream().flatMap(node -> node.calls.stream()).toList();
        assertThat(Judge.fullest(all, shared.period())).isLessThanOrEqualTo(shared.permits());
        for (VirtualQueue node : nodes.subList(0, 2)) {
            assertThat(Judge.fullest(node.calls, strict.period())).isOne();
        }
        assertThat(calls).as("%s", calls).allSatisfy(own -> assertThat(own).isGreaterThan(40));
        // 540 are possible
        assertThat(calls.get(2)).as("%s", calls).isGreaterThan(380);
    }

    static Stream<Arguments> engines() {
        return Arrays.stream(BucketEngine.Kind.values()).flatMap(kind -> Stream.of(3, 5, 10, 20, 50)
                .flatMap(permits -> Stream.of(2, 4, 8).map(number -> Arguments.of(kind, permits, number))));
    }

    /** With buckets of bucket4j, and nodes that have measured the time of a server with an error of up to 2 ms. */
    @ParameterizedTest
    @MethodSource("engines")
    void inAMinuteOfEqualLoadEachNodeGetsItsPart(BucketEngine.Kind kind, int permits, int number) {
        Rate rate = new Rate(permits, Duration.ofSeconds(1));
        BucketEngine.Shared shared = new BucketEngine.Shared(kind, time, between(0.1, 1));
        LongSupplier error = between(-2, 2);
        List<Long> calls = calls(
                () -> new BucketEngine(shared, error.getAsLong()),
                rate,
                Collections.nCopies(number, 1),
                Duration.ofMinutes(1));
        long made = calls.stream().mapToLong(Long::longValue).sum();
        assertThat(made).as("used, of %s", calls).isGreaterThan((long) (0.85 * 60 * permits));
        assertThat(calls).as("%s", calls).allSatisfy(own -> assertThat((double) own * number / made)
                .isBetween(0.8, 1.2));
    }
}
