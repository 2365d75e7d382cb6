package io.github.camelpan123.cluster;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A Redis server that stores nothing on disk: started again, it is empty. */
final class RedisServer extends Server {

    static final String PASSWORD = "pass-word-of-redis";
    private static final Path BINARY = Path.of("/usr/bin/redis-server");

    private RedisServer() throws IOException {}

    /** Skips the test if there is no server. */
    static RedisServer open() throws Exception {
        boolean present = Files.isExecutable(BINARY);
        if (!present) {
            System.out.println("SKIPPED: there is no " + BINARY + "; install the package redis-server");
        }
        Assumptions.assumeTrue(present);
        RedisServer server = new RedisServer();
        server.start();
        return server;
    }

    @Override
    List<String> command() {
        return List.of(
                BINARY.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--appendonly",
                "no",
                "--requirepass",
                PASSWORD,
                "--dir",
                folder.toString());
    }

    RedisClient client(String password) {
        return RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withPassword(password.toCharArray())
                .build());
    }
}
