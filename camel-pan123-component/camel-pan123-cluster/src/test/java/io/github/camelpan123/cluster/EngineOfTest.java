package io.github.camelpan123.cluster;

import io.github.camelpan123.fixtures.FreePorts;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine for nodes in processes of their own.
 *
 * @param server null if the nodes are the engine
 */
record EngineOfTest(Server server, String name, List<String> ports) implements AutoCloseable {

    static final int NODES = 4;
    private static final int MAJORITY = 3;

    /** Skips the test if the engine is not installed. */
    static EngineOfTest open(String type) throws Exception {
        switch (type) {
            case "hazelcast" -> {
                List<String> ports =
                        FreePorts.next(NODES).stream().map(Object::toString).toList();
                return new EngineOfTest(null, "many-" + System.nanoTime(), ports);
            }
            case "jdbc" -> {
                PostgresServer server = PostgresServer.open();
                server.createTable();
                return new EngineOfTest(server, type, List.of());
            }
            default -> {
                return new EngineOfTest(RedisServer.open(), type, List.of());
            }
        }
    }

    /** Returns what {@link TestEngines#open} needs in the process of a node. */
    List<String> arguments(int node) {
        if (server != null) {
            return List.of(Integer.toString(server.port));
        }
        List<String> args = new ArrayList<>(List.of(name, Integer.toString(MAJORITY), ports.get(node)));
        args.addAll(ports);
        return args;
    }

    @Override
    public void close() throws Exception {
        if (server != null) {
            server.close();
        }
    }
}
