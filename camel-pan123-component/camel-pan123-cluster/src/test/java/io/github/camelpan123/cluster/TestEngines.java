package io.github.camelpan123.cluster;

import com.hazelcast.core.Hazelcast;
import io.github.camelpan123.account.cluster.ClusterType;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.util.List;

/** The engines as a process of a test opens them. */
public final class TestEngines {

    private TestEngines() {}

    /**
     * Returns the bean.
     *
     * @param args of Hazelcast the name of the cluster, the least size, the own port and the ports of all; of the others
     *     the port of the server
     */
    public static Object open(ClusterType type, List<String> args) {
        return switch (type) {
            case hazelcast -> {
                List<String> members = args.subList(3, args.size()).stream()
                        .map(port -> "127.0.0.1:" + port)
                        .toList();
                var config = HazelcastMembers.config(args.get(0), Integer.parseInt(args.get(1)), members);
                config.getNetworkConfig().setPort(Integer.parseInt(args.get(2)));
                yield Hazelcast.newHazelcastInstance(config);
            }
            case jdbc -> PostgresServer.pool(Integer.parseInt(args.get(0)));
            case redis ->
                RedisClient.create(RedisURI.builder()
                        .withHost("127.0.0.1")
                        .withPort(Integer.parseInt(args.get(0)))
                        .withPassword(RedisServer.PASSWORD.toCharArray())
                        .build());
        };
    }
}
