package io.github.camelpan123.cluster;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A PostgreSQL database. Time is counted by each node, with the time of the database. */
final class JdbcEngine implements Engine {

    static final String TABLE = "camel_pan123";

    /** An engine that does not answer can hold as many connections of the application. */
    private static final int THREADS = 6;

    private final BoundedDataSource database;
    private final ProxyManager<String> manager;
    private final EngineClock clock = new EngineClock();
    private final EngineClock.Bounds bounds;
    private final EngineThreads threads = new EngineThreads(THREADS);

    /**
     * @param timeout how long the database may keep a statement, and a transaction of a node that does nothing
     * @param slack of the limits, by which the clocks of nodes may differ in part
     */
    JdbcEngine(DataSource database, Duration timeout, Duration slack) {
        this.bounds = EngineClock.Bounds.of(timeout, slack);
        this.database = new BoundedDataSource(database, timeout);
        this.manager = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(this.database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table(TABLE)
                .clientClock(clock)
                .build();
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return threads.call(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                clock.measure(bounds, () -> time(statement));
            }
            return null;
        });
    }

    private static long time(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            Instant time = row.getObject(1, OffsetDateTime.class).toInstant();
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        }
    }

    private <T> CompletableFuture<T> timed(Callable<T> work) {
        return clock.known()
                ? threads.call(work)
                : CompletableFuture.failedFuture(new IllegalStateException("not connected yet"));
    }

    @Override
    public CompletableFuture<Long> take(String key, long micros, boolean create) {
        Supplier<BucketConfiguration> missing = () -> {
            throw new MissingException();
        };
        return timed(() ->
                manager.getProxy(key, create ? () -> TimeLine.LIMIT : missing).consumeIgnoringRateLimits(micros));
    }

    private BucketProxy logins(String key) {
        return manager.getProxy(key, () -> TimeLine.LOGINS);
    }

    @Override
    public CompletableFuture<Boolean> takeLogin(String key) {
        return timed(() -> logins(key).tryConsume(1));
    }

    @Override
    public CompletableFuture<Void> returnLogin(String key) {
        return timed(() -> {
            logins(key).addTokens(1);
            return null;
        });
    }

    @Override
    public CompletableFuture<Optional<byte[]>> read(String key) {
        return threads.call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement select =
                            connection.prepareStatement("SELECT state FROM " + TABLE + " WHERE id = ?")) {
                select.setString(1, key);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public CompletableFuture<Boolean> replace(String key, byte[] expected, byte[] fresh) {
        if (fresh == null) {
            return remove(key, expected);
        }
        return threads.call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement change = connection.prepareStatement(
                            expected == null
                                    ? "INSERT INTO " + TABLE + "(state, id) VALUES (?, ?) ON CONFLICT (id) DO NOTHING"
                                    : "UPDATE " + TABLE + " SET state = ? WHERE id = ? AND state = ?")) {
                change.setBytes(1, fresh);
                change.setString(2, key);
                if (expected != null) {
                    change.setBytes(3, expected);
                }
                return change.executeUpdate() > 0;
            }
        });
    }

    private CompletableFuture<Boolean> remove(String key, byte[] expected) {
        return threads.call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement delete =
                            connection.prepareStatement("DELETE FROM " + TABLE + " WHERE id = ? AND state = ?")) {
                delete.setString(1, key);
                delete.setBytes(2, expected);
                return delete.executeUpdate() > 0;
            }
        });
    }

    @Override
    public long timeSteps() {
        return clock.steps();
    }

    @Override
    public int nodes() {
        return 0;
    }

    @Override
    public void close() {
        threads.close();
    }
}
