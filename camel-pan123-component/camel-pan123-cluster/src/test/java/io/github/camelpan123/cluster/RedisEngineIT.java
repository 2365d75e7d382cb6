package io.github.camelpan123.cluster;

import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
@Tag("idle-machine-in-full")
class RedisEngineIT extends EngineContract {

    private static RedisServer server;
    private static RedisClient client;

    @BeforeAll
    static void start() throws Exception {
        server = RedisServer.open();
        client = server.client(RedisServer.PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            client.shutdown();
            server.close();
        }
    }

    @Override
    Engine open() {
        return new RedisEngine(client, Node.TIMEOUT, Node.SLACK);
    }

    @Override
    @Test
    @EnabledIfSystemProperty(named = "pan123.proof", matches = "true")
    void noPeriodHasTooManyCallsAndTheLimitIsUsed() throws Exception {
        super.noPeriodHasTooManyCallsAndTheLimitIsUsed();
    }
}
