package io.github.camelpan123.cluster;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A DataSource of the application whose transactions are bounded by the database itself. Otherwise a node that is
 * suspended within a transaction would keep the lock of a row, and so hold up all other nodes. Nothing is changed on a
 * connection beyond a transaction, because the application may use it next.
 */
final class BoundedDataSource implements DataSource {

    private final DataSource database;
    private final String bounds;

    BoundedDataSource(DataSource database, Duration timeout) {
        this.database = database;
        long millis = timeout.toMillis();
        this.bounds = "SET LOCAL statement_timeout = " + millis + "; SET LOCAL idle_in_transaction_session_timeout = "
                + millis;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = database.getConnection();
        boolean autoCommit = begin(connection);
        return (Connection) Proxy.newProxyInstance(
                BoundedDataSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> {
                    try {
                        if (method.getName().equals("close")) {
                            leave(connection, autoCommit);
                        }
                        Object answer = method.invoke(connection, given);
                        if (method.getName().equals("setAutoCommit") && Boolean.FALSE.equals(given[0])) {
                            bound(connection);
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void bound(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(bounds);
        }
    }

    /**
     * Some pools hand connections out within a transaction. What is done would then be committed only when it is closed,
     * when nobody finds out that this has failed.
     *
     * @return what the pool has set
     */
    private static boolean begin(Connection connection) throws SQLException {
        try {
            boolean autoCommit = connection.getAutoCommit();
            if (!autoCommit) {
                connection.setAutoCommit(true);
            }
            return autoCommit;
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /** A transaction that was not committed has failed. */
    private static void leave(Connection connection, boolean autoCommit) {
        try {
            if (connection.isClosed()) {
                return;
            }
            boolean open = !connection.getAutoCommit();
            if (open) {
                connection.rollback();
            }
            if (open == autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException broken) {
            // the pool finds out when it closes or tests the connection
        }
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return database.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return database.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return database.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return database.isWrapperFor(type);
    }
}
