package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.ratelimit.Permit;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.cluster.MemoryEngine.State;
import io.github.camelpan123.fixtures.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes on a virtual clock, so that a case is the same on each machine. */
@Execution(ExecutionMode.CONCURRENT) // each has a clock and an engine of its own
class ClusterGateTest {

    private static final Rate TWENTY = perSecond(20);
    /** What is left of the slack for the way of a call to the platform. */
    private static final double WAY_MILLIS = Node.SLACK.toMillis() / 2.0 - 0.001;

    private final VirtualTime time = new VirtualTime();
    private final Random random = new Random(1);
    private final MemoryEngine memory = new MemoryEngine(time::nanos);
    private final Engine engine = new SlowEngine(memory, time, between(0.1, 1));

    private static Rate perSecond(int permits) {
        return new Rate(permits, Duration.ofSeconds(1));
    }

    private LongSupplier between(double least, double most) {
        return () -> (long) ((least + random.nextDouble() * (most - least)) * TimeUnit.MILLISECONDS.toNanos(1));
    }

    private VirtualNode node() {
        return new VirtualNode(time, engine);
    }

    /** A node whose threads have to wait for a processor again and again, and whose calls take their time. */
    private VirtualNode slowNode(LongSupplier delay) {
        return new VirtualNode(time, engine, delay, delay, delay, between(0, WAY_MILLIS));
    }

    private void until(BooleanSupplier condition) {
        assertThat(time.passUntil(condition, Duration.ofMinutes(1))).isTrue();
    }

    private static List<Long> all(List<VirtualNode> nodes) {
        return nodes.stream().flatMap(node -> node.calls.stream()).toList();
    }

