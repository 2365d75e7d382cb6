package io.github.camelpan123.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The clock of one node of four is a minute ahead or behind: the platform refuses nothing, and no node keeps the others
 * from their calls. Only the time of day is wrong, since no clock that is set wrong changes the monotonic one.
 */
@EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
@Isolated("a busy machine delays calls on their way, which a window of the server can see")
class WrongClocksIT {

    /** Less than a node waits that believes a clock which is off. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /** In the full figures, the time of the engine is measured again meanwhile. */
    private static final Duration LENGTH = Duration.ofSeconds(ExchangingNodes.CLUSTER_PROOF ? 150 : 5);

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String NAME = "faketime/libfaketimeMT.so.1";

    private static Map<String, String> clock(String difference) throws Exception {
        List<Path> found;
        try (Stream<Path> all = Files.list(LIBRARIES)) {
            found = all.map(folder -> folder.resolve(NAME))
                    .filter(Files::exists)
                    .toList();
        }
        if (found.isEmpty()) {
            System.out.println("SKIPPED: there is no " + NAME + " in a folder of " + LIBRARIES
                    + "; install the package libfaketime");
        }
        Assumptions.assumeFalse(found.isEmpty());
        return Map.of(
                "LD_PRELOAD",
                found.get(0).toString(),
                "FAKETIME",
                difference,
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // otherwise each wait of a thread uses the processor
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    @ParameterizedTest
    @CsvSource({
        "hazelcast, +60s",
        "hazelcast, -60s",
        "jdbc, +60s",
        "jdbc, -60s",
        "redis, +60s",
        "redis, -60s",
    })
    void aNodeWithAWrongClockHarmsNobody(String type, String difference) throws Exception {
        try (ExchangingNodes nodes = new ExchangingNodes(type)) {
            for (int i = 0; i < EngineOfTest.NODES; i++) {
                nodes.start(i == 1 ? clock(difference) : Map.of());
            }
            nodes.go();
            nodes.goOn(PATIENCE, "the start with a clock that is off by " + difference, 0, 1, 2, 3);
            ExchangingNodes.pass(LENGTH);
            nodes.goOn(PATIENCE, "that", 0, 1, 2, 3);
            if (type.equals("hazelcast")) {
                // what it has counted is counted by the others from now on
                nodes.signal(1, "KILL");
                nodes.goOn(PATIENCE, "it was killed", 0, 2, 3);
                nodes.nothingRefused();
            } else {
                // it does not pull the others along any more
                nodes.signal(1, "STOP");
                nodes.goOn(PATIENCE, "it was suspended", 0, 2, 3);
                nodes.signal(1, "CONT");
                nodes.goOn(PATIENCE, "it was woken", 0, 1, 2, 3);
                nodes.stopWithNothingLost();
            }
        }
    }
}
