package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.cluster.ClusterType;
import io.github.camelpan123.account.cluster.OnStoreLost;
import io.github.camelpan123.fixtures.IsolatedClassLoader;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the bean of an engine is said in one sentence when the component starts. */
class BeanCheckTest {

    /** For as long as a busy machine needs: who does not answer in time is waited for, and not refused. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static ClusterSettings settings(ClusterType type, Object engine, int nodes) {
        return new ClusterSettings(
                new Bucket4jClusterProvider(), type, engine, Node.SLACK, PATIENCE, OnStoreLost.wait, nodes, 1);
    }

    private static void refused(ClusterSettings settings, String... says) {
        assertThatThrownBy(() -> settings.provider().check(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(says)
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource(ClusterType.class)
    void anotherBeanIsRefused(ClusterType type) {
        refused(settings(type, "redis://user:secret@host", 0), "clusterEngine", "cluster=" + type, "java.lang.String");
        assertThatThrownBy(() -> new Bucket4jClusterProvider().check(settings(type, "redis://user:secret@host", 0)))
                .message()
                .doesNotContain("secret");
        assertThat(settings(type, "redis://user:secret@host", 0).toString()).doesNotContain("secret");
    }

    static Stream<Arguments> protections() {
        return Stream.of(
                Arguments.of(0, 0, false),
                Arguments.of(1, 0, false),
                Arguments.of(2, 0, true),
                Arguments.of(2, 2, true),
                Arguments.of(2, 3, true),
                // two halves of two would both go on
                Arguments.of(2, 4, false),
                Arguments.of(3, 4, true),
                Arguments.of(0, 1, true));
    }

    @ParameterizedTest
    @MethodSource("protections")
    void hazelcastNeedsAProtectionThatHalfOfTheNodesDoNotPass(int least, int nodes, boolean good) {
        try (HazelcastMembers members = new HazelcastMembers()) {
            HazelcastInstance member = members.start(least);
            ClusterSettings settings = settings(ClusterType.hazelcast, member, nodes);
            if (good) {
                assertThatCode(() -> settings.provider().check(settings)).doesNotThrowAnyException();
            } else {
                refused(settings, "cluster=hazelcast", "camel-pan123", "clusterEngine", "clusterNodes=1");
            }
        }
    }

    /** The jars of the engines are on the class path of the tests; this is a class path without them. */
    @ParameterizedTest
    @EnumSource(
            value = ClusterType.class,
            names = {"hazelcast", "redis"})
    void anEngineWithoutItsJarIsNamed(ClusterType type) throws Exception {
        String jar = type == ClusterType.hazelcast ? "hazelcast" : "lettuce-core";
        try (IsolatedClassLoader without =
                new IsolatedClassLoader(name -> !name.matches(jar + "-[0-9.]+(RELEASE)?.jar"))) {
            Object message = without.loadClass(MissingJar.class.getName())
                    .getMethod("message", String.class)
                    .invoke(null, type.name());
            assertThat(message.toString()).contains("cluster=" + type, "on the class path", jar);
        }
    }

    /** Runs in the other class loader. */
    public static final class MissingJar {

        private MissingJar() {}

        public static String message(String type) {
            ClusterSettings settings = settings(ClusterType.valueOf(type), new Object(), 0);
            try {
                settings.provider().check(settings);
                settings.provider().join(settings, "a").close();
                return "nothing is missing";
            } catch (IllegalArgumentException e) {
                return e.getMessage();
            }
        }
    }

    @Test
    void providersAreEqualSoThatContextsCanShareAnAccount() {
        assertThat(settings(ClusterType.redis, "same", 0)).isEqualTo(settings(ClusterType.redis, "same", 0));
        assertThat(settings(ClusterType.redis, "same", 0)).isNotEqualTo(settings(ClusterType.redis, "other", 0));
    }
}
