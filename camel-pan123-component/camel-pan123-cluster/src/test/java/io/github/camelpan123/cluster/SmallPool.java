package io.github.camelpan123.cluster;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;

/** The smallest pool that works, as an application's own: connections are kept until one fails. */
final class SmallPool implements DataSource {

    private final ConnectionPoolDataSource source;
    private final Queue<PooledConnection> idle = new ConcurrentLinkedQueue<>();

    SmallPool(ConnectionPoolDataSource source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        PooledConnection pooled = idle.poll();
        if (pooled == null) {
            pooled = source.getPooledConnection();
            PooledConnection fresh = pooled;
            fresh.addConnectionEventListener(new ConnectionEventListener() {
                private boolean broken;

                @Override
                public void connectionClosed(ConnectionEvent event) {
                    if (!broken) {
                        idle.add(fresh);
                    }
                }

                @Override
                public void connectionErrorOccurred(ConnectionEvent event) {
                    broken = true;
                }
            });
        }
        return pooled.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return null;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