    private static String figures(List<VirtualNode> nodes, Rate rate) {
        return Judge.fullest(all(nodes), rate.period()) + " of " + rate + " a second, by nodes "
                + nodes.stream().map(node -> node.calls.size()).toList() + ", not used "
                + nodes.stream().map(node -> node.unused).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10, 20, 50, 1000})
    void nodesShareALimitWithOneOperationForEachCall(int permits) {
        Rate rate = perSecond(permits);
        List<VirtualNode> nodes = Stream.generate(this::node)
                .limit(3)
                .map(node -> node.call("a", Node.pace(rate, 3), permits))
                .toList();
        time.pass(Duration.ofSeconds(10));
        int before = all(nodes).size();
        time.pass(Duration.ofMinutes(1));
        int calls = all(nodes).size();
        String figures = figures(nodes, rate);
        assertThat(Judge.fullest(all(nodes), rate.period())).as(figures).isLessThanOrEqualTo(permits);
        assertThat(calls - before).as(figures).isGreaterThan((int) (0.88 * 60 * permits) - 1);
        // each node is one ahead, looks at the engine twice, and finds no time line before one has created it
        assertThat(memory.operations.get()).as(figures).isLessThanOrEqualTo(calls + 3 * 6 + 1);
        // in turns
        assertThat(nodes).as(figures).allSatisfy(node -> assertThat(node.calls.size())
                .isBetween(calls / 3 - 2 - calls / 50, calls / 3 + 2 + calls / 50));
    }

    /** A node that needs half of a high limit, and an engine that takes 10 ms to answer. */
    @Test
    void callsOfAHighLimitDoNotWaitForTheEngineAgainAndAgain() {
        Engine slow = new SlowEngine(memory, time, between(5, 5));
        ClusterGate gate =
                new ClusterGate(new VirtualNode(time, slow).store(), "test:a", Node.pace(perSecond(10_000), 1));
        int[] granted = new int[1];
        int[] waited = new int[1];
        Runnable[] next = new Runnable[1];
        next[0] = () -> {
            CompletableFuture<Optional<Permit>> answer = gate.acquire(200);
            waited[0] += answer.isDone() ? 0 : 1;
            answer.thenAccept(permit -> {
                granted[0] += permit.orElseThrow().valid() ? 1 : 0;
                time.in(Duration.ofNanos(200_000), next[0]);
            });
        };
        next[0].run();
        time.pass(Duration.ofSeconds(1));
        int before = granted[0];
        int waitedBefore = waited[0];
        time.pass(Duration.ofSeconds(1));
        // 5,000 if nothing waited
        assertThat(granted[0] - before).isGreaterThan(4_900);
        assertThat(waited[0] - waitedBefore).isLessThan(100);
    }

    static Stream<Arguments> delays() {
        return Stream.of(3, 5, 8, 10, 20)
                .flatMap(permits -> Stream.of(
                        // milliseconds from, to, and the part of the limit that at least is used
                        Arguments.of(permits, 0, 10, 0.86),
                        Arguments.of(permits, 0, 20, 0.83),
                        Arguments.of(permits, 0, 30, 0.7),
                        Arguments.of(permits, 0, 40, 0.55),
                        // always late: a few are lost until the node knows itself
                        Arguments.of(permits, 20, 22, 0.75),
                        Arguments.of(permits, 30, 32, 0.7)));
    }

    /** Three times on its way from the timer to the connection, a call waits for a processor. */
    @ParameterizedTest
    @MethodSource("delays")
    void whereThreadsAreLateEachNodeGetsItsPart(int permits, int least, int most, double used) {
        Rate rate = perSecond(permits);
        List<VirtualNode> nodes = IntStream.range(0, 4)
                .mapToObj(i -> slowNode(between(least, most)).call("a", Node.pace(rate, 4), permits))
                .toList();
        time.pass(Duration.ofMinutes(3));
        int calls = all(nodes).size();
        String figures = figures(nodes, rate);
        assertThat(Judge.fullest(all(nodes), rate.period())).as(figures).isLessThanOrEqualTo(permits);
        assertThat(calls).as(figures).isGreaterThan((int) (used * 180 * permits));
        assertThat(nodes).as(figures).allSatisfy(node -> assertThat(node.calls.size() * 4.0 / calls)
                .isBetween(0.8, 1.2));
    }

    @ParameterizedTest
    @MethodSource("delays")
    void aNodeOfLessWeightGetsItsPartWhereThreadsAreLate(int permits, int least, int most, double used) {
        Rate rate = perSecond(permits);
        List<VirtualNode> nodes = IntStream.of(1, 3)
                .mapToObj(weight -> slowNode(between(least, most))
                        .call("a", Pace.of(rate, Node.settings(4, OnStoreLost.wait, weight)), permits))
                .toList();
        time.pass(Duration.ofMinutes(3));
        int calls = all(nodes).size();
        String figures = figures(nodes, rate);
        assertThat(Judge.fullest(all(nodes), rate.period())).as(figures).isLessThanOrEqualTo(permits);
        assertThat(calls).as(figures).isGreaterThan((int) (used * 180 * permits));
        assertThat(nodes.get(0).calls.size() * 4.0 / calls).as(figures).isBetween(0.8, 1.2);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 10, 20})
    void aSlowNodeBesideFastOnesGetsItsPart(int permits) {
        Rate rate = perSecond(permits);
        List<VirtualNode> nodes = Stream.of(slowNode(between(30, 32)), node(), node(), node())
                .map(node -> node.call("a", Node.pace(rate, 4), permits))
                .toList();
        time.pass(Duration.ofMinutes(3));
        String figures = figures(nodes, rate);
        assertThat(Judge.fullest(all(nodes), rate.period())).as(figures).isLessThanOrEqualTo(permits);
        assertThat(nodes.get(0).calls.size() * 4.0 / all(nodes).size())
                .as(figures)
                .isBetween(0.8, 1.2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 10, 20, 50})
    void aNodeThatIsAloneAndSlowIsNeverStuck(int permits) {
        Rate rate = perSecond(permits);
        List<VirtualNode> nodes = List.of(slowNode(between(30, 32)).call("a", Node.pace(rate, 4), permits));
        time.pass(Duration.ofMinutes(3));
        String figures = figures(nodes, rate);
        assertThat(Judge.fullest(all(nodes), rate.period())).as(figures).isLessThanOrEqualTo(permits);
        // it can begin no more than one call in the time of a few delays
        assertThat(all(nodes).size()).as(figures).isGreaterThan(Math.min(2 * permits, 10) * 180 / 4);
    }

    /** A node that has learned to be early, and is quick now and then, does not exceed the limit. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 10, 20, 50})
    void howeverTheDelaysChangeTheLimitIsKept(int permits) {
        Rate rate = perSecond(permits);
        List<VirtualNode> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            LongSupplier slow = between(0, 60);
            VirtualNode node = slowNode(
                    () -> time.nanos() / 5_000_000_000L % 2 == 0 || random.nextInt(3) == 0 ? 0 : slow.getAsLong());
            nodes.add(node.call("a", Node.pace(rate, 4), permits));
        }
        time.pass(Duration.ofMinutes(10));
        assertThat(Judge.fullest(all(nodes), rate.period()))
                .as(figures(nodes, rate))
                .isLessThanOrEqualTo(permits);
        assertThat(all(nodes).size()).as(figures(nodes, rate)).isGreaterThan(600 * permits / 3);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"FAILS", "SILENT"})
    void callsWaitWhileTheEngineIsLostAndGoOnByThemselves(State lost) {
        VirtualNode node = node().call("a", Node.pace(TWENTY, 2), 20);
        until(() -> node.calls.size() >= 5);
        memory.state = lost;
        until(() -> node.store().lost());
        int before = node.calls.size();
        int asked = memory.operations.get();
        time.pass(Duration.ofMinutes(1));
        // at most what was granted already
        assertThat(node.calls.size()).isLessThanOrEqualTo(before + 1);
        // about one question and one look each second
        assertThat(memory.operations.get() - asked).isBetween(30, 180);
        memory.state = State.WORKS;
        until(() -> node.calls.size() >= before + 5);
        assertThat(node.store().lost()).isFalse();
        assertThat(Judge.fullest(node.calls, TWENTY.period())).isLessThanOrEqualTo(20);
    }

    /** An engine that blocks its threads would otherwise be asked what nobody wants to know any more. */
    @Test
    void whatIsNotAnsweredInTimeIsCancelled() {
        VirtualNode node = new VirtualNode(time, memory).call("a", Node.pace(TWENTY, 2), 20);
        until(() -> node.calls.size() >= 5);
        memory.state = State.SILENT;
        time.pass(Duration.ofMinutes(1));
        memory.state = State.WORKS;
        time.pass(Duration.ofSeconds(5));
        assertThat(memory.silent).hasSizeGreaterThan(10).allMatch(CompletableFuture::isCancelled);
    }

    /** At any moment, also again while the nodes wait for the time line to begin. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 10, 20, 50})
    void anEngineThatHasLostItsStateGrantsNothingTwice(int permits) {
        Rate rate = perSecond(permits);
        for (int known : new int[] {0, 4}) {
            List<VirtualNode> nodes = IntStream.range(0, 4)
                    .mapToObj(i -> slowNode(between(0, 10)).call("a" + known, Node.pace(rate, known), permits))
                    .toList();
            for (int i = 0; i < 300; i++) {
                // seldom, or again and again within the time that a new time line takes to begin
                time.pass(Duration.ofNanos(
                        between(0, i % 3 == 0 ? 20_000 : 2_000.0 / permits).getAsLong()));
                memory.lose();
            }
            time.pass(Duration.ofMinutes(1));
            assertThat(Judge.fullest(all(nodes), rate.period()))
                    .as(figures(nodes, rate))
                    .isLessThanOrEqualTo(permits);
            assertThat(all(nodes).size()).as(figures(nodes, rate)).isGreaterThan(50 * permits);
        }
    }

    static Stream<Arguments> steps() {
        return Stream.of(BucketEngine.Kind.JDBC, BucketEngine.Kind.REDIS).flatMap(kind -> Stream.of(1, 3, 10, 50)
                .flatMap(permits -> Stream.of(1, 60_000).map(within -> Arguments.of(kind, permits, within))));
    }

    /** While some nodes have found it and others have not, they disagree about the time, and there may be more calls. */
    @ParameterizedTest
    @MethodSource("steps")
    void whenTheClockOfTheEngineIsSetForwardNothingIsGrantedTwice(
            BucketEngine.Kind kind, int permits, double withinMillis) {
        Rate rate = perSecond(permits);
        BucketEngine.Shared shared = new BucketEngine.Shared(kind, time, between(0.1, 1));
        List<BucketEngine> engines =
                Stream.generate(() -> new BucketEngine(shared, 0)).limit(4).toList();
        List<VirtualNode> nodes = engines.stream()
                .map(one -> new VirtualNode(time, new SlowEngine(one, time, between(0.1, 1)))
                        .call("a", Node.pace(rate, 4), permits))
                .toList();
        for (int i = 0; i < 20; i++) {
            time.pass(Duration.ofSeconds(30)
                    .plus(Duration.ofNanos(between(0, 2000).getAsLong())));
            Duration step = Duration.ofNanos(between(100, 120_000).getAsLong());
            for (BucketEngine one : engines) {
                time.in(Duration.ofNanos(between(0, withinMillis).getAsLong()), () -> one.step(step));
            }
            time.pass(Duration.ofMinutes(1));
        }
        String figures = figures(nodes, rate);
        assertThat(Judge.fullest(all(nodes), rate.period()))
                .as(figures)
                .isLessThanOrEqualTo(withinMillis > 1 ? permits + nodes.size() : permits);
        assertThat(nodes).as(figures).allSatisfy(node -> assertThat(node.calls)
                .hasSizeGreaterThan(20 * 90 * permits / 4 / 3));
    }

    /** Nobody knows what was taken before, so the first call waits as long as somebody may have taken ahead. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void theFirstCallOfALimitWaitsForWhatMayHaveBeenTaken(int permits) {
        Pace pace = Node.pace(perSecond(permits), 3);
        long began = time.nanos();
        VirtualNode first = node().call("a", pace, permits);
        until(() -> !first.calls.isEmpty());
        assertThat(first.calls.get(0) - began).isBetween(5 * pace.interval(), 6 * pace.interval());
        // one that comes later does not wait again
        long joined = time.nanos();
        VirtualNode second = node().call("a", pace, permits);
        until(() -> !second.calls.isEmpty());
        assertThat(second.calls.get(0) - joined).isLessThan(3 * pace.interval());
    }

    /** A node that asks just after another one has created the time line gets a place that is too far ahead. */
    @RepeatedTest(50)
    void nodesThatStartAtOnceHaveAllCalledAfterTwiceTheirTurns(RepetitionInfo round) {
        random.setSeed(round.getCurrentRepetition());
        Pace pace = Node.pace(perSecond(1), 4);
        Engine slow = new SlowEngine(memory, time, between(0, 20));
        List<VirtualNode> nodes =
                Stream.generate(() -> new VirtualNode(time, slow)).limit(4).toList();
        nodes.forEach(node -> time.in(Duration.ofNanos(between(0, 600).getAsLong()), () -> node.call("a", pace, 1)));
        time.pass(Duration.ofNanos(pace.horizon(0) + 8 * pace.interval()).plusMillis(200));
        String figures = figures(nodes, perSecond(1));
        assertThat(Judge.fullest(all(nodes), Duration.ofSeconds(1))).as(figures).isOne();
        assertThat(nodes).as(figures).allSatisfy(node -> assertThat(node.calls).isNotEmpty());
        assertThat(all(nodes).size()).as(figures).isGreaterThanOrEqualTo(6);
    }

    @Test
    void moreNodesThanExpectedGetLessAndAreNotStuck() {
        Rate rate = perSecond(10);
        List<VirtualNode> nodes = IntStream.range(0, 8)
                .mapToObj(i -> slowNode(between(0, 10)).call("a", Node.pace(rate, 2), 10))
                .toList();
        time.pass(Duration.ofMinutes(3));
        assertThat(Judge.fullest(all(nodes), rate.period())).isLessThanOrEqualTo(10);
        assertThat(nodes).as(figures(nodes, rate)).allSatisfy(node -> assertThat(node.calls)
                .hasSizeGreaterThan(20));
    }

    @Test
    void eachNodeUsesItsPartWhileTheEngineIsLostIfThatWasChosen() {
        memory.state = State.FAILS;
        Pace pace = Pace.of(TWENTY, Node.settings(2, OnStoreLost.share, 1));
        List<VirtualNode> nodes = Stream.of(node(), slowNode(between(30, 32)))
                .map(node -> node.call("a", pace, 20))
                .toList();
        until(() -> nodes.stream().allMatch(node -> node.calls.size() >= 30));
        memory.state = State.WORKS;
        until(() -> nodes.stream().noneMatch(node -> node.store().lost()));
        nodes.forEach(
                node -> assertThat(Judge.fullest(node.calls, TWENTY.period())).isLessThanOrEqualTo(10 + 1));
    }

    /** Whatever the number of nodes, and whenever the engine is lost. */
    @ParameterizedTest
    @CsvSource({"10,3", "10,4", "20,3", "5,5", "3,2", "50,7"})
    void theSharesOfAllNodesTogetherKeepToTheLimit(int permits, int number) {
        Rate rate = perSecond(permits);
        Pace pace = Pace.of(rate, Node.settings(number, OnStoreLost.share, 1));
        List<VirtualNode> nodes = Stream.generate(() -> slowNode(between(0, 1)))
                .limit(number)
                .map(node -> node.call("a", pace, permits))
                .toList();
        time.pass(Duration.ofSeconds(20));
        int counted = all(nodes).size();
        memory.state = State.FAILS;
        time.pass(Duration.ofMinutes(1));
        String figures = figures(nodes, rate);
        assertThat(Judge.fullest(all(nodes), rate.period())).as(figures).isLessThanOrEqualTo(permits);
        int most = permits / number * number;
        assertThat(all(nodes).size() - counted).as(figures).isGreaterThan((int) (0.8 * 60 * most));
        assertThat(nodes).as(figures).allSatisfy(node -> assertThat(Judge.fullest(node.calls, rate.period()))
                .isPositive());
    }

    private Optional<Permit> granted(ClusterGate gate) {
        CompletableFuture<Optional<Permit>> answer = gate.acquire(1);
        until(answer::isDone);
        return answer.join();
    }

    @Test
    void aPermitExpiresAndOneThatIsGivenBackIsGrantedAgain() {
        ClusterGate gate = new ClusterGate(node().store(), "a", Node.pace(new Rate(1, Duration.ofHours(1)), 2));
        // a limit that nobody else uses, created by hand so that its first permit is due now
        memory.take("a", 1, true);
        Permit first = granted(gate).orElseThrow();
        assertThat(first.valid()).isTrue();
        first.giveBack();
        assertThat(granted(gate)).containsSame(first);
        time.pass(Node.SLACK);
        assertThat(first.valid()).isFalse();
        assertThat(first.expired()).isTrue();
        first.giveBack();
        CompletableFuture<Optional<Permit>> next = gate.acquire(1);
        time.pass(Duration.ofMinutes(59));
        assertThat(next).isNotDone();
        time.pass(Duration.ofMinutes(2));
        assertThat(next).isDone();
    }

    @Test
    void aPermitThatIsGivenBackIsGrantedBeforeALaterOne() {
        Pace pace = Pace.of(perSecond(1), Node.settings(4, OnStoreLost.wait, 2));
        ClusterGate gate = new ClusterGate(node().store(), "a", pace);
        memory.take("a", 1, true);
        CompletableFuture<Optional<Permit>> first = gate.acquire(2);
        until(first::isDone);
        CompletableFuture<Optional<Permit>> second = gate.acquire(2);
        time.pass(Duration.ofMillis(20));
        assertThat(second).isNotDone();
        first.join().orElseThrow().giveBack();
        time.pass(Duration.ofMillis(1));
        assertThat(second).isCompletedWithValue(first.join());
    }

    @Test
    void aQuestionThatIsCancelledTakesNoPermit() {
        ClusterGate gate = new ClusterGate(node().store(), "a", Node.pace(perSecond(1), 2));
        memory.take("a", 1, true);
        memory.state = State.SILENT;
        CompletableFuture<Optional<Permit>> first = gate.acquire(1);
        first.cancel(false);
        memory.state = State.WORKS;
        assertThat(granted(gate)).isPresent();
    }

    @Test
    void aClosedGateGrantsNothing() {
        ClusterGate gate = new ClusterGate(node().store(), "a", Node.pace(TWENTY, 2));
        List<CompletableFuture<Optional<Permit>>> asked = Arrays.asList(gate.acquire(1), null);
        gate.close();
        asked.set(1, gate.acquire(1));
        time.pass(Duration.ofMinutes(1));
        assertThat(asked).noneMatch(CompletableFuture::isDone);
    }
}
