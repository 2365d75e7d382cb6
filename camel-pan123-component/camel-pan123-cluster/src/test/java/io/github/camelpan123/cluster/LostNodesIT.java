package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.NodeProcess;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Tier;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes are killed and suspended, and the engine is stopped, frozen and started again, while four processes use one
 * account: the platform still refuses nothing, and calls go on by themselves.
 */
@EnabledIfSystemProperty(named = "pan123.cluster-proof", matches = "true")
@Isolated("a busy machine delays calls on their way, which a window of the server can see")
class LostNodesIT {

    private Pan123Simulator simulator;
    private EngineOfTest engine;
    private NodeProcesses nodes;
    private String type;

    @BeforeEach
    void open() throws Exception {
        simulator = Pan123Simulator.builder().tier(Tier.VIP).start();
        nodes = new NodeProcesses();
    }

    @AfterEach
    void close() throws Exception {
        nodes.close();
        if (engine != null) {
            engine.close();
        }
        simulator.close();
    }

    private void start(String kind) throws Exception {
        type = kind;
        engine = EngineOfTest.open(type);
        for (int i = 0; i < EngineOfTest.NODES; i++) {
            nodes.start(simulator, "vip", type, engine.arguments(i));
        }
        nodes.go();
        goesOn("the start");
    }

    /** Waits until each row has made some calls more. */
    private void goesOn(String after) {
        long begin = System.nanoTime();
        Map<String, Long> before = calls();
        await().until(() -> before.entrySet().stream()
                .allMatch(row -> simulator.figures().calls(row.getKey()) >= row.getValue() + 3));
        System.out.println(type + ": calls of all rows went on within "
                + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms after " + after + ", refused "
                + simulator.figures().totalRefused());
    }

    private Map<String, Long> calls() {
        Map<String, Long> calls = new LinkedHashMap<>();
        NodeProcess.rows()
                .keySet()
                .forEach(path -> calls.put(path, simulator.figures().calls(path)));
        return calls;
    }

    private static void pass(Duration length) {
        await().pollDelay(length).atMost(length.plusSeconds(30)).until(() -> true);
    }

    private void nothingWasRefused() throws Exception {
        assertThat(nodes.end()).allMatch(said -> said.matches("failures \\{(Pan123NotFoundException=\\d+)?}"));
        assertThat(simulator.figures().totalRefused()).isZero();
        assertThat(simulator.figures().tokensIssued()).isOne();
    }

    @Test
    void aMemberIsKilledAndAnotherOneJoins() throws Exception {
        start("hazelcast");
        nodes.kill(0);
        goesOn("a member was killed");
        nodes.start(simulator, "vip", type, engine.arguments(0));
        nodes.goLast();
        goesOn("another one has joined");
        nothingWasRefused();
    }

    @Test
    void aMemberIsSuspendedUntilTheOthersGiveItUpAndWakes() throws Exception {
        start("hazelcast");
        nodes.signal(1, "STOP");
        pass(Duration.ofSeconds(50));
        goesOn("a member was suspended");
        nodes.signal(1, "CONT");
        pass(Duration.ofSeconds(5));
        goesOn("it was woken");
        nothingWasRefused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "redis"})
    void theServerIsStoppedAndFrozenAndNodesAreKilledAndSuspended(String kind) throws Exception {
        start(kind);
        engine.server().stop();
        pass(Duration.ofSeconds(5));
        Map<String, Long> stopped = calls();
        pass(Duration.ofSeconds(3));
        assertThat(calls()).isEqualTo(stopped);
        engine.server().start();
        goesOn("the server was started again");

        engine.server().signal("STOP");
        pass(Duration.ofSeconds(8));
        engine.server().signal("CONT");
        goesOn("the server was frozen");

        nodes.signal(1, "STOP");
        goesOn("a node was suspended");
        nodes.signal(1, "CONT");
        goesOn("it was woken");

        nodes.kill(0);
        goesOn("a node was killed");
        nothingWasRefused();
    }
}
