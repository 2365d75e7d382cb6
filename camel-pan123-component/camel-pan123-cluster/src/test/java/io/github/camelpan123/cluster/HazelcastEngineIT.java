package io.github.camelpan123.cluster;

import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
@Tag("idle-machine-in-full")
class HazelcastEngineIT extends EngineContract {

    private static final HazelcastMembers MEMBERS = new HazelcastMembers();
    private static final List<HazelcastInstance> NODES = new ArrayList<>();

    private int next;

    @BeforeAll
    static void start() {
        for (int i = 0; i < 3; i++) {
            NODES.add(MEMBERS.start(2));
        }
    }

    @AfterAll
    static void stop() {
        MEMBERS.close();
    }

    @Override
    Engine open() {
        return new HazelcastEngine(NODES.get(next++ % NODES.size()), Node.TIMEOUT, Node.SLACK);
    }

    @Override
    @Test
    @EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
    void noPeriodHasTooManyCallsAndTheLimitIsUsed() throws Exception {
        super.noPeriodHasTooManyCallsAndTheLimitIsUsed();
    }
}
