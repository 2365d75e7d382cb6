package io.github.camelpan123.cluster;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node is suspended while four use one account, and wakes: nothing that it was granted before is used then, so the
 * platform refuses nothing, and each of its exchanges ends.
 */
@EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
@Isolated("a busy machine delays calls on their way, which a window of the server can see")
class SuspendedNodesIT {

    private static final Duration SUSPENDED = Duration.ofSeconds(ExchangingNodes.CLUSTER_PROOF ? 90 : 5);
    /** Longer than the others wait for its heartbeat: they go on without it, and it comes back. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(ExchangingNodes.CLUSTER_PROOF ? 90 : 40);

    @ParameterizedTest
    @ValueSource(strings = {"hazelcast", "jdbc", "redis"})
    void aNodeThatWakesUsesNothingThatIsOverAndLosesNoExchange(String type) throws Exception {
        try (ExchangingNodes nodes = new ExchangingNodes(type)) {
            for (int i = 0; i < EngineOfTest.NODES; i++) {
                nodes.start(Map.of());
            }
            nodes.go();
            nodes.goOn("the start", 0, 1, 2, 3);
            nodes.signal(1, "STOP");
            ExchangingNodes.pass(type.equals("hazelcast") ? GIVEN_UP : SUSPENDED);
            nodes.goOn("a node was suspended", 0, 2, 3);
            nodes.signal(1, "CONT");
            nodes.goOn("it was woken", 0, 1, 2, 3);
            nodes.stopWithNothingLost();
        }
    }
}
