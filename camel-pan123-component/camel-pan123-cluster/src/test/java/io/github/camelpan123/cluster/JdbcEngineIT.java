package io.github.camelpan123.cluster;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
@Tag("idle-machine-in-full")
class JdbcEngineIT extends EngineContract {

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.open();
        server.createTable();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Engine open() {
        return new JdbcEngine(server.pool(), Node.TIMEOUT, Node.SLACK);
    }

    @Override
    @Test
    @EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
    void noPeriodHasTooManyCallsAndTheLimitIsUsed() throws Exception {
        super.noPeriodHasTooManyCallsAndTheLimitIsUsed();
    }
}
