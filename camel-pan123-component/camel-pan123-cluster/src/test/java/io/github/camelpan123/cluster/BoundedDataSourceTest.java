package io.github.camelpan123.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of pools that hand them out with and without a transaction. */
class BoundedDataSourceTest {

    /** What is asked of the connection, in this order. */
    private final List<String> done = new ArrayList<>();

    private boolean autoCommit;
    private boolean commitFails;
    /** Whether a transaction is open that has changed something. */
    private boolean changed;

    private <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> answers.answer(method.getName(), given)));
    }

    private interface Answers {
        Object answer(String method, Object[] given) throws SQLException;
    }

    private void commit() throws SQLException {
        changed = false;
        if (commitFails) {
            throw new SQLException("not committed");
        }
        done.add("commit");
    }

    private Object statement(String method) throws SQLException {
        switch (method) {
            case "executeUpdate" -> {
                done.add("update");
                changed = true;
                if (autoCommit) {
                    commit();
                }
                return 1;
            }
            case "execute" -> {
                return false;
            }
            default -> {
                return null;
            }
        }
    }

    private Object connection(String method, Object[] given) throws SQLException {
        switch (method) {
            case "getAutoCommit" -> {
                return autoCommit;
            }
            case "isClosed" -> {
                return false;
            }
            case "setAutoCommit" -> {
                if (!autoCommit && (boolean) given[0] && changed) {
                    commit();
                }
                autoCommit = (boolean) given[0];
                return null;
            }
            case "rollback" -> {
                changed = false;
                done.add("rollback");
                return null;
            }
            case "prepareStatement", "createStatement" -> {
                return fake(PreparedStatement.class, (name, parameters) -> statement(name));
            }
            case "close" -> {
                done.add("close");
                return null;
            }
            default -> throw new UnsupportedOperationException(method);
        }
    }

    private DataSource pool(boolean autoCommits) {
        autoCommit = autoCommits;
        return fake(DataSource.class, (method, given) -> fake(Connection.class, this::connection));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aValueIsReplacedOnlyIfThatWasCommitted(boolean autoCommits) throws Exception {
        try (JdbcEngine engine = new JdbcEngine(pool(autoCommits), Node.TIMEOUT, Node.SLACK)) {
            assertThat(EngineContract.get(engine.replace("key", new byte[1], new byte[2])))
                    .isTrue();
            assertThat(done).containsExactly("update", "commit", "close");
            done.clear();
            autoCommit = autoCommits;
            commitFails = true;
            assertThatThrownBy(() -> EngineContract.get(engine.replace("key", new byte[1], new byte[2])))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("not committed");
        }
        assertThat(autoCommit).as("as the pool has set it").isEqualTo(autoCommits);
    }

    @Test
    void aTransactionThatWasNotCommittedIsRolledBack() throws Exception {
        BoundedDataSource database = new BoundedDataSource(pool(true), Duration.ofSeconds(1));
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.prepareStatement("UPDATE").executeUpdate();
        }
        assertThat(done).containsExactly("update", "rollback", "close");
        assertThat(autoCommit).isTrue();
    }
}
