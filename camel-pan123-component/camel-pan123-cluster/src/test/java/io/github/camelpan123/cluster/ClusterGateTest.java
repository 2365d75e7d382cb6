package io.github.camelpan123.cluster;

import static io.github.camelpan123.cluster.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.account.ratelimit.Permit;
import io.github.camelpan123.account.ratelimit.Rate;
import io.github.camelpan123.cluster.MemoryEngine.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterGateTest {

    private static final Rate TWENTY = new Rate(20, Duration.ofSeconds(1));

    private final MemoryEngine engine = new MemoryEngine();

    private static List<Long> all(List<List<Long>> nodes) {
        List<Long> times = new ArrayList<>();
        nodes.forEach(times::addAll);
        return times;
    }

    @Test
    void nodesShareALimitWithOneOperationForEachCall() {
        List<Node> nodes = List.of(new Node(engine), new Node(engine), new Node(engine));
        List<List<Long>> times = nodes.stream()
                .map(node -> node.call("a", Node.pace(TWENTY, 3), 20))
                .toList();
        await().until(() -> all(times).size() >= 60);
        int calls = all(times).size();
        int operations = engine.operations.get();
        nodes.forEach(Node::close);
        assertThat(Judge.fullest(all(times), TWENTY.period())).isLessThanOrEqualTo(20);
        int expired = nodes.stream().mapToInt(node -> node.expired.get()).sum();
        // each node is one ahead, asks for its time at first, and finds no time line before one has created it
        assertThat(operations).isLessThanOrEqualTo(calls + expired + 3 * 5 + lateAnswers(nodes));
        // in turns: nobody got much less than its third of the calls
        assertThat(times).allSatisfy(own -> assertThat(own.size()).isGreaterThan(calls / 3 - 8));
    }

    /** A machine held up for longer than half the slack makes answers late, which are then asked for again. */
    private static int lateAnswers(List<Node> nodes) {
        return 10 * nodes.size();
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"FAILS", "SILENT"})
    void callsWaitWhileTheEngineIsLostAndGoOnByThemselves(State lost) {
        try (Node node = new Node(engine, Duration.ofMillis(100))) {
            List<Long> times = node.call("a", Node.pace(TWENTY, 2), 20);
            await().until(() -> times.size() >= 5);
            engine.state = lost;
            await().until(() -> node.store().lost());
            int before = times.size();
            int asked = engine.operations.get();
            await().until(() -> engine.operations.get() >= asked + 5);
            // at most what was granted already
            assertThat(times.size()).isLessThanOrEqualTo(before + 1);
            engine.state = State.WORKS;
            await().until(() -> times.size() >= before + 5);
            assertThat(node.store().lost()).isFalse();
            assertThat(Judge.fullest(times, TWENTY.period())).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void anEngineThatHasLostItsStateGrantsNothingTwice() {
        List<Node> nodes = List.of(new Node(engine), new Node(engine), new Node(engine), new Node(engine));
        Rate five = new Rate(5, Duration.ofSeconds(1));
        List<List<Long>> times = nodes.stream()
                .map(node -> node.call("a", Node.pace(five, 4), 5))
                .toList();
        Duration patience = Duration.ofSeconds(60);
        for (int i = 1; i <= 3; i++) {
            int calls = 5 * i;
            await().atMost(patience).until(() -> all(times).size() >= calls);
            engine.lose();
        }
        await().atMost(patience).until(() -> all(times).size() >= 20);
        nodes.forEach(Node::close);
        assertThat(Judge.fullest(all(times), five.period())).isLessThanOrEqualTo(5);
    }

    @Test
    void eachNodeUsesItsPartWhileTheEngineIsLostIfThatWasChosen() {
        engine.state = State.FAILS;
        Pace pace = Pace.of(TWENTY, Node.settings(2, OnStoreLost.share, 1));
        List<Node> nodes = List.of(new Node(engine), new Node(engine));
        List<List<Long>> times =
                nodes.stream().map(node -> node.call("a", pace, 20)).toList();
        await().until(() -> all(times).size() >= 30);
        engine.state = State.WORKS;
        await().until(() -> nodes.stream().noneMatch(node -> node.store().lost()));
        nodes.forEach(Node::close);
        times.forEach(own -> assertThat(Judge.fullest(own, TWENTY.period())).isLessThanOrEqualTo(10 + 1));
    }

    /** With the full figures only: where a machine is held up, permits of the lighter node expire one after the other. */
    @Test
    @EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
    void aNodeOfMoreWeightGetsMore() {
        List<Node> nodes = List.of(new Node(engine), new Node(engine));
        List<Long> light = nodes.get(0).call("a", Pace.of(TWENTY, Node.settings(4, OnStoreLost.wait, 1)), 20);
        List<Long> heavy = nodes.get(1).call("a", Pace.of(TWENTY, Node.settings(4, OnStoreLost.wait, 3)), 20);
        await().until(() -> light.size() >= 8 && heavy.size() >= 8);
        nodes.forEach(Node::close);
        assertThat(Judge.fullest(all(List.of(light, heavy)), TWENTY.period())).isLessThanOrEqualTo(20);
        // three to one, but for the start, and for what expires on a busy machine
        assertThat(heavy.size()).isGreaterThan(2 * light.size() - 4);
    }

    @Test
    void aPermitExpiresAndOneThatIsGivenBackIsGrantedAgain() throws Exception {
        try (Node node = new Node(engine)) {
            ClusterGate gate = new ClusterGate(node.store(), "a", Node.pace(new Rate(1, Duration.ofHours(1)), 2));
            // a limit that nobody else uses, created by hand so that its first permit is due now
            engine.take("a", 1, true).get();
            Permit first = gate.acquire(1).get(30, TimeUnit.SECONDS).orElseThrow();
            first.giveBack();
            Optional<Permit> again = gate.acquire(1).get(30, TimeUnit.SECONDS);
            assertThat(again).containsSame(first);
            await().pollDelay(Node.SLACK).until(() -> true);
            assertThat(first.valid()).isFalse();
            first.giveBack();
            assertThat(gate.acquire(1)).isNotDone();
        }
    }

    @Test
    void aQuestionThatIsCancelledTakesNoPermit() throws Exception {
        try (Node node = new Node(engine)) {
            ClusterGate gate = new ClusterGate(node.store(), "a", Node.pace(new Rate(1, Duration.ofSeconds(1)), 2));
            engine.take("a", 1, true).get();
            engine.state = State.SILENT;
            CompletableFuture<Optional<Permit>> first = gate.acquire(1);
            first.cancel(false);
            engine.state = State.WORKS;
            assertThat(gate.acquire(1).get(30, TimeUnit.SECONDS)).isPresent();
        }
    }
}
