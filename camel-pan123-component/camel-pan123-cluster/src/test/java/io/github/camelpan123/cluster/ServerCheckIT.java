package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelpan123.account.cluster.ClusterSettings;
import io.github.camelpan123.account.cluster.ClusterType;
import io.lettuce.core.RedisClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What a server says about its configuration is reported at once; a server that is down is waited for. */
class ServerCheckIT {

    private static void refused(ClusterSettings settings, String... says) {
        assertThatThrownBy(() -> settings.provider().check(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(says)
                .doesNotContain("\n")
                .doesNotContain("pass-word");
    }

    private static void accepted(ClusterSettings settings) {
        assertThatCode(() -> settings.provider().check(settings)).doesNotThrowAnyException();
    }

    @Test
    void redis() throws Exception {
        try (RedisServer server = RedisServer.open()) {
            RedisClient client = server.client(RedisServer.PASSWORD);
            RedisClient wrong = server.client("wrong pass-word");
            try {
                accepted(BeanCheckTest.settings(ClusterType.redis, client, 0));
                refused(
                        BeanCheckTest.settings(ClusterType.redis, wrong, 0),
                        "clusterEngine",
                        "RedisClient",
                        "password");
                server.stop();
                accepted(BeanCheckTest.settings(ClusterType.redis, client, 0));
            } finally {
                client.shutdown();
                wrong.shutdown();
            }
        }
    }

    @Test
    void postgres() throws Exception {
        try (PostgresServer server = PostgresServer.open()) {
            PGSimpleDataSource source = server.dataSource();
            refused(
                    BeanCheckTest.settings(ClusterType.jdbc, source, 0),
                    "cluster=jdbc",
                    "clusterEngine",
                    "CREATE TABLE camel_pan123");
            server.createTable();
            accepted(BeanCheckTest.settings(ClusterType.jdbc, source, 0));

            server.execute("CREATE USER stranger");
            PGSimpleDataSource stranger = server.dataSource();
            stranger.setUser("stranger");
            refused(BeanCheckTest.settings(ClusterType.jdbc, stranger, 0), "clusterEngine", "grant");
            requirePrivileges(server, stranger);

            PGSimpleDataSource nobody = server.dataSource();
            nobody.setUser("nobody-of-that-name");
            nobody.setPassword("pass-word");
            refused(BeanCheckTest.settings(ClusterType.jdbc, nobody, 0), "clusterEngine", "user");

            server.execute("DROP TABLE camel_pan123");
            server.execute("CREATE TABLE camel_pan123 (id VARCHAR(200) PRIMARY KEY)");
            refused(BeanCheckTest.settings(ClusterType.jdbc, source, 0), "CREATE TABLE camel_pan123");

            server.stop();
            accepted(BeanCheckTest.settings(ClusterType.jdbc, source, 0));
        }
    }

    /** Of all privileges but one, the sentence names that one. With all of them, the engine can do what it has to. */
    private static void requirePrivileges(PostgresServer server, PGSimpleDataSource stranger) throws Exception {
        List<String> all = List.of("SELECT", "INSERT", "UPDATE", "DELETE");
        server.execute("INSERT INTO camel_pan123 (id, state) VALUES ('kept', 'as it is')");
        for (String missing : all) {
            server.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON camel_pan123 TO stranger");
            server.execute("REVOKE " + missing + " ON camel_pan123 FROM stranger");
            refused(
                    BeanCheckTest.settings(ClusterType.jdbc, stranger, 0),
                    "clusterEngine",
                    "no privilege " + missing + " ",
                    "camel_pan123",
                    "grant SELECT, INSERT, UPDATE and DELETE");
        }
        server.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON camel_pan123 TO stranger");
        accepted(BeanCheckTest.settings(ClusterType.jdbc, stranger, 0));
        try (JdbcEngine engine = new JdbcEngine(stranger, Node.TIMEOUT, Node.SLACK)) {
            EngineContract.get(engine.refresh());
            byte[] value = {1};
            byte[] next = {2};
            assertThat(EngineContract.get(engine.replace("key", null, value))).isTrue();
            assertThat(EngineContract.get(engine.replace("key", value, next))).isTrue();
            assertThat(EngineContract.get(engine.replace("key", next, null))).isTrue();
            assertThat(EngineContract.get(engine.read("key"))).isEmpty();
            assertThat(EngineContract.get(engine.take("limit", 1, true))).isPositive();
            assertThat(EngineContract.get(engine.takeLogin("logins"))).isTrue();
            assertThat(EngineContract.get(engine.read("kept")))
                    .hasValueSatisfying(kept -> assertThat(kept).asString().isEqualTo("as it is"));
        }
    }
}
