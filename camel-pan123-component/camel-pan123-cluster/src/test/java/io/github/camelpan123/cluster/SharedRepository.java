package io.github.camelpan123.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.camelpan123.fixtures.FreePorts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.processor.idempotent.hazelcast.HazelcastIdempotentRepository;
import org.apache.camel.processor.idempotent.jdbc.JdbcOrphanLockAwareIdempotentRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A repository of Camel that nodes share: what holds it, and how a node opens it. */
final class SharedRepository implements AutoCloseable {

    static final String TABLE = "CREATE TABLE CAMEL_MESSAGEPROCESSED (processorName VARCHAR(255),"
            + " messageId VARCHAR(100), createdAt TIMESTAMP, PRIMARY KEY (processorName, messageId))";

    private static final String NAME = "pieces";
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

    private final String kind;
    private final List<String> where;
    private final Duration lease;
    private final AutoCloseable server;

    private SharedRepository(String kind, List<String> where, Duration lease, AutoCloseable server) {
        this.kind = kind;
        this.where = where;
        this.lease = lease;
        this.server = server;
    }

    /**
     * Starts what holds it.
     *
     * @param kind h2, postgres or hazelcast
     * @param lease after this time the claims of a node that was killed end
     */
    static SharedRepository start(String kind, int nodes, Duration lease, Path folder) throws Exception {
        switch (kind) {
            case "h2" -> {
                String url = "jdbc:h2:" + folder.resolve("pieces-" + UUID.randomUUID()) + ";AUTO_SERVER=TRUE";
                JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
                execute(pool, TABLE);
                return new SharedRepository(kind, List.of(url), lease, pool::dispose);
            }
            case "postgres" -> {
                PostgresServer server = PostgresServer.open();
                execute(server.dataSource(), TABLE);
                return new SharedRepository(kind, List.of(Integer.toString(server.port)), lease, server);
            }
            case "hazelcast" -> {
                List<String> where = new ArrayList<>(List.of("pieces-" + UUID.randomUUID()));
                FreePorts.next(nodes).forEach(port -> where.add(port.toString()));
                return new SharedRepository(kind, where, lease, () -> {});
            }
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What a process needs to open it. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(kind, Long.toString(lease.toSeconds())));
        arguments.addAll(where);
        return arguments;
    }

    /** The repository of one node. */
    record Opened(IdempotentRepository repository, AutoCloseable connection) {}

    Opened open(CamelContext context, int node) {
        return open(context, node, arguments());
    }

    static Opened open(CamelContext context, int node, List<String> arguments) {
        Duration lease = Duration.ofSeconds(Long.parseLong(arguments.get(1)));
        List<String> where = arguments.subList(2, arguments.size());
        switch (arguments.get(0)) {
            case "h2" -> {
                JdbcDataSource source = new JdbcDataSource();
                source.setURL(where.get(0));
                source.setUser("sa");
                JdbcConnectionPool pool = JdbcConnectionPool.create(source);
                return new Opened(jdbc(pool, context, lease), pool::dispose);
            }
            case "postgres" -> {
                return new Opened(jdbc(PostgresServer.pool(Integer.parseInt(where.get(0))), context, lease), () -> {});
            }
            default -> {
                HazelcastInstance member = member(where, node, lease);
                return new Opened(new HazelcastIdempotentRepository(member, NAME), () -> member.getLifecycleService()
                        .terminate());
            }
        }
    }

    private static IdempotentRepository jdbc(DataSource database, CamelContext context, Duration lease) {
        JdbcOrphanLockAwareIdempotentRepository repository = new JdbcOrphanLockAwareIdempotentRepository(
                database, transactions(database, TransactionDefinition.ISOLATION_REPEATABLE_READ), NAME, context);
        repository.setCreateTableIfNotExists(false);
        repository.setLockMaxAgeMillis(lease.toMillis());
        repository.setLockKeepAliveIntervalMillis(KEEP_ALIVE.toMillis());
        return repository;
    }

    static TransactionTemplate transactions(DataSource database, int isolation) {
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        transactions.setIsolationLevel(isolation);
        return transactions;
    }

    private static HazelcastInstance member(List<String> where, int node, Duration lease) {
        List<String> ports = where.subList(1, where.size());
        Config config = HazelcastMembers.config(
                where.get(0), 0, ports.stream().map(port -> "127.0.0.1:" + port).toList());
        config.getNetworkConfig().setPort(Integer.parseInt(ports.get(node)));
        config.addMapConfig(new MapConfig(NAME).setTimeToLiveSeconds((int) lease.toSeconds()));
        return Hazelcast.newHazelcastInstance(config);
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
