package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.ClusterAccount;
import io.github.camelpan123.account.cluster.ClusterProvider;
import io.github.camelpan123.account.cluster.ClusterSettings;
import java.util.function.Function;

/** Shares accounts through engines that bucket4j supports. Created by Camel. All instances are equal. */
public record Bucket4jClusterProvider() implements ClusterProvider {

    @Override
    public void check(ClusterSettings settings) {
        withJars(settings, kind -> {
            kind.check(settings);
            return null;
        });
    }

    @Override
    public ClusterAccount join(ClusterSettings settings, String account) {
        return withJars(settings, kind -> new SharedAccount(settings, kind.open(settings), account));
    }

    /** Only the chosen kind is loaded, because the jars of the others may be missing. */
    private static <T> T withJars(ClusterSettings settings, Function<EngineKind, T> use) {
        try {
            return use.apply(
                    switch (settings.type()) {
                        case hazelcast -> new HazelcastKind();
                        case jdbc -> new JdbcKind();
                        case redis -> new RedisKind();
                    });
        } catch (NoClassDefFoundError e) {
            throw missing(settings, e);
        }
    }

    private static IllegalArgumentException missing(ClusterSettings settings, Throwable cause) {
        String jar =
                switch (settings.type()) {
                    case hazelcast -> "com.hazelcast:hazelcast";
                    case jdbc -> "com.bucket4j:bucket4j_jdk17-postgresql";
                    case redis -> "io.lettuce:lettuce-core";
                };
        return new IllegalArgumentException(
                "cluster=" + settings.type() + " needs " + jar + " on the class path: add this dependency", cause);
    }
}
