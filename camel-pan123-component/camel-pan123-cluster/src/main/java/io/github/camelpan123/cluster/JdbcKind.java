package io.github.camelpan123.cluster;

import io.github.camelpan123.account.cluster.ClusterSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** A PostgreSQL database. */
final class JdbcKind implements EngineKind {

    static final String CREATE_TABLE =
            "CREATE TABLE " + JdbcEngine.TABLE + " (id VARCHAR(200) PRIMARY KEY, state BYTEA, expires_at BIGINT)";

    /** What this module does with the table, by the privilege that it needs. Nothing is changed. */
    private static final List<Attempt> ATTEMPTS = List.of(
            new Attempt("SELECT", "SELECT id, state FROM " + JdbcEngine.TABLE + " WHERE false"),
            new Attempt(
                    "INSERT",
                    "INSERT INTO " + JdbcEngine.TABLE + " (id, state) SELECT id, state FROM " + JdbcEngine.TABLE
                            + " WHERE false"),
            new Attempt("UPDATE", "UPDATE " + JdbcEngine.TABLE + " SET state = NULL WHERE false"),
            new Attempt("DELETE", "DELETE FROM " + JdbcEngine.TABLE + " WHERE false"));

    private static final String WRONG_LOGIN = "28";
    private static final String NO_DATABASE = "3D000";
    private static final String NO_TABLE = "42P01";
    private static final String NO_COLUMN = "42703";
    private static final String NO_PRIVILEGE = "42501";

    private record Attempt(String privilege, String sql) {}

    @Override
    public void check(ClusterSettings settings) {
        DataSource database = EngineKind.bean(settings, DataSource.class);
        CheckInTime.run(settings, () -> wrong(database));
    }

    private static Optional<String> wrong(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            String product = connection.getMetaData().getDatabaseProductName();
            if (!product.equals("PostgreSQL")) {
                return Optional.of("clusterEngine is a DataSource of " + product
                        + ", and cluster=jdbc needs one of PostgreSQL: set the reference of such a bean");
            }
            return missingPrivilege(statement);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (state.equals(NO_TABLE) || state.equals(NO_COLUMN)) {
                return Optional.of("cluster=jdbc needs a table in the database of clusterEngine: run " + CREATE_TABLE);
            }
            if (state.startsWith(WRONG_LOGIN) || state.equals(NO_DATABASE)) {
                return Optional.of("The database of clusterEngine refuses the login (SQL state " + state
                        + "): correct database, user and password of the DataSource");
            }
            throw e;
        }
    }

    private static Optional<String> missingPrivilege(Statement statement) throws SQLException {
        for (Attempt attempt : ATTEMPTS) {
            try {
                statement.execute(attempt.sql());
            } catch (SQLException e) {
                if (NO_PRIVILEGE.equals(e.getSQLState())) {
                    return Optional.of("The user of clusterEngine has no privilege " + attempt.privilege()
                            + " on the table " + JdbcEngine.TABLE + ": grant SELECT, INSERT, UPDATE and DELETE");
                }
                throw e;
            }
        }
        return Optional.empty();
    }

    @Override
    public Engine open(ClusterSettings settings) {
        return new JdbcEngine(EngineKind.bean(settings, DataSource.class), settings.timeout(), settings.slack());
    }
}
