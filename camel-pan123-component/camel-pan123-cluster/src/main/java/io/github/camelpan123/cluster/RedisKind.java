package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.ClusterSettings;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Optional;

/** A Redis server. */
final class RedisKind implements EngineKind {

    @Override
    public void check(ClusterSettings settings) {
        RedisClient client = EngineKind.bean(settings, RedisClient.class);
        CheckInTime.run(settings, () -> wrong(client));
    }

    private static Optional<String> wrong(RedisClient client) {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().ping();
            return Optional.empty();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof RedisCommandExecutionException) {
                    // its text may quote what was sent
                    return Optional.of("The Redis server of clusterEngine refuses the login: correct user and password"
                            + " of the RedisClient");
                }
            }
            throw e;
        }
    }

    @Override
    public Engine open(ClusterSettings settings) {
        return new RedisEngine(EngineKind.bean(settings, RedisClient.class), settings.timeout(), settings.slack());
    }
}
